"""A table row by row, for where its columns are too wide to stand beside each other."""

from collections.abc import Iterator

from bot.rendering import plain
from bot.rendering.columns import extent
from bot.rendering.document import (
    Document,
    Inline,
    Inlines,
    LineBreak,
    Paragraph,
    Strong,
    Table,
    Text,
)

_NOTHING = Text("—")


def row_by_row(table: Table) -> Document:
    """Return a paragraph for each row: lines of header and cell, the first of them in bold.

    An empty first cell stands for the one above, as it does where columns stand beside each other.
    """
    colon = Text("：" if _is_chinese(table) else ": ")
    name: Inlines = ()
    paragraphs: list[Paragraph] = []
    for first, *others in table.rows:
        name = first or name
        paragraphs.append(Paragraph(tuple(_lines(table.header, (name, *others), colon))))
    return tuple(paragraphs)


def _lines(header: tuple[Inlines, ...], row: tuple[Inlines, ...], colon: Text) -> Iterator[Inline]:
    for column, (name, cell) in enumerate(zip(header, row, strict=True)):
        named = (*name, colon, *(cell or (_NOTHING,))) if name else cell
        if column:
            yield LineBreak()
            yield from named
        else:
            yield Strong(named)


def _is_chinese(table: Table) -> bool:
    """Whether any cell holds Chinese, with which goes Chinese punctuation."""
    cells = (cell for row in (table.header, *table.rows) for cell in row)
    return any(extent(plain.line(cell)).wide for cell in cells)
