"""How good the matching is on questions that were written without sight of it.

The floors are what was measured less what chance takes; a change of content or code that falls
below one has cost something. ``python -m bot eval tests/knowledge/queries.jsonl`` has the figures.
"""

import json
from pathlib import Path

import pytest

from bot.domain.evaluation import ALL, Accuracy, Judged, accuracy, calibration
from bot.domain.knowledge import Deck
from bot.domain.matching import FOUND_IN_GROUP, FOUND_IN_PRIVATE, Matcher

QUERIES = Path(__file__).parents[1] / "knowledge" / "queries.jsonl"


def judge(matcher: Matcher, found_at: float) -> list[Judged]:
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    labelled = map(json.loads, lines)
    return [
        Judged(
            one["kind"],
            frozenset(one["accept"]),
            matcher.match(one["query"], found_at=found_at),
        )
        for one in labelled
    ]


@pytest.fixture(scope="module")
def matcher(deck: Deck) -> Matcher:
    return Matcher(deck)


@pytest.fixture(scope="module")
def judged(matcher: Matcher) -> list[Judged]:
    return judge(matcher, FOUND_IN_PRIVATE)


@pytest.fixture(scope="module")
def by_kind(judged: list[Judged]) -> dict[str, Accuracy]:
    return {row.kind: row for row in accuracy(judged)}


@pytest.mark.parametrize(
    ("kind", "first", "among_three"),
    [
        ("zh", 0.93, 0.97),
        ("en", 0.9, 0.95),
        ("keyword", 0.9, 0.95),
        ("mixed", 0.85, 0.95),
        ("trad", 0.93, 0.95),
        ("pinyin", 0.82, 0.92),
        ("typo-zh", 0.88, 0.93),
        ("typo-en", 0.9, 0.95),
        ("number", 1.0, 1.0),
        ("two", 0.75, 0.85),
        ("conversational", 0.65, 0.8),
        ("zh-para", 0.55, 0.7),
        ("en-para", 0.35, 0.55),
        (ALL, 0.85, 0.92),
    ],
)
def test_the_right_entry_comes_first(
    by_kind: dict[str, Accuracy], kind: str, first: float, among_three: float
) -> None:
    assert by_kind[kind].first >= first
    assert by_kind[kind].among_three >= among_three


def test_a_wrong_answer_at_once_is_rare(judged: list[Judged]) -> None:
    answerable = [one for one in judged if one.answerable]
    wrong = [one for one in answerable if one.answered and not one.right_within(1)]
    right = [one for one in answerable if one.answered and one.right_within(1)]

    assert len(wrong) <= 0.05 * len(answerable)
    assert len(right) >= 0.78 * len(answerable)


@pytest.mark.parametrize(("kind", "most"), [("near-miss", 0.1), ("negative", 0.06)])
def test_what_the_deck_lacks_is_seldom_answered(
    by_kind: dict[str, Accuracy], kind: str, most: float
) -> None:
    assert by_kind[kind].found_wrong <= most


def test_a_group_hears_less_that_is_wrong(matcher: Matcher, judged: list[Judged]) -> None:
    in_group = accuracy(judge(matcher, FOUND_IN_GROUP))[-1]
    in_private = accuracy(judged)[-1]

    assert in_group.found_wrong < in_private.found_wrong
    assert in_group.found_wrong <= 0.03


def test_scores_are_probabilities(judged: list[Judged]) -> None:
    for row in calibration(judged, bins=5):
        # Two standard errors of a share, and what a deck in motion may add.
        slack = 2 * (0.25 / row.questions) ** 0.5 + 0.05
        assert row.promised == pytest.approx(row.kept, abs=slack)
