"""Accuracy and calibration of labelled questions."""

import pytest

from bot.domain.evaluation import ALL, ANSWERABLE, UNANSWERABLE, Judged, accuracy, calibration
from bot.domain.knowledge import Deck, Entry
from bot.domain.matching import Found, Match, NotFound, Unsure


@pytest.fixture
def entries(deck: Deck) -> tuple[Entry, ...]:
    return deck.entries[:4]


def test_accuracy_of_a_kind(entries: tuple[Entry, ...]) -> None:
    one, two, three, four = (Match(entry, 0.5) for entry in entries)
    accept = frozenset({one.entry.id})

    (row, answerable, everything) = accuracy(
        [
            Judged("zh", accept, Found((one, two))),
            Judged("zh", accept, Found((two, one))),
            Judged("zh", accept, Unsure((two, three, four, one))),
            Judged("zh", accept, NotFound(())),
        ]
    )

    assert (row.kind, row.questions, row.answerable) == ("zh", 4, 4)
    assert (row.first, row.among_three) == (0.25, 0.5)
    assert (row.found_right, row.found_wrong) == (0.25, 0.25)
    assert (row.unsure, row.not_found) == (0.25, 0.25)
    assert (answerable.kind, everything.kind) == (ANSWERABLE, ALL)
    assert answerable.found_wrong == row.found_wrong


def test_questions_without_an_answer_can_only_be_answered_wrongly(
    entries: tuple[Entry, ...],
) -> None:
    found = Found((Match(entries[0], 0.9),))

    row, unanswerable, _ = accuracy(
        [
            Judged("near-miss", frozenset(), found),
            Judged("near-miss", frozenset(), NotFound(())),
        ]
    )

    assert (row.questions, row.answerable, row.first) == (2, 0, 0.0)
    assert (unanswerable.kind, unanswerable.found_wrong) == (UNANSWERABLE, 0.5)
    assert (row.found_right, row.found_wrong, row.not_found) == (0.0, 0.5, 0.5)


def test_the_last_lines_are_for_all(entries: tuple[Entry, ...]) -> None:
    found = Found((Match(entries[0], 0.9),))
    accept = frozenset({entries[0].id})

    rows = accuracy(
        [
            Judged("zh", accept, found),
            Judged("negative", frozenset(), found),
            Judged("zh", accept, NotFound(())),
        ]
    )

    assert [row.kind for row in rows] == ["zh", "negative", ANSWERABLE, UNANSWERABLE, ALL]
    assert (rows[2].found_right, rows[2].not_found, rows[3].found_wrong) == (0.5, 0.5, 1.0)
    assert (rows[-1].questions, rows[-1].answerable, rows[-1].first) == (3, 2, 0.5)
    assert rows[-1].found_wrong == pytest.approx(1 / 3)


def test_nothing_judged_has_no_lines() -> None:
    assert accuracy([]) == ()
    assert calibration([]) == ()


def test_calibration_compares_promise_with_truth(entries: tuple[Entry, ...]) -> None:
    accept = frozenset({entries[0].id})
    scored = [(0.82, 0), (0.88, 0), (0.84, 1), (0.1, 1), (1.0, 0)]

    rows = calibration(
        [Judged("zh", accept, Unsure((Match(entries[i], score),))) for score, i in scored]
    )

    assert [(row.low, row.high, row.questions) for row in rows] == [
        (0.1, 0.2, 1),
        (0.8, 0.9, 3),
        (0.9, 1.0, 1),
    ]
    assert rows[1].promised == pytest.approx((0.82 + 0.88 + 0.84) / 3)
    assert rows[1].kept == pytest.approx(2 / 3)
    assert (rows[0].kept, rows[2].kept) == (0.0, 1.0)


def test_questions_without_a_candidate_are_not_calibrated() -> None:
    assert calibration([Judged("zh", frozenset({"dl-01"}), NotFound(()))]) == ()
