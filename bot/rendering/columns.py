"""A table as lines of text whose columns stand below each other in a fixed-width font.

A font that shows Latin letters in a fixed width shows Chinese characters in another one, but on
phones that is not twice the first. So a cell is not padded with spaces to a width: it is padded
with spaces to the column's number of narrow characters, and with ideographic spaces to its number
of wide ones. Then columns align whatever the two widths are. The lines between them are ASCII,
which no font lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from bot.rendering import plain
from bot.rendering.document import Align, Table

_GAP = " | "
_CROSSING = "-+-"
_WIDE_SPACE = "\u3000"
_WIDE_DASH = "\uff0d"
_WIDE = {"W", "F"}
_WITHOUT_WIDTH = {"Mn", "Me", "Cf", "Cc"}  # joined to another character, or control


@dataclass(frozen=True, slots=True)
class Extent:
    """How many narrow and how many wide characters a text has."""

    narrow: int
    wide: int

    @property
    def columns(self) -> int:
        return self.narrow + 2 * self.wide


@dataclass(frozen=True)
class Columns:
    """The lines of a table and their greatest width in columns of a terminal."""

    lines: tuple[str, ...]
    width: int


def lay_out(table: Table) -> Columns:
    """Return the table as aligned lines: the header, a rule, and a line for every row."""
    header, *rows = ([plain.line(cell) for cell in row] for row in (table.header, *table.rows))
    extents = [_column_extent(column) for column in zip(header, *rows, strict=True)]
    rule = _CROSSING.join(_WIDE_DASH * extent.wide + "-" * extent.narrow for extent in extents)
    head, *body = (_line(row, extents, table.aligns) for row in (header, *rows))
    width = sum(extent.columns for extent in extents) + len(_GAP) * (len(extents) - 1)
    return Columns((head, rule, *body), width)


def _line(cells: Sequence[str], extents: Sequence[Extent], aligns: Sequence[Align]) -> str:
    return _GAP.join(map(_padded, cells, extents, aligns)).rstrip()


def _column_extent(cells: Sequence[str]) -> Extent:
    extents = [extent(cell) for cell in cells]
    return Extent(max(e.narrow for e in extents), max(e.wide for e in extents))


def extent(text: str) -> Extent:
    """Count the narrow and the wide characters of a text."""
    widths = [*map(_width, text)]
    return Extent(narrow=widths.count(1), wide=widths.count(2))


def beginning(text: str, columns: int) -> str:
    """Return as much of a text as takes at most so many columns of a terminal."""
    left = columns
    for place, character in enumerate(text):
        left -= _width(character)
        if left < 0:
            return text[:place]
    return text


def _width(character: str) -> int:
    """Return how many columns a character takes (Unicode Standard Annex 11).

    What wcwidth and Rich know beyond that is how terminals draw emoji; either would take megabytes
    of every process that serves Telegram.
    """
    if category(character) in _WITHOUT_WIDTH:
        return 0
    return 2 if east_asian_width(character) in _WIDE else 1


def _padded(text: str, to: Extent, align: Align) -> str:
    has = extent(text)
    wide, narrow = to.wide - has.wide, to.narrow - has.narrow
    match align:
        case Align.LEFT:
            before = Extent(0, 0)
        case Align.CENTER:
            before = Extent(narrow // 2, wide // 2)
        case Align.RIGHT:
            before = Extent(narrow, wide)
    left = " " * before.narrow + _WIDE_SPACE * before.wide
    right = _WIDE_SPACE * (wide - before.wide) + " " * (narrow - before.narrow)
    return f"{left}{text}{right}"
