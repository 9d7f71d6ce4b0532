"""Drills: choosing what comes next, summing up."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import Language
from bot.domain.quiz import (
    Card,
    Drill,
    Kind,
    Plan,
    next_entry,
    summarize,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@given(st.integers(1, 12), st.integers(0, 2**32))
def test_nothing_repeats_before_all_have_been(size: int, seed: int) -> None:
    pool = [f"e{i}" for i in range(size)]
    random = Random(seed)
    asked: dict[str, int] = {}
    for round_number in range(1, 4):
        for _ in range(size):
            entry = next_entry(pool, asked, (), random)
            assert entry is not None
            asked[entry] = asked.get(entry, 0) + 1
        assert set(asked.values()) == {round_number}


def test_a_drill_does_not_repeat_itself() -> None:
    assert next_entry(["a", "b"], {"b": 9}, ["a"], Random(0)) == "b"
    assert next_entry(["a", "b"], {}, ["a", "b"], Random(0)) is None


def test_the_summary_names_the_weak_worst_first() -> None:
    outcomes = ["good", "hard", "again", "skipped", None]
    cards = tuple(Card(i, f"e{i}", NOW, outcome=outcome) for i, outcome in enumerate(outcomes, 1))
    plan = Plan("c", "p", Language.EN, Kind.QUIZ, ("e1",), 5)
    summary = summarize(Drill(**vars(plan), id=1, ended=True, cards=cards))
    assert summary.graded == 3
    assert summary.by_outcome == {"good": 1, "hard": 1, "again": 1, "skipped": 1}
    assert summary.weak == ("e3", "e2")
