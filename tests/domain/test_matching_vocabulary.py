"""Counting many texts at once finds what is found in one after the other."""

from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck
from bot.domain.matching.tokens import is_gram, terms, tokenise, weight
from bot.domain.matching.vocabulary import Counted, count

WORDS = [
    "dropout",
    "mini batch",
    "minibatch",
    "梯度",
    "的",
    "为什么爆炸",
    "l2",
    "word2vec",
    "\n",
    "。",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join))


def terms_of(text: str) -> set[str]:
    return {*chain(*terms(tokenise(text)))}


def found(counted: Counted, number: int) -> list[str]:
    return [counted.terms[term] for term in counted.term[counted.text == number]]


@given(st.lists(texts))
@example(["०"])  # a digit, but none of a Latin word
def test_terms_are_those_of_the_tokens(several: list[str]) -> None:
    counted = count(several)

    for number, text in enumerate(several):
        assert sorted(found(counted, number)) == sorted(terms_of(text))


def test_frequencies_count_texts() -> None:
    counted = count(["梯度的梯度", "max pooling", "pooling 的梯度"])
    frequencies = counted.frequencies()

    assert frequencies["梯度"] == 2
    assert frequencies["pooling"] == 2
    assert frequencies["maxpooling"] == 1
    assert counted.frequencies(2).items() == {it for it in frequencies.items() if it[1] >= 2}


def test_terms_of_the_shipped_deck(deck: Deck) -> None:
    phrases = [phrase for entry in deck.entries for phrase in entry.aliases]
    counted = count(phrases)

    assert len(counted.term) == sum(len(terms_of(phrase)) for phrase in phrases)
    assert len(set(counted.terms)) == len(counted.terms)
    assert counted.weights.tolist() == pytest.approx([*map(weight, counted.terms)])
    assert [is_gram(term) for term in counted.terms].index(True) == counted.whole
