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
    """Return a paragraph for each row: lines of header and cell, the first of them in bold."""
    colon = Text("：" if _is_chinese(table) else ": ")
    return tuple(Paragraph(tuple(_lines(table.header, row, colon))) for row in table.rows)


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
