"""What becomes of Traditional Chinese, held against OpenCC itself."""

import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from bot.domain.knowledge import Deck
from bot.domain.matching.ranking import units
from bot.domain.traditional import CHARACTERS, PHRASES, simplify

CONVERT = OpenCC("t2s").convert
SURROGATES = range(0xD800, 0xE000)


def test_every_character_is_converted_as_opencc_does() -> None:
    points = (point for point in range(sys.maxunicode + 1) if point not in SURROGATES)
    alone = normalize("NFKC", "\n".join(map(chr, points))).split("\n")
    apart = "\n".join(alone)

    wrong = [
        (typed, ours, theirs)
        for typed, ours, theirs in zip(
            alone, simplify(apart).split("\n"), CONVERT(apart).split("\n"), strict=True
        )
        if ours != theirs
    ]

    assert not wrong


@given(
    st.lists(st.sampled_from([*PHRASES, *map(chr, CHARACTERS), *"的乾覆瞭 a"]), max_size=12).map(
        "".join
    )
)
def test_phrases_are_converted_as_opencc_does(text: str) -> None:
    assert simplify(text) == CONVERT(text)


@given(st.text().map(lambda text: normalize("NFKC", text)))
def test_any_text_is_converted_as_opencc_does(text: str) -> None:
    assert simplify(text) == CONVERT(text)


@pytest.mark.parametrize("to", ["s2t", "s2tw", "s2hk"])
def test_a_deck_in_traditional_characters_is_converted_as_opencc_does(deck: Deck, to: str) -> None:
    typed = OpenCC(to).convert(normalize("NFKC", "\n".join(map("\n".join, units(deck)))))

    assert simplify(typed) == CONVERT(typed)


def test_what_is_no_phrase_goes_by_the_character() -> None:
    assert simplify("瞭解機率與乾坤、反覆，沈") == "了解机率与乾坤、反复，沈"
