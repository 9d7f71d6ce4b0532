"""Strings are numbered by their place, and others are not in the list."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching.numbering import UNKNOWN, Numbering

texts = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), unique=True)


@given(texts, texts)
def test_numbers_are_places(known: list[str], asked: list[str]) -> None:
    numbering = Numbering(known)
    numbers = numbering.numbers([*known, *asked]).tolist()

    assert numbers == [*map(numbering.number, [*known, *asked])]
    assert numbers[: len(known)] == [*range(len(known))]
    for text, number in zip(asked, numbers[len(known) :], strict=True):
        assert number == (known.index(text) if text in known else UNKNOWN)


def test_the_first_of_equal_strings_counts() -> None:
    assert Numbering(["b", "a", "a"]).numbers(["a", "b", "c"]).tolist() == [1, 0, UNKNOWN]
