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
    in_order,
    summarize,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 2**32))
def test_nothing_repeats_before_all_have_been(size: int, length: int, seed: int) -> None:
    pool = [f"e{i}" for i in range(size)]
    random = Random(seed)
    asked = dict.fromkeys(pool, 0)
    for _ in range(7):
        order = in_order(pool, asked, random)
        assert sorted(order) == sorted(pool)
        for entry in order[:length]:
            assert asked[entry] == min(asked[it] for it in order[order.index(entry) :])
            asked[entry] += 1
        assert max(asked.values()) - min(asked.values()) <= 1


def test_among_those_asked_as_often_chance_decides() -> None:
    orders = {in_order(["a", "b", "c"], {"c": 1}, Random(seed)) for seed in range(20)}
    assert orders == {("a", "b", "c"), ("b", "a", "c")}


def test_the_summary_names_the_weak_worst_first() -> None:
    outcomes = ["good", "hard", "again", "skipped", None]
    cards = tuple(Card(i, f"e{i}", NOW, outcome=outcome) for i, outcome in enumerate(outcomes, 1))
    plan = Plan("c", "p", Language.EN, Kind.QUIZ, ("e1",), 5)
    summary = summarize(Drill(**vars(plan), id=1, ended=True, cards=cards))
    assert summary.graded == 3
    assert summary.by_outcome == {"good": 1, "hard": 1, "again": 1, "skipped": 1}
    assert summary.weak == ("e3", "e2")
