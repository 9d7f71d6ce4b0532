"""Rounds: what is asked, what an answer is worth, when a question is over, who is first."""

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck
from bot.domain.order import BadCount, NothingLeft, UnknownWord
from bot.domain.rounds import (
    RIGHT,
    SPEED,
    BadTime,
    Pick,
    Question,
    RoundOrder,
    Standing,
    Vote,
    abandoned,
    all_members_voted,
    all_players_voted,
    draw,
    most_missed,
    points,
    rank,
    read_round_order,
    shuffled,
    standings,
)

POOL = tuple(Pick(entry, number) for entry in "abcde" for number in (0, 1))


@pytest.mark.parametrize(
    ("text", "length", "seconds"),
    [("", 10, 30), ("5", 5, 30), ("45s", 10, 45), ("3 2m regularization", 3, 120),
     ("20秒 4", 4, 20), ("4道 每题20秒", 4, 20), ("1分钟", 10, 60),
     ("regularization 10s core 4", 4, 10)],
)  # fmt: skip
def test_orders(text: str, length: int, seconds: int, deck: Deck) -> None:
    order = read_round_order(text, deck)
    assert isinstance(order, RoundOrder)
    assert (order.length, order.seconds) == (length, seconds)


def test_an_order_holds_every_question_of_its_entries(deck: Deck) -> None:
    order = read_round_order("dl-32 50", deck)
    assert isinstance(order, RoundOrder)
    assert order.pool == tuple(Pick("dl-32", n) for n in range(len(deck.by_id["dl-32"].choice)))
    assert order.length == 1


def test_orders_that_cannot_be_played(deck: Deck) -> None:
    assert read_round_order("3s", deck) == BadTime("3s")
    assert read_round_order("30m", deck) == BadTime("30m")
    assert read_round_order("5 astrology", deck) == UnknownWord("astrology")
    assert read_round_order("dl-10 easy", deck) == NothingLeft()
    assert read_round_order("0 30s", deck) == BadCount("0", 100)


@given(st.integers(1, 10), st.randoms(use_true_random=False))
def test_nothing_comes_again_before_all_have_been(length: int, random: Random) -> None:
    asked: Counter[Pick] = Counter()
    for _ in range(7):
        asked.update(draw(RoundOrder(POOL, length, 30), asked, random))
        assert max(asked.values()) - min(asked[pick] for pick in POOL) <= 1


@given(st.integers(1, 5), st.randoms(use_true_random=False))
def test_an_entry_comes_twice_in_a_round_only_when_all_have_come(
    length: int, random: Random
) -> None:
    drawn = draw(RoundOrder(POOL, length, 30), {}, random)
    assert len({pick.entry for pick in drawn}) == length


@given(st.randoms(use_true_random=False))
def test_shuffling_keeps_what_is_right(deck: Deck, random: Random) -> None:
    entry = deck.by_id["dl-32"]
    choice = entry.choice[0]
    question = shuffled(1, Pick(entry.id, 0), choice, random)
    assert sorted(question.order) == list(range(len(choice.options)))
    right = {question.order[place] for place in question.correct}
    assert right == {n for n, option in enumerate(choice.options) if option.correct}


@pytest.mark.parametrize(
    ("chosen", "correct", "taken", "worth"),
    [([1], [1], 0, 150), ([1], [1], 0.9, 150), ([1], [1], 15, 125), ([1], [1], 30, 100),
     ([1], [1], 31, 100), ([1], [1], 500, 100), ([0], [1], 0, 0), ([], [1], 0, 0),
     ([2, 0], [0, 2], 1, 148), ([0], [0, 2], 0, 0), ([0, 1, 2], [0, 2], 0, 0),
     ([1], [1], -3, 150)],
)  # fmt: skip
def test_points(chosen: list[int], correct: list[int], taken: float, worth: int) -> None:
    assert points(chosen, correct, taken, 30) == worth


@given(st.floats(0, 700), st.floats(0, 700), st.integers(10, 600))
def test_sooner_is_never_worth_less(one: float, other: float, limit: int) -> None:
    sooner, later = sorted((one, other))
    assert RIGHT <= points([0], [0], later, limit) <= points([0], [0], sooner, limit)
    assert points([0], [0], sooner, limit) <= RIGHT + SPEED


def votes(rows: Mapping[int, str]) -> list[Vote]:
    return [Vote(position, person, 100) for position, who in rows.items() for person in who]


@pytest.mark.parametrize(
    ("rows", "position", "regulars", "over"),
    [
        ({1: "ab"}, 1, "", False),  # nobody knows yet who plays
        ({1: "ab"}, 1, "abc", False),
        ({1: "abd"}, 1, "ab", True),
        ({1: "ab", 2: "a"}, 2, "", False),
        ({1: "ab", 2: "ab"}, 2, "abc", True),  # who did not come is not waited for
        ({1: "ab", 2: "abc"}, 2, "", True),
        ({1: "ab", 2: "a", 3: "a"}, 3, "", False),  # one question let pass
        ({1: "ab", 2: "a", 3: "a", 4: "a"}, 4, "", True),  # two: not waited for any more
        ({2: "a"}, 3, "", False),
        ({}, 4, "", False),
    ],
)
def test_when_everybody_who_plays_has_voted(
    rows: dict[int, str], position: int, regulars: str, *, over: bool
) -> None:
    assert all_players_voted(votes(rows), position, set(regulars)) is over


def test_when_every_member_has_voted() -> None:
    assert all_members_voted(votes({1: "abc"}), 1, 3)
    assert all_members_voted(votes({1: "abc"}), 1, 2)  # one has left
    assert not all_members_voted(votes({1: "ab"}), 1, 3)
    assert not all_members_voted(votes({1: "abc"}), 1, None)


def test_a_round_that_nobody_plays_any_more_is_abandoned() -> None:
    assert not abandoned([], 2)
    assert abandoned([], 3)
    assert not abandoned(votes({2: "a"}), 4)
    assert abandoned(votes({2: "a"}), 5)


def test_equal_points_share_a_place_and_the_next_is_left_out() -> None:
    scores = {"a": (250, 2), "b": (300, 2), "c": (300, 3), "d": (0, 0)}
    assert rank(scores) == (
        Standing(1, "c", 300, 3),
        Standing(1, "b", 300, 2),
        Standing(3, "a", 250, 2),
        Standing(4, "d", 0, 0),
    )
    assert rank({}) == ()


def test_standings_add_up_the_votes() -> None:
    cast = [Vote(1, "a", 140), Vote(2, "a", 0), Vote(1, "b", 0), Vote(2, "b", 140)]
    assert standings(cast) == (Standing(1, "a", 140, 1), Standing(1, "b", 140, 1))


def test_the_most_missed_come_first_and_only_what_was_missed() -> None:
    asked = [Question(n, Pick(entry, 0), (0, 1), (0,)) for n, entry in enumerate("xyzx", start=1)]
    cast = [Vote(1, "a", 0), Vote(2, "a", 0), Vote(2, "b", 0), Vote(3, "a", 100), Vote(4, "b", 0)]
    assert most_missed(asked, cast) == ("x", "y")
    assert most_missed(asked, []) == ()
