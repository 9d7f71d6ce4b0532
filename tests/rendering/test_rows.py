from itertools import chain

from hypothesis import given

from bot.rendering.document import Align, LineBreak, Paragraph, Strong, Table, Text
from bot.rendering.rows import row_by_row
from tests.rendering.documents import LAW, tables, texts, visible

A, B, C, D = (((Text(letter),)) for letter in "abcd")
BOTH = (Align.LEFT, Align.LEFT)


def test_a_row_is_a_paragraph_of_lines_with_their_headers() -> None:
    assert row_by_row(Table((A, B), ((C, D),), BOTH)) == (
        Paragraph((Strong((*A, Text(": "), *C)), LineBreak(), *B, Text(": "), *D)),
    )


def test_a_cell_without_a_header_stands_alone_and_an_empty_one_is_a_dash() -> None:
    assert row_by_row(Table(((), B), ((C, ()),), BOTH)) == (
        Paragraph((Strong(C), LineBreak(), *B, Text(": "), Text("—"))),
    )


def test_an_empty_first_cell_stands_for_the_one_above() -> None:
    shown = row_by_row(Table((A, B), (((), C), (D, C), ((), D)), BOTH))
    assert ["".join(texts(paragraph)) for paragraph in shown] == [
        "a: —b: c",
        "a: db: c",
        "a: db: d",
    ]


@LAW
@given(tables())
def test_every_row_says_all_of_its_headers_and_cells(table: Table) -> None:
    shown = row_by_row(table)
    assert len(shown) == len(table.rows)
    for row, paragraph in zip(table.rows, shown, strict=True):
        pairs = zip(table.header, row, strict=True)
        said = "".join(chain.from_iterable(map(texts, chain.from_iterable(pairs))))
        rest = iter(visible("".join(texts(paragraph))))
        assert all(character in rest for character in visible(said))
