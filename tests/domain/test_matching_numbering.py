"""Strings are numbered in an order of their own, and others have no number."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching.numbering import UNKNOWN, numbered

texts = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), unique=True)


@given(texts, texts)
def test_what_was_numbered_is_found_again(known: list[str], asked: list[str]) -> None:
    numbering, order = numbered(known)
    numbers = numbering.numbers([*known, *asked]).tolist()

    assert [order[number] for number in numbers[: len(known)]] == [*range(len(known))]
    for text, number in zip(asked, numbers[len(known) :], strict=True):
        assert (number == UNKNOWN) == (text not in known)
        assert number == UNKNOWN or known[order[number]] == text


def test_the_first_of_equal_strings_counts() -> None:
    numbering, order = numbered(["b", "a", "a"])
    b, a, unknown = numbering.numbers(["b", "a", "c"]).tolist()

    assert (order[b], order[a], unknown) == (0, 1, UNKNOWN)
