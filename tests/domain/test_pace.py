"""How much somebody may say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import Allowance, Pace

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FEW = Allowance(3, every=10 * SECOND)


def test_so_many_at_once_then_a_pause_then_what_the_pause_has_brought() -> None:
    pace = Pace(FEW, pause=30 * SECOND)
    assert [pace.takes("ann", NOW) for _ in range(5)] == [True, True, True, False, False]
    assert not pace.takes("ann", NOW + 29 * SECOND)
    later = NOW + 30 * SECOND
    assert [pace.takes("ann", later) for _ in range(4)] == [True, True, True, False]


def test_what_weighs_more_counts_as_so_many() -> None:
    pace = Pace(FEW)
    assert [pace.takes("ann", NOW, weight=2), pace.takes("ann", NOW)] == [True, True]
    assert not pace.takes("ann", NOW)


def test_each_is_counted_alone() -> None:
    pace = Pace(FEW)
    for _ in range(4):
        pace.takes("ann", NOW)
    assert pace.takes("bob", NOW)


def test_who_keeps_the_pace_is_never_stopped() -> None:
    pace = Pace(FEW)
    assert all(pace.takes("ann", NOW + number * 10 * SECOND) for number in range(100))


def test_a_clock_that_is_behind_is_no_reason() -> None:
    pace = Pace(FEW)
    pace.takes("ann", NOW + timedelta(minutes=9))
    assert pace.takes("ann", NOW)
    assert pace.takes("ann", NOW + timedelta(minutes=9, seconds=10))


def test_after_the_clock_was_set_back_everything_is_as_at_the_start() -> None:
    pace = Pace(FEW, pause=30 * SECOND)
    ahead = NOW + timedelta(days=3)
    assert [pace.takes("ann", ahead) for _ in range(4)] == [True, True, True, False]
    assert [pace.takes("ann", NOW) for _ in range(4)] == [True, True, True, False]
    assert pace.takes("ann", NOW + 30 * SECOND)


@given(st.lists(st.floats(0, 60), max_size=60), st.sampled_from([0, 5, 60]))
def test_in_no_time_are_more_answered_than_allowed(waits: list[float], pause: int) -> None:
    pace, now, answered = Pace(FEW, pause=pause * SECOND), NOW, []
    for wait in waits:
        now += timedelta(seconds=wait)
        if pace.takes("ann", now):
            answered.append(now)
    for first, begun in enumerate(answered):
        for last, ended in enumerate(answered[first:], 1):
            assert last <= FEW.burst + (ended - begun) / FEW.every


def test_who_is_paused_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.domain.pace.MOST_KEPT", 1)
    pace = Pace(FEW, pause=30 * SECOND)
    assert not pace.takes("ann", NOW, weight=4)
    for number in range(9):
        pace.takes(f"bob {number}", NOW + 29 * SECOND)
    assert not pace.takes("ann", NOW + 29 * SECOND)


def test_those_who_have_been_silent_for_long_are_forgotten() -> None:
    pace = Pace(FEW)
    for number in range(25_000):
        pace.takes(str(number), NOW + number * SECOND)
    assert len(pace._said) < 11_000
