"""What answers refer to, and where the book has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck
from bot.storage.knowledge.importing.references import Cited, Reference, cite, read_references

Placed = tuple[str, str, str]


@pytest.mark.parametrize(
    ("line", "placed", "left"),
    [
        ("p86-p92", [("86-92", "4.3.1", "")], ""),
        ("p82;", [("82", "4.2", "")], ""),
        ("p191-192", [("191-192", "6.3", "")], ""),
        ("P134～P139", [("134-139", "5", "")], ""),
        ("p605,p606 第一段", [("605", "18", ""), ("606", "18.1", "第一段")], ""),
        ("第 74 页；第 80—81 页", [("74", "3.13", ""), ("80-81", "4.1", "")], ""),
        ("see pages 12–15", [("12-15", "1.2", "")], "see"),
        (
            "AdaGrad:p307; Adam: p308-p309",
            [("307", "8.5.1", "AdaGrad"), ("308-309", "8.5.3", "Adam")],
            "",
        ),
        (
            "意义: p502-p503; 变形: p503-p508；p509-p512 应用: p515",
            [
                ("502-503", "14", "意义"),
                ("503-508", "14", "变形"),
                ("509-512", "14", "变形"),
                ("515", "14.5.1.1", "应用"),
            ],
            "",
        ),
        ("p67：3.10 上面那一段", [("67", "3.10", "上面那一段")], ""),
        (
            ">《深度学习》2.5 范数，7.1、7.2",
            [("39-40", "2.5", "范数"), ("230-237", "7.1", ""), ("237-239", "7.2", "")],
            "",
        ),
        ("p1 and a good reason that is long", [("1", "1", "")], "and a good reason that is long"),
        ("学习率乘 3.5，map2-3 与 mp3", [], "学习率乘 3.5，map2-3 与 mp3"),
        ("《深度学习》这本书", [], "《深度学习》这本书"),
        ("", [], ""),
    ],
)
def test_references_are_read_and_found_in_the_book(
    deck: Deck, line: str, placed: list[Placed], left: str
) -> None:
    references, others = read_references(line)
    cited = [one for one in cite(references, deck.book) if isinstance(one, Cited)]
    assert [(str(one.pages), one.section.number, one.note) for one in cited] == placed
    assert others == left


def test_what_the_book_does_not_have_comes_back_as_it_is(deck: Deck) -> None:
    references, _ = read_references("p9000; 《书》99.1")
    assert [*cite(references, deck.book)] == [*references]
    assert all(isinstance(one, Reference) for one in references)


@given(st.text("p12.-；: 《书》第页ab", max_size=40))
def test_any_line_can_be_read(deck: Deck, line: str) -> None:
    references, _ = read_references(line)
    assert len([*cite(references, deck.book)]) <= len(references)
