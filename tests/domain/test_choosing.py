"""Multiple choice: shuffled the same way each time, several right answers, partial credit."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.choosing import (
    Offer,
    offered,
    read_letters,
    read_picks,
    score_picks,
    write_picks,
)
from bot.domain.knowledge import Bilingual, Choice, Deck, Option
from bot.domain.quiz import Card, Grade, earned

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def offer(correct: str) -> Offer:
    options = tuple(
        Option(zh=f"{n}", en=f"{n}", correct=mark == "+") for n, mark in enumerate(correct)
    )
    line = Bilingual(zh="问", en="?")
    return Offer(Choice(stem=line, options=options, why=line), options)


def test_a_question_is_always_offered_alike(deck: Deck) -> None:
    entry = next(entry for entry in deck.entries if len(entry.choice) > 1)
    for position in range(1, 9):
        card = Card(position, entry.id, NOW)
        assert offered(3, card, entry) == offered(3, card, entry)


def test_every_question_and_every_place_comes(deck: Deck) -> None:
    entry = next(entry for entry in deck.entries if len(entry.choice) > 1)
    offers = [offered(drill, Card(1, entry.id, NOW), entry) for drill in range(400)]
    assert {offer.choice.stem.en for offer in offers} == {c.stem.en for c in entry.choice}
    places = Counter(o.options.index(next(x for x in o.options if x.correct)) for o in offers)
    assert all(60 < places[place] < 140 for place in range(4)), places


@pytest.mark.parametrize(
    ("picks", "score", "grade"),
    [
        ({0, 1}, 1.0, Grade.GOOD),
        ({0}, 0.5, Grade.HARD),
        ({0, 1, 2}, 0.5, Grade.HARD),
        ({0, 2}, 0.0, Grade.AGAIN),
        ({2, 3}, 0.0, Grade.AGAIN),
        ({0, 1, 2, 3}, 0.0, Grade.AGAIN),
    ],
)
def test_what_is_wrong_counts_against_what_is_right(
    picks: set[int], score: float, grade: Grade
) -> None:
    found = score_picks(offer("++--"), frozenset(picks))
    assert found == score
    assert earned(found) is grade


@pytest.mark.parametrize(
    ("score", "grade"),
    [(0.49, Grade.AGAIN), (0.5, Grade.HARD), (0.79, Grade.HARD), (0.8, Grade.GOOD)],
)
def test_four_fifths_are_known_and_a_half_is_half_known(score: float, grade: Grade) -> None:
    assert earned(score) is grade


def test_one_right_answer_is_right_or_wrong() -> None:
    assert not offer("+--").several
    assert score_picks(offer("+-"), frozenset({0})) == 1
    assert score_picks(offer("+-"), frozenset({1})) == 0


@pytest.mark.parametrize(
    ("said", "places"),
    [("A", (0,)), ("选 c", (2,)), ("(D)", (3,)), ("e", (4,)), ("m", ()), ("ab", ()), ("", ())],
)
def test_a_letter_names_an_option(said: str, places: tuple[int, ...]) -> None:
    assert read_letters(said, offer("+---")) == places


@pytest.mark.parametrize(
    ("said", "places"),
    [("A", (0,)), ("选 ac", (0, 2)), ("B、D", (1, 3)), ("ae", ()), ("ca", ()), ("aa", ())],
)
def test_several_letters_name_options_where_several_are_right(
    said: str, places: tuple[int, ...]
) -> None:
    assert read_letters(said, offer("++--")) == places


@given(st.frozensets(st.integers(0, 11)))
def test_picks_are_kept_as_they_are(picks: frozenset[int]) -> None:
    assert read_picks(write_picks(picks)) == picks
