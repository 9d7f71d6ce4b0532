"""Understanding what stands behind ``/quiz``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck, Topic
from bot.domain.order import (
    DEFAULT_LENGTH,
    MAX_LENGTH,
    MOST_WORDS,
    NO_COUNT,
    BadCount,
    NothingLeft,
    Order,
    UnknownWord,
    read_count,
    read_order,
)


def order(text: str, deck: Deck) -> Order:
    read = read_order(text, deck)
    assert isinstance(read, Order), read
    return read


def test_alone_it_draws_from_everything(deck: Deck) -> None:
    assert order("", deck) == Order(tuple(e.id for e in deck.entries), DEFAULT_LENGTH)


@pytest.mark.parametrize(
    "text", ["regularization", "Regularisation", "正则化", "overfitting", "REGULARIZATION"]
)
def test_a_topic_goes_by_its_names(deck: Deck, text: str) -> None:
    topic = deck.find_topic("regularization")
    assert topic is not None
    assert set(order(text, deck).pool) == {entry.id for entry in topic.entries}


def test_a_topic_may_have_several_words(deck: Deck) -> None:
    assert order("3 gradient descent hard", deck).pool == order("optimization hard", deck).pool


def test_count_and_range(deck: Deck) -> None:
    expected = {f"dl-{number}" for number in range(30, 41)}
    for text in ("5 dl-30..dl-40", "dl-40..dl-30 5", "5 30..40", "5 q30..q40", "5 dl-30-dl-40",
                 "5 30-40", "5 30到40", "5 第30题至第40题", "5 #30~#40"):  # fmt: skip
        read = order(text, deck)
        assert set(read.pool) == expected
        assert read.length == 5


def test_a_level_narrows(deck: Deck) -> None:
    for text in ("hard", "困难"):
        assert {deck.by_id[entry].level for entry in order(text, deck).pool} == {3}
    assert {deck.by_id[entry].level for entry in order("easy hard", deck).pool} == {1, 3}


def test_an_id_may_have_hyphens(deck: Deck) -> None:
    assert order("cnn-input-224", deck).pool == ("cnn-input-224",)
    both = order("cnn-input-224-cnn-input-channels", deck).pool
    assert {both[0], both[-1]} == {"cnn-input-224", "cnn-input-channels"}


@pytest.mark.parametrize("text", ["all", "全部", "random", "随机"])
def test_everything_goes_by_its_names(deck: Deck, text: str) -> None:
    assert order(text, deck) == order("", deck)


def test_topics_and_ranges_add_up(deck: Deck) -> None:
    both = set(order("正则化 优化", deck).pool)
    assert both == set(order("正则化", deck).pool) | set(order("优化", deck).pool)


def test_the_length_stays_in_bounds(deck: Deck) -> None:
    assert order(str(MAX_LENGTH), deck).length == min(MAX_LENGTH, len(deck.entries))
    assert order("50 dl-32", deck).length == 1


@pytest.mark.parametrize("word", ["0", "-5", "−5", "101", "99999", "0道题", "00"])
def test_there_cannot_be_as_many_as_that(deck: Deck, word: str) -> None:
    assert read_order(f"{word} regularization", deck) == BadCount(word, MAX_LENGTH)


def test_where_all_come_no_number_is_asked_for(deck: Deck) -> None:
    assert read_order("5 regularization", deck, most=NO_COUNT) == BadCount("5", NO_COUNT)
    assert order("#5", deck).pool == ("dl-05",)


@pytest.mark.parametrize("text", ["5", "+5", "5题", "5道", "5道题", "5个题目", "五", "五道题"])
def test_a_number_of_questions_goes_by_its_names(deck: Deck, text: str) -> None:
    assert order(text, deck).length == 5


@pytest.mark.parametrize("text", ["topic sequences", "questions on sequences", "关于 sequences 题"])
def test_what_says_nothing_by_itself_is_left_out(deck: Deck, text: str) -> None:
    assert order(f"5 {text}", deck) == order("5 sequences", deck)


@given(st.integers(-(10**17), 10**17), st.integers(1, 1000))
def test_a_number_is_read_or_refused(number: int, most: int) -> None:
    read = number if 1 <= number <= most else BadCount(str(number), most)
    assert read_count(str(number), most) == read


def test_what_is_not_understood_is_named(deck: Deck) -> None:
    assert read_order("5 astrology", deck) == UnknownWord("astrology")
    assert read_order("old 5 astrology", deck) == UnknownWord("old astrology")
    assert read_order("dl-30..dl-999", deck) == UnknownWord("dl-30..dl-999")
    assert read_order("5 chapter 99 hard", deck) == UnknownWord("chapter 99")


@pytest.mark.parametrize("word", ["a", "09:00", "第99章"])
def test_each_word_costs_the_same_however_many_there_are(
    deck: Deck, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []
    find = Deck.find_topic

    def counted(deck: Deck, name: str) -> Topic | None:
        looked_up.append(name)
        return find(deck, name)

    monkeypatch.setattr(Deck, "find_topic", counted)
    words = [word] * 1000
    assert read_order(" ".join(words), deck) == UnknownWord(" ".join(words))
    assert sum(map(len, looked_up)) <= len(words) * len(word) * MOST_WORDS**2


def test_an_order_that_nothing_fits(deck: Deck) -> None:
    easy = next(entry for entry in deck.entries if entry.level == 1)
    assert read_order(f"{easy.id} hard", deck) == NothingLeft()


@given(st.text(max_size=60))
def test_no_order_crashes(deck: Deck, text: str) -> None:
    read = read_order(text, deck)
    if isinstance(read, Order):
        assert 1 <= read.length <= len(read.pool)


def test_unknown_words_may_be_about_entries(deck: Deck) -> None:
    order = read_order("2 old networks", deck, about=["dl-32", "dl-30"])
    assert isinstance(order, Order)
    assert set(order.pool) == {"dl-32", "dl-30"}
    assert order.length == 2
