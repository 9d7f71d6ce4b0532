"""How good the matching is on questions that were written by hand for it.

The floors are what is reached less a question or two; a change of content or code that falls below
one has cost something. ``python -m bot eval tests/knowledge/queries.jsonl`` has the figures. They
are not those of unseen questions, which docs/decisions/matching.md has: the constants of the
confidence are fitted on these questions, too.
"""

import json
from collections import Counter
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
def judged(matcher: Matcher) -> list[Judged]:
    return judge(matcher, FOUND_IN_PRIVATE)


@pytest.fixture(scope="module")
def by_kind(judged: list[Judged]) -> dict[str, Accuracy]:
    return {row.kind: row for row in accuracy(judged)}


def test_every_entry_is_asked_for_and_much_that_there_is_no_answer_to(deck: Deck) -> None:
    labelled = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    asked = Counter(entry for one in labelled for entry in one["accept"])

    assert {entry.id for entry in deck.entries if asked[entry.id] < 3} == set()
    assert sum(not one["accept"] for one in labelled) >= 80


@pytest.mark.parametrize(
    ("kind", "first", "among_three"),
    [
        ("zh", 0.97, 0.99),
        ("en", 0.95, 0.97),
        ("keyword", 0.97, 0.99),
        ("mixed", 0.94, 0.98),
        ("trad", 0.95, 0.97),
        ("pinyin", 0.94, 0.98),
        ("typo-zh", 0.93, 0.97),
        ("typo-en", 0.96, 0.98),
        ("number", 1.0, 1.0),
        ("two", 0.95, 0.99),
        ("modern", 0.97, 1.0),
        ("conversational", 0.85, 0.95),
        ("zh-para", 0.95, 0.98),
        ("en-para", 0.8, 0.94),
        (ALL, 0.965, 0.99),
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

    assert len(wrong) <= 0.02 * len(answerable)
    assert len(right) >= 0.93 * len(answerable)


@pytest.mark.parametrize(("kind", "most"), [("near-miss", 0.05), ("negative", 0.02)])
def test_what_the_deck_lacks_is_seldom_answered(
    by_kind: dict[str, Accuracy], kind: str, most: float
) -> None:
    assert by_kind[kind].found_wrong <= most


def test_a_group_hears_less_that_is_wrong(matcher: Matcher, judged: list[Judged]) -> None:
    in_group = accuracy(judge(matcher, FOUND_IN_GROUP))[-1]
    in_private = accuracy(judged)[-1]

    assert in_group.found_wrong < in_private.found_wrong
    assert in_group.found_wrong <= 0.015


def test_scores_are_probabilities(judged: list[Judged]) -> None:
    for row in calibration(judged, bins=5):
        # So many standard errors that none of five shares is further off by chance in 95 %, and
        # what a deck in motion may add.
        slack = 2.6 * (0.25 / row.questions) ** 0.5 + 0.05
        assert row.promised == pytest.approx(row.kept, abs=slack)
