"""What an index says of a query."""

from collections.abc import Sequence
from itertools import chain
from math import log1p

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.matching.index import HALF_SAID, HALF_SAID_PER_PHRASE, Index, Query
from bot.domain.matching.tokens import is_gram, terms, tokenise, weight
from bot.domain.matching.vocabulary import Floats, count

DROPOUT = ("dropout", "randomly dropped units", "随机失活", "像 bagging 一样", "shared weights")
POOLING = ("pooling", "max pooling", "池化的意义", "pooling has no weights")
GRADIENTS = ("exploding gradients", "梯度爆炸", "梯度裁剪")


def indexed(units: Sequence[Sequence[str]]) -> Index:
    return Index(count(chain.from_iterable(units)), [*map(len, units)])


@pytest.fixture(scope="module")
def index() -> Index:
    return indexed([DROPOUT, POOLING, GRADIENTS])


def ask(index: Index, text: str) -> Query:
    (query,) = index.queries([tokenise(text)])
    return query


def shares(index: Index, query: Query) -> Floats:
    (explained,) = index.explained(index.postings([query]))
    found: Floats = explained / query.total
    return found


def similarities(index: Index, query: Query, units: Sequence[int]) -> Floats:
    products = index.products(index.postings([query]), np.array(units))
    similar: Floats = products / query.norm
    return similar


@pytest.mark.parametrize(
    ("text", "unit"),
    [("dropout", 0), ("bagging", 0), ("池化", 1), ("max", 1), ("梯度怎么裁剪", 2), ("失活", 0)],
)
def test_the_unit_that_says_it_explains_most(index: Index, text: str, unit: int) -> None:
    assert shares(index, ask(index, text)).argmax() == unit


def test_a_term_in_more_of_the_phrases_explains_more(index: Index) -> None:
    assert shares(index, ask(index, "梯度"))[2] > shares(index, ask(index, "裁剪"))[2]
    assert shares(index, ask(index, "pooling"))[1] > shares(index, ask(index, "max"))[1]


def test_other_phrases_take_a_little_away() -> None:
    others = tuple(f"other {number}" for number in range(40))
    index = indexed([("pooling of maps",), ("pooling of maps", *others), DROPOUT])
    explained = shares(index, ask(index, "pooling"))

    assert 0.8 * explained[0] < explained[1] < explained[0]


def test_a_term_that_all_hold_says_less(index: Index) -> None:
    said = index.said(ask(index, "weights bagging"))

    assert said["weight"] < said["bagging"]


def test_unknown_terms_count_against_all_units(index: Index) -> None:
    plain, with_unknown = ask(index, "dropout"), ask(index, "dropout kubernetes")

    assert "kubernete" in with_unknown.unknown
    assert with_unknown.total > plain.total
    assert shares(index, with_unknown)[0] < shares(index, plain)[0]


def test_parts_add_up_to_the_share(index: Index) -> None:
    query = ask(index, "dropout 和 bagging 的梯度")
    explained = shares(index, query)

    for unit in range(index.size):
        assert sum(index.parts(query, unit).values()) == pytest.approx(explained[unit])


def test_the_nearest_phrase_of_each_unit(index: Index) -> None:
    query = ask(index, "max pooling")
    similar = similarities(index, query, [0, 1, 2])

    assert index.nearest_phrase(query, 1) == 1
    assert similar[1] == pytest.approx(1)
    assert max(similar[0], similar[2]) < 0.1


def test_only_the_units_asked_for_are_compared(index: Index) -> None:
    query = ask(index, "dropout 梯度")
    all_three = similarities(index, query, [0, 1, 2])

    for some in ([2], [2, 0], [1, 2]):
        assert similarities(index, query, some).tolist() == all_three[some].tolist()


def test_a_phrase_of_frames_alone_does_no_harm() -> None:
    index = indexed([("是什么", "pooling"), ("dropout",)])

    assert shares(index, ask(index, "pooling")).argmax() == 0
    assert index.nearest_phrase(ask(index, "pooling"), 0) == 1


def test_an_index_of_nothing_knows_nothing() -> None:
    query = ask(indexed([]), "max pooling")

    assert not query.says_something
    assert {"max", "pooling"} < set(query.unknown)


def test_words_that_nobody_joined_before_say_nothing(index: Index) -> None:
    known, unheard = ask(index, "mini pooling"), ask(index, "minipooling")

    assert "minipooling" not in known.unknown
    assert "minipooling" in unheard.unknown


def test_a_budget_of_postings_keeps_the_most_telling_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    units = [(f"common word{number}",) for number in range(50)]
    index = indexed([*units, ("common needle",)])
    monkeypatch.setattr("bot.domain.matching.index.MOST_POSTINGS", 10)

    explained = shares(index, ask(index, "common needle"))

    assert explained.argmax() == 50
    assert np.count_nonzero(explained) < 10


WORDS = ["dropout", "pooling", "梯度", "爆炸", "采样", "weights", "nonsense"]


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_shares_and_similarities_are_shares(words: list[str]) -> None:
    index = indexed([DROPOUT, POOLING, GRADIENTS])
    query = ask(index, " ".join(words))
    explained = shares(index, query)
    similar = similarities(index, query, [0, 1, 2])

    assert ((explained >= 0) & (explained <= 1.5)).all()
    assert ((similar >= 0) & (similar <= 1 + 1e-6)).all()


class Plain:
    """What an index finds by definition: counted with sets, one phrase after the other."""

    def __init__(self, units: Sequence[Sequence[str]]) -> None:
        self.units = [[terms_of(phrase) for phrase in phrases] for phrases in units]

    def holds(self, term: str) -> bool:
        return any(term in phrase for phrases in self.units for phrase in phrases)

    def prominence(self, term: str, phrases: Sequence[set[str]]) -> float:
        held = sum(term in phrase for phrase in phrases)
        return held / (held + HALF_SAID + HALF_SAID_PER_PHRASE * len(phrases))

    def information(self, term: str) -> float:
        prominences = [self.prominence(term, phrases) for phrases in self.units]
        most = max(prominences)
        return weight(term) * log1p(len(self.units) / (sum(prominences) / most if most else 1))

    def share(self, query: set[str], unit: int) -> float:
        said = {term: self.information(term) for term in query}
        explained = (said[term] * self.prominence(term, self.units[unit]) for term in query)
        return sum(explained) / sum(said.values())

    def similarity(self, query: set[str], unit: int) -> float:
        return max(self.cosine(query, phrase) for phrase in self.units[unit])

    def cosine(self, first: set[str], second: set[str]) -> float:
        def square(terms: set[str]) -> float:
            return sum(self.information(term) ** 2 for term in terms if not is_gram(term))

        return square(first & second) / ((square(first) * square(second)) ** 0.5 or 1)


def terms_of(text: str) -> set[str]:
    return {*chain(*terms(tokenise(text)))}


phrases = st.lists(st.sampled_from([*WORDS, "batch", "mini"]), min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.lists(phrases, min_size=1, max_size=5), min_size=1, max_size=5), phrases)
def test_an_index_finds_what_counting_finds(units: list[list[str]], text: str) -> None:
    index, plain = indexed(units), Plain(units)
    query = ask(index, text)
    terms = {*query.unknown, *(term for term in terms_of(text) if plain.holds(term))}
    assume(query.says_something)
    everything = [*range(len(units))]

    assert shares(index, query).tolist() == pytest.approx(
        [plain.share(terms, unit) for unit in everything], rel=1e-5
    )
    assert similarities(index, query, everything).tolist() == pytest.approx(
        [plain.similarity(terms, unit) for unit in everything], rel=1e-5
    )
