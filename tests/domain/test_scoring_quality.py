"""How good the scoring is on answers that were judged by reading them.

The floors are just below what was measured; a change of terms or code that falls below one has cost
something. ``python -m bot eval --answers tests/knowledge/answers.jsonl`` has the figures.
"""

from pathlib import Path

import pytest

from bot.cli.evaluate_answers import judge, read_answers
from bot.domain.knowledge import Deck
from bot.domain.scoring.evaluation import Quality, quality

ANSWERS = Path(__file__).parents[1] / "knowledge" / "answers.jsonl"


@pytest.fixture(scope="module")
def by_kind(deck: Deck) -> dict[str, Quality]:
    return {row.kind: row for row in quality(judge(ANSWERS, deck))}


@pytest.mark.parametrize(
    ("kind", "f1"),
    [
        ("all", 0.86),
        ("held out", 0.862),
        ("tuning", 0.858),
        ("zh", 0.865),
        ("en", 0.857),
        ("mixed", 0.75),
        ("good", 0.95),
        ("partial", 0.92),
        ("short", 0.8),
        ("typos", 0.87),
        ("traditional", 0.85),
        ("blind", 0.845),
        ("reversed", 0.78),
    ],
)
def test_the_points_are_found(by_kind: dict[str, Quality], kind: str, f1: float) -> None:
    found = by_kind[kind].f1
    assert found is not None
    assert found >= f1


@pytest.mark.parametrize(
    ("kind", "most"), [("off-topic", 0.01), ("wrong", 0.15), ("twisted", 0.26)]
)
def test_what_makes_no_point_gets_little(
    by_kind: dict[str, Quality], kind: str, most: float
) -> None:
    assert by_kind[kind].points == 0
    assert by_kind[kind].share <= most


def test_the_answers_are_many_and_of_many_entries(by_kind: dict[str, Quality], deck: Deck) -> None:
    judged = {(answer.entry, answer.text) for answer in read_answers(ANSWERS, deck)}
    assert by_kind["all"].answers == len(judged) >= 150
    assert {deck.topic_of[entry].id for entry, _ in judged} == {t.id for t in deck.topics}
