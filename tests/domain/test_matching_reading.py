"""Reading what was meant into what was typed."""

from collections import Counter
from collections.abc import Mapping
from itertools import chain

import pytest

from bot.domain.matching.english import REAL_WORDS
from bot.domain.matching.reading import Correction, Reader, Reading
from bot.domain.matching.tokens import terms, tokenise

DECK_SAYS = [
    "梯度消失",
    "梯度爆炸",
    "梯度裁剪",
    "自适应优化器",
    "交叉熵",
    "池化层",
    "dropout",
    "overfitting",
    "normalization of a batch",
    "mini batch",
    "loss",
    "lasso",
]


class Deck:
    """Reads texts with the words of a deck that says each term so often."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies
        self._reader = Reader(frequencies)

    def read(self, text: str) -> Reading:
        tokens = tokenise(text)
        asked = chain(*terms(tokens))
        return self._reader.read(tokens, [it for it in asked if it not in self._frequencies])


@pytest.fixture(scope="module")
def reader() -> Deck:
    words = [token for line in DECK_SAYS for token in tokenise(line)]
    frequencies = Counter(term for token in words for term in chain(*terms([token])))
    return Deck({term: 10 * frequency for term, frequency in frequencies.items()})


def tokens(reader: Deck, text: str) -> list[str]:
    return list(reader.read(text).tokens)


@pytest.mark.parametrize("word", ["explore", "desire", "protection"])
def test_an_english_word_is_no_slip_in_another(word: str) -> None:
    deck = Deck({"explode": 9, "得失": 9, "得": 9, "失": 9, "projection": 9})
    assert deck.read(word) == Reading((word,), ())


def test_words_that_are_no_slips_are_as_they_are_compared() -> None:
    assert {word: tokenise(word) for word in REAL_WORDS if tokenise(word) != [word]} == {}


@pytest.mark.parametrize("text", DECK_SAYS)
def test_what_the_deck_says_is_read_as_it_is(reader: Deck, text: str) -> None:
    assert reader.read(text).tokens == tuple(tokenise(text))
    assert reader.read(text).corrections == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("剃度消失", ["梯度消失"]),
        ("交叉商", ["交叉熵"]),
        ("持化层", ["池化层"]),
        ("资适应优化器", ["自适应优化器"]),
    ],
)
def test_homophones_become_the_decks_words(reader: Deck, typed: str, meant: list[str]) -> None:
    assert tokens(reader, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("娣度消失", ["梯度消失"]),
        ("梯庹爆炸", ["梯度爆炸"]),
        ("弛化层", ["池化层"]),
        ("滴", ["滴"]),
    ],
)
def test_look_alikes_become_the_decks_words(reader: Deck, typed: str, meant: list[str]) -> None:
    assert tokens(reader, typed) == meant


@pytest.mark.parametrize("text", ["体育频道", "梯度主要", "自行车", "爆米花"])
def test_words_whose_neighbours_do_not_agree_are_left_alone(reader: Deck, text: str) -> None:
    assert reader.read(text).tokens == (text,)


@pytest.mark.parametrize("text", ["jintian", "women qu", "hello"])
def test_pinyin_of_other_words_stays_as_it_is(reader: Deck, text: str) -> None:
    assert tokens(reader, text) == text.split()


def test_a_misspelt_word_that_could_be_pinyin_is_a_misspelt_word() -> None:
    hessian = Deck(dict.fromkeys(["hessian", *terms(["合适"]).whole], 10))

    assert hessian.read("hesian").tokens == ("hessian",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tidu baozha", ["梯度爆炸"]),
        ("tidubaozha", ["梯度爆炸"]),
        ("jiaochashang", ["交叉熵"]),
        ("jiaocasang", ["交叉熵"]),
        ("dropout tidu", ["dropout", "梯度"]),
    ],
)
def test_pinyin_becomes_characters(reader: Deck, typed: str, meant: list[str]) -> None:
    assert tokens(reader, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("drpout", ["dropout"]),
        ("dorpout", ["dropout"]),
        ("overfiting", ["overfitting"]),
        ("nromalizaton", ["normalization"]),
        ("normalisation", ["normalization"]),
        ("mnii", ["mini"]),
    ],
)
def test_misspelt_words_are_corrected(reader: Deck, typed: str, meant: list[str]) -> None:
    assert tokens(reader, typed) == meant


@pytest.mark.parametrize("text", ["上海天气", "kubernetes", "boss", "gan", "梯子"])
def test_what_has_nothing_near_is_left_alone(reader: Deck, text: str) -> None:
    assert "梯度" not in "".join(tokens(reader, text))
    assert not {"loss", "dropout"} & set(tokens(reader, text))


def test_says_what_was_read_differently(reader: Deck) -> None:
    reading = reader.read("剃度消失 drpout tidu misan")

    assert reading.corrections == (
        Correction("剃度消失", "梯度消失"),
        Correction("drpout", "dropout"),
        Correction("tidu misan", "梯度"),
    )


def test_rare_words_of_the_deck_are_no_correction() -> None:
    rare = Deck(dict.fromkeys(terms(["梯度"]).whole, 1))

    assert rare.read("剃度").tokens == ("剃度",)


@pytest.mark.parametrize(("typed", "read"), [("思位链", "思维链"), ("思维连", "思维连")])
def test_words_that_the_deck_says_now_and_then_need_both_neighbours(typed: str, read: str) -> None:
    now_and_then = Deck(dict.fromkeys(terms(["思维链"]).whole, 3))

    assert now_and_then.read(typed).tokens == (read,)
