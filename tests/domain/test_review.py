"""Spaced repetition: whole histories, the laws they keep, and what is due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import study_day
from bot.domain.quiz import Grade
from bot.domain.review import (
    LEECH_LAPSES,
    LONGEST_WAIT,
    Fading,
    Memory,
    Stage,
    is_leech,
    most_forgotten,
    retrievability,
    schedule,
)
from tests.domain import fsrs6

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)  # 22:30 there
GRADES = st.sampled_from(list(Grade))


class Middle(Random):
    """Chance that never scatters."""

    def randint(self, a: int, b: int) -> int:
        return (a + b) // 2


def history(*grades: Grade, at: datetime = EVENING, wait: timedelta | None = None) -> list[Memory]:
    """Grade an entry again and again: when it is due, or always after the same wait."""
    memories: list[Memory] = []
    for grade in grades:
        memory = memories[-1] if memories else None
        if memory:
            at = at + wait if wait is not None else memory.due
        memories.append(schedule(memory, grade, at, SHANGHAI, Middle()))
    return memories


def days(memories: list[Memory]) -> list[int]:
    """Return how many study days each waits."""
    return [(study_day(m.due, SHANGHAI) - study_day(m.reviewed, SHANGHAI)).days for m in memories]


def test_known_each_time_the_intervals_grow() -> None:
    assert days(history(*[Grade.GOOD] * 6)) == [2, 11, 46, 163, 355, 355]


def test_not_known_at_first_it_comes_in_ten_minutes_then_on_the_next_day() -> None:
    memories = history(Grade.AGAIN, Grade.GOOD, Grade.GOOD)
    assert memories[0].due == EVENING + timedelta(minutes=10)
    assert [memory.stage for memory in memories] == [Stage.LEARNING, Stage.REVIEW, Stage.REVIEW]
    assert days(memories)[1] == 1


def test_forgotten_it_is_learned_again() -> None:
    memories = history(Grade.GOOD, Grade.GOOD, Grade.AGAIN, Grade.GOOD)
    assert memories[2].stage is Stage.RELEARNING
    assert memories[2].due - memories[2].reviewed == timedelta(minutes=10)
    assert memories[3].stage is Stage.REVIEW
    assert memories[3].stability < memories[1].stability
    assert [memory.lapses for memory in memories] == [0, 0, 1, 1]
    assert [memory.reps for memory in memories] == [1, 2, 3, 4]


def test_late_in_the_evening_a_day_is_still_a_day() -> None:
    """Graded at 22:30 and looked at the next morning: that is a day later, not eleven hours."""
    first = schedule(None, Grade.GOOD, EVENING, SHANGHAI, Middle())
    morning = schedule(first, Grade.GOOD, EVENING + timedelta(hours=11), SHANGHAI, Middle())
    midnight = schedule(first, Grade.GOOD, EVENING + timedelta(hours=2), SHANGHAI, Middle())
    assert morning.stability > first.stability
    assert midnight.stability < morning.stability


def test_what_is_due_on_a_day_is_due_from_its_beginning() -> None:
    eight_days, tomorrow = history(Grade.EASY)[-1], history(Grade.AGAIN, Grade.GOOD)[-1]
    assert eight_days.due.astimezone(SHANGHAI).isoformat() == "2026-11-30T04:00:00+08:00"
    assert tomorrow.due.astimezone(SHANGHAI).isoformat() == "2026-11-23T04:00:00+08:00"


@given(st.lists(GRADES, min_size=1, max_size=12), st.integers(0, 2**32), st.integers(0, 10**7))
def test_laws_of_every_history(grades: list[Grade], seed: int, wait: int) -> None:
    memory, at, random = None, EVENING, Random(seed)
    for number, grade in enumerate(grades, start=1):
        before, memory = memory, schedule(memory, grade, at, SHANGHAI, random)
        assert memory.due > at
        assert memory.reviewed == at
        assert memory.reps == number
        assert 1 <= memory.difficulty <= 10
        assert memory.due - at <= timedelta(days=LONGEST_WAIT)
        assert memory.lapses == (before.lapses if before else 0) + (
            before is not None and grade is Grade.AGAIN
        )
        assert retrievability(memory, at) == 1
        at += timedelta(seconds=wait)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 400)), min_size=1, max_size=10))
def test_it_is_fsrs_as_it_is_described(grades: list[tuple[int, int]]) -> None:
    memory, at = None, EVENING
    stability = difficulty = 0.0
    for number, wait in grades:
        at += timedelta(days=wait)
        if memory is None:
            stability, difficulty = fsrs6.first(number)
        else:
            stability, difficulty = fsrs6.later(stability, difficulty, wait, number)
        memory = schedule(memory, list(Grade)[number - 1], at, SHANGHAI, Middle())
        assert memory.stability == pytest.approx(max(stability, 0.001))
        assert memory.difficulty == pytest.approx(difficulty)
        chance = fsrs6.recall(30, stability)
        assert retrievability(memory, at + timedelta(days=30)) == pytest.approx(chance)


@given(GRADES, GRADES, st.integers(0, 2**32))
def test_the_same_chance_gives_the_same_schedule(first: Grade, second: Grade, seed: int) -> None:
    def run() -> Memory:
        random = Random(seed)
        memory = schedule(None, first, EVENING, SHANGHAI, random)
        return schedule(memory, second, memory.due, SHANGHAI, random)

    assert run() == run()


@given(st.integers(0, 2**32))
def test_the_scatter_stays_near(seed: int) -> None:
    memory = history(Grade.GOOD, Grade.GOOD)[1]
    after = schedule(memory, Grade.GOOD, memory.due, SHANGHAI, Random(seed))
    assert 40 <= days([after])[0] <= 52


def test_better_grades_wait_longer() -> None:
    waits = [schedule(None, grade, EVENING, SHANGHAI, Middle()).due for grade in Grade]
    assert all(earlier < later for earlier, later in pairwise(waits))


def test_recall_has_fallen_to_nine_tenths_after_the_stability() -> None:
    memory = history(Grade.GOOD)[0]
    later = memory.reviewed + timedelta(days=memory.stability)
    assert retrievability(memory, later) == pytest.approx(0.9)


def test_before_the_clock_was_set_back_nothing_is_forgotten() -> None:
    memory = history(Grade.GOOD)[0]
    assert retrievability(memory, memory.reviewed - timedelta(days=3)) == 1


def test_the_most_forgotten_is_due_first() -> None:
    weak, strong = history(Grade.GOOD)[0], history(*[Grade.GOOD] * 3)[2]
    late = strong.due + timedelta(days=1)
    memories = {"strong": strong, "weak": weak}
    due = [Fading(name, it.stability, it.reviewed) for name, it in memories.items()]
    assert most_forgotten(due, late) == ["weak", "strong"]


def test_six_lapses_make_a_leech() -> None:
    memories = history(*[Grade.AGAIN] * (LEECH_LAPSES + 1))
    assert [is_leech(memory.lapses) for memory in memories] == [False] * LEECH_LAPSES + [True]


def test_what_will_last_three_weeks_is_mastered() -> None:
    memories = history(*[Grade.GOOD] * 5, Grade.AGAIN)
    mastered = [memory.is_mastered for memory in memories]
    assert mastered == [*sorted(mastered[:-1]), False]
    assert mastered[-2]
    assert not mastered[0]
    assert not replace(memories[-2], stage=Stage.RELEARNING).is_mastered
