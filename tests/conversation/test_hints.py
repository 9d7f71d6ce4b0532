"""Hints blot out the terms of a point, and nothing of its formulas."""

import pytest

from bot.conversation.views.hints import MASK, mask
from bot.domain.knowledge import Deck
from bot.domain.language import Language


def test_terms_are_blotted_out_longest_first() -> None:
    assert mask("Dropout trains an ensemble of subnets", ["ensemble of subnets", "ensemble"]) == (
        f"Dropout trains an {MASK}"
    )


def test_a_word_is_blotted_out_whole_or_not_at_all() -> None:
    assert mask("shrinkage of eigenvalues, by iteration", ["shrink", "eigenvalue", "ratio"]) == (
        f"{MASK} of {MASK}, by iteration"
    )
    assert mask("遗忘门gate 与 softmax 一起", ["遗忘门", "softmax"]) == f"{MASK}gate 与 {MASK} 一起"


def test_formulas_stay_whole() -> None:
    assert mask(r"shrinks by $\alpha$ and alpha", ["alpha"]) == rf"shrinks by $\alpha$ and {MASK}"


def test_without_a_term_half_of_it_is_shown() -> None:
    assert mask("one two three four", ["five"]) == "one two t…"
    assert mask(r"so $\sum_i x_i^2 + \lambda y$ grows", ["five"]) == "so …"


@pytest.mark.parametrize("language", Language)
def test_every_hint_of_the_deck_is_balanced(deck: Deck, language: Language) -> None:
    for entry in deck.entries:
        point = entry.points[0]
        hint = mask(point[language], (*point.terms.zh, *point.terms.en))
        assert hint.count("$") % 2 == 0, entry.id
        assert MASK in hint, (
            f"{entry.id}: no term stands in the first point, half of it is the hint"
        )
