"""Where somebody stands: laws, and examples that can be counted by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import study_day
from bot.domain.knowledge import Deck
from bot.domain.progress import (
    LOOKED_AHEAD,
    LOOKED_BACK,
    Answer,
    Part,
    Progress,
    Retention,
    by_chapter,
    forecast,
    per_day,
    progress,
    retention,
    streak,
)
from bot.domain.quiz import Grade
from bot.domain.review import Memory, Stage

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)  # 20:00 there
TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)

moments = st.integers(-200 * 24, 40 * 24).map(lambda hours: NOW + timedelta(hours=hours))
days = st.integers(0, 120).map(lambda back: TODAY - back * DAY)


def memory(due: datetime = NOW, reviewed: datetime = NOW, stability: float = 10) -> Memory:
    return Memory(stability, 5, due, reviewed, Stage.REVIEW, None, 1, 0)


def dated(*answers: tuple[str, int, Grade]) -> list[tuple[date, Answer]]:
    """Answers as entry, days ago and grade."""
    return [(TODAY - ago * DAY, Answer(entry, NOW, grade)) for entry, ago, grade in answers]


@given(st.lists(moments, max_size=60))
def test_the_forecast_counts_all_that_is_due_in_time(dues: list[datetime]) -> None:
    coming = forecast(dues, NOW, SHANGHAI)
    last = TODAY + (LOOKED_AHEAD - 1) * DAY
    assert len(coming) == LOOKED_AHEAD
    assert sum(coming) == sum(study_day(due, SHANGHAI) <= last for due in dues)
    assert coming[0] == sum(study_day(due, SHANGHAI) <= TODAY for due in dues)


def test_a_day_of_the_forecast_ends_at_four() -> None:
    night = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)  # 4:00 of the 28th there
    dues = [night - timedelta(seconds=1), night, NOW - 40 * DAY]
    assert forecast(dues, NOW, SHANGHAI)[:3] == (2, 1, 0)


@given(st.lists(days, max_size=200))
def test_the_heat_map_counts_all_answers_of_its_days(answered: list[date]) -> None:
    counts = per_day(answered, TODAY)
    assert len(counts) == LOOKED_BACK
    assert sum(counts) == sum(day > TODAY - LOOKED_BACK * DAY for day in answered)
    assert counts[-1] == answered.count(TODAY)


@given(st.sets(days, max_size=40))
def test_a_streak_is_the_longest_run_up_to_today_or_yesterday(studied: set[date]) -> None:
    length = streak(studied, TODAY)
    last = TODAY if TODAY in studied else TODAY - DAY
    assert all(last - back * DAY in studied for back in range(length))
    assert last - length * DAY not in studied


@pytest.mark.parametrize(
    ("ago", "length"), [([], 0), ([0], 1), ([1, 2], 2), ([0, 1, 3], 2), ([2, 3], 0)]
)
def test_today_may_still_be_to_come(ago: Sequence[int], length: int) -> None:
    assert streak({TODAY - back * DAY for back in ago}, TODAY) == length


def test_only_what_is_asked_again_on_a_later_day_shows_memory() -> None:
    again, good = Grade.AGAIN, Grade.GOOD
    answers = dated(
        ("a", 40, again), ("b", 40, good),  # met for the first time
        ("a", 39, good), ("b", 39, again), ("b", 39, good),  # b once more on the same day
        ("a", 5, again), ("a", 5, again),
        ("c", 1, good),
        ("b", 0, Grade.HARD),
    )  # fmt: skip
    assert retention(answers, date.min) == Retention(recalled=2, asked=4)
    assert retention(answers, TODAY - 29 * DAY) == Retention(recalled=1, asked=2)
    assert Retention(1, 2).share == 0.5
    assert Retention(0, 0).share is None


grades = st.tuples(st.sampled_from("abc"), st.integers(0, 90), st.sampled_from(list(Grade)))


@given(st.lists(grades, max_size=40))
def test_retention_asks_no_more_than_was_answered(drawn: list[tuple[str, int, Grade]]) -> None:
    answers = sorted(dated(*drawn), key=lambda answer: answer[0])
    ever, recent = retention(answers, date.min), retention(answers, TODAY - 29 * DAY)
    assert 0 <= ever.recalled <= ever.asked <= max(0, len(answers) - len({e for e, _, _ in drawn}))
    assert recent.asked <= ever.asked
    assert ever.share is None or 0 <= ever.share <= 1


@given(st.data())
def test_mastery_lies_between_nothing_and_what_was_met(deck: Deck, data: st.DataObject) -> None:
    entries = st.sampled_from([*deck.by_id, "no-longer-there"])
    reviewed = st.integers(0, 4000).map(lambda hours: NOW - timedelta(hours=hours))
    memories = st.builds(memory, moments, reviewed, st.floats(0.1, 300))
    known = data.draw(st.dictionaries(entries, memories, max_size=20))
    shown = progress(deck, known, (), NOW, SHANGHAI)
    met = set(known) & set(deck.by_id)
    assert shown.whole.met == len(met) == sum(topic.met for topic in shown.topics)
    assert sum(topic.recalled for topic in shown.topics) == pytest.approx(shown.whole.recalled)
    for part in (shown.whole, *shown.topics, *shown.chapters):
        assert 0 <= part.share <= part.met_share <= 1
        assert part.entries


def test_a_chapter_has_the_entries_that_cite_it(deck: Deck) -> None:
    chapters = by_chapter(deck)
    assert [int(number) for number in chapters] == sorted(int(number) for number in chapters)
    for entry in deck.entries:
        cited = {place.section.partition(".")[0] for place in entry.book}
        assert {number for number, entries in chapters.items() if entry.id in entries} == cited


def test_what_was_just_recalled_is_mastered_and_the_rest_is_not(deck: Deck) -> None:
    topic = deck.topics[0]
    known = {entry.id: memory() for entry in topic.entries}
    answers = [Answer(entry, NOW, Grade.GOOD) for entry in known]
    shown = progress(deck, known, answers, NOW, SHANGHAI)
    assert [part.share for part in shown.topics] == [1.0, *[0.0] * (len(deck.topics) - 1)]
    assert (shown.streak, shown.days[-1], shown.forecast[0]) == (1, len(known), len(known))
    assert shown.begun


def test_the_days_are_those_of_the_person(deck: Deck) -> None:
    late = datetime(2026, 11, 26, 19, 59, tzinfo=UTC)  # 3:59 of the 27th in Shanghai
    answers = [Answer("dl-32", late, Grade.GOOD)]

    def shown(zone: str) -> Progress:
        return progress(deck, {}, answers, NOW, ZoneInfo(zone))

    assert shown("Asia/Shanghai").days[-2:] == (1, 0)
    assert shown("America/New_York").days[-2:] == (1, 0)
    assert shown("Asia/Tokyo").days[-2:] == (0, 1)


def test_the_last_thirty_days_are_recent(deck: Deck) -> None:
    entry = deck.entries[0].id
    answers = [Answer(entry, NOW - ago * DAY, Grade.GOOD) for ago in (40, 30, 29)]
    shown = progress(deck, {}, answers, NOW, SHANGHAI)
    assert (shown.recent.asked, shown.ever.asked) == (1, 2)


def test_what_falls_due_at_this_moment_is_due(deck: Deck) -> None:
    dues = (NOW - DAY, NOW, NOW + timedelta(seconds=1))
    known = {entry.id: memory(due) for entry, due in zip(deck.entries, dues, strict=False)}
    assert progress(deck, known, (), NOW, SHANGHAI).due == 2


def test_who_has_answered_what_the_deck_holds_no_more_has_begun(deck: Deck) -> None:
    assert progress(deck, {}, [Answer("gone", NOW, Grade.GOOD)], NOW, SHANGHAI).begun


def test_before_anything_was_answered(deck: Deck) -> None:
    shown = progress(deck, {}, (), NOW, SHANGHAI)
    assert not shown.begun
    assert shown.whole == Part(deck.id, len(deck.entries), 0, 0)
    assert not any(shown.forecast)
