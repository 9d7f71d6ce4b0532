"""When something that repeats is due, against a plain walk through a year on the clock."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import (
    CAUGHT_UP,
    EVERY_DAY,
    Weekly,
    caught_up,
    instant,
    instants,
    next_instant,
    read_days,
    read_time,
)

ZONES = (
    "UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/Los_Angeles",
    "America/St_Johns", "America/Santiago", "Africa/Cairo", "Asia/Kolkata",
    "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia",
)  # fmt: skip
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)


def walked(at: time, days: frozenset[int], zone: ZoneInfo) -> list[datetime]:
    """Watch the clock of a zone through a year; all that happens happens at half hours.

    On each day that counts, due is the first look at which the clock shows the time or more: a
    clock that jumps over it shows more at once, and one that is put back shows it a second time.
    """
    reached: defaultdict[date, list[datetime]] = defaultdict(list)
    for half_hours in range(365 * 24 * 2):
        now = NEW_YEAR + timedelta(minutes=30 * half_hours)
        local = now.astimezone(zone)
        if local.time() >= at:
            reached[local.date()].append(now)
    start, end = (moment.astimezone(zone).date() for moment in (NEW_YEAR, NEW_YEAR + YEAR))
    return [
        moments[0]
        for day, moments in reached.items()
        if start < day < end and day.weekday() in days
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_instants_is_what_the_clock_shows(zone: str) -> None:
    place = ZoneInfo(zone)
    for at, days in (
        (time(2, 30), EVERY_DAY),
        (time(0, 0), EVERY_DAY),
        (time(9), frozenset({0, 6})),
    ):
        first, last = (NEW_YEAR + timedelta(days=1), NEW_YEAR + YEAR - timedelta(days=1))
        start = datetime.combine(first.astimezone(place).date(), time(), place).astimezone(UTC)
        end = datetime.combine(last.astimezone(place).date(), time(), place).astimezone(UTC)
        expected = [moment for moment in walked(at, days, place) if start < moment < end]
        due = list(islice(instants(Weekly(at, days), place, start), 366))
        assert [moment for moment in due if moment < end] == expected


def test_a_time_that_does_not_exist_is_the_moment_after_the_gap() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    due = instant(date(2026, 3, 29), time(2, 30), berlin)
    assert due == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert due.astimezone(berlin).time() == time(3, 0)


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = next_instant(Weekly(time(2, 30)), berlin, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_instant(Weekly(time(2, 30)), berlin, first) == datetime(
        2026, 10, 26, 1, 30, tzinfo=UTC
    )


def test_a_day_that_was_left_out_altogether() -> None:
    apia = ZoneInfo("Pacific/Apia")
    due = instants(Weekly(time(9)), apia, datetime(2011, 12, 29, 20, tzinfo=UTC))
    local = [f"{next(due).astimezone(apia):%Y-%m-%d %H:%M:%S}" for _ in range(2)]
    assert local == ["2011-12-31 00:00:00", "2011-12-31 09:00:00"]


weeklies = st.builds(
    Weekly,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.frozensets(st.integers(0, 6), min_size=1),
)
moments = st.integers(0, 37 * 365 * 24 * 60).map(
    lambda n: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)


@given(weeklies, st.sampled_from(ZONES), moments)
def test_the_next_instant_is_later_within_eight_days_and_on_a_day_of_the_week(
    weekly: Weekly, zone: str, after: datetime
) -> None:
    place = ZoneInfo(zone)
    due = next_instant(weekly, place, after)
    assert after < due <= after + timedelta(days=9)
    on_time = due.astimezone(place).time() == weekly.time
    assert not on_time or due.astimezone(place).weekday() in weekly.days


@given(weeklies, st.sampled_from(ZONES), moments, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_after_a_stop_at_most_one_is_caught_up_and_none_that_is_too_old(
    weekly: Weekly, zone: str, before: datetime, stop: timedelta
) -> None:
    place = ZoneInfo(zone)
    due = next_instant(weekly, place, before)
    now = due + stop
    done = caught_up(weekly, place, due, now)
    missed = [due, *takewhile(lambda moment: moment <= now, instants(weekly, place, due))]
    assert done == (missed[-1] if now - missed[-1] <= CAUGHT_UP else None)
    assert caught_up(weekly, place, due, due + CAUGHT_UP)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("9:00", time(9)), ("09:00", time(9)), ("21.30", time(21, 30)), ("9：05", time(9, 5)),
     ("9am", time(9)), ("9:30PM", time(21, 30)), ("12am", time(0)), ("9点", time(9)),
     ("晚上9点半", time(21, 30)), ("21點05分", time(21, 5)), ("中午12点", time(12)),
     ("晚上十点", time(22)), ("晚上12点", time(0)), ("晚上1点", time(1)), ("凌晨十二点", time(0)),
     ("中午1点", time(13)), ("中午十一点半", time(11, 30)), ("上午12点", time(12)),
     ("夜里11点", time(23)), ("傍晚18点", time(18)), ("12pm", time(12)), ("清晨6点", time(6)),
     ("两点", time(2)), ("十二点半", time(12, 30)),
     ("9 am", None), ("9半", None), ("24:00", None), ("9", None),
     ("9:60", None), ("09:000", None)],
)  # fmt: skip
def test_times(word: str, expected: time | None) -> None:
    assert read_time(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("mon-fri", {0, 1, 2, 3, 4}), ("Sat,Sun", {5, 6}), ("fri-mon", {4, 5, 6, 0}),
     ("weekdays", {0, 1, 2, 3, 4}), ("周一至周五", {0, 1, 2, 3, 4}), ("周末", {5, 6}),
     ("每天", set(range(7))), ("周六、周日", {5, 6}), ("sun-sun", {6}), ("topic", None),
     ("mon-", {0}), ("-", None), ("monfri", None), ("每日", set(range(7))),
     ("每周一三五", {0, 2, 4}), ("周三周五", {2, 4}), ("周一到五", {0, 1, 2, 3, 4}),
     ("星期六、礼拜天", {5, 6}), ("每周末", {5, 6}), ("下周一", None), ("每", None)],
)  # fmt: skip
def test_days(word: str, expected: set[int] | None) -> None:
    assert read_days(word) == (None if expected is None else frozenset(expected))
