import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.dividing import divide
from bot.rendering.document import (
    Align,
    Block,
    Code,
    Divider,
    Document,
    Formula,
    Heading,
    Items,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Table,
    Text,
)
from tests.rendering.documents import DOCUMENTS, LAW, texts, visible

A, B, C = (Paragraph((Text(letter),)) for letter in "abc")
CELLS = tuple((Text(letter),) for letter in "abc")


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        (Items(((A,), (B,), (C,)), start=7), (Items(((A,),), 7), Items(((B,), (C,)), 8))),
        (Items(((A, B),)), (A, B)),
        (
            Quote((A, B), expandable=True),
            (Quote((A,), expandable=True), Quote((B,), expandable=True)),
        ),
        (Quote((A,)), (A,)),
        (
            Table((CELLS[0],), ((CELLS[1],), (CELLS[2],)), (Align.LEFT,)),
            (
                Table((CELLS[0],), ((CELLS[1],),), (Align.LEFT,)),
                Table((CELLS[0],), ((CELLS[2],),), (Align.LEFT,)),
            ),
        ),
        (
            Table((CELLS[0],), ((CELLS[1],),), (Align.LEFT,)),
            (Paragraph((Strong((Text("a"), Text(": "), Text("b"))),)),),
        ),
        (Heading((Strong((Text("a"),)),), 2), (Heading((Text("a"),), 2),)),
        (
            Paragraph((Text("some words"),)),
            (Paragraph((Text("some "),)), Paragraph((Text("words"),))),
        ),
        (Preformatted("a\nb c", "r"), (Preformatted("a\n", "r"), Preformatted("b c", "r"))),
        (Paragraph((Math("x"),)), (Paragraph((Code("x"),)),)),
        (Formula("x"), (Preformatted("x", "latex"),)),
        (Divider(), (Divider(),)),
    ],
)
def test_a_block_is_divided_where_it_may_be(block: Block, parts: Document) -> None:
    assert divide(block) == parts


@LAW
@given(DOCUMENTS)
def test_dividing_loses_no_word(document: Document) -> None:
    for block in document:
        if block != Items(()):
            divided = visible("".join(texts(divide(block), str)))
            assert set(visible("".join(texts(block, str)))) <= set(divided)
            assert len(divided) >= len(visible("".join(texts(block, str))))


@given(st.text("ab \n", min_size=1, max_size=60))
def test_a_text_is_cut_behind_a_word_where_one_ends_near_the_middle(text: str) -> None:
    first, second = texts(divide(Preformatted(text)), str)
    assert first + second == text
    if {" ", "\n"} & set(text[len(text) // 4 : len(text) // 2]):
        assert first[-1] in " \n"
