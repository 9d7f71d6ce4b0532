"""Documents for the terminal, with Rich."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.constrain import Constrain
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text as RichText
from wcwidth import wcswidth

from bot.rendering.document import (
    Anchor,
    Block,
    Code,
    Divider,
    Document,
    Emphasis,
    Footer,
    Formula,
    Heading,
    Inline,
    Inlines,
    Items,
    LineBreak,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Spoiler,
    Strong,
    Table,
    Text,
)
from bot.rendering.mathematics import Level, to_unicode
from bot.rendering.rows import row_by_row
from bot.rendering.wrapping import breaks, units

_PLAIN = Style()
_CODE = Style(color="cyan")
_FAINT = Style(dim=True)
_INSET = (0, 0, 0, 4)
_SHORT = 8  # columns of a terminal: what takes no more, such as 四个汉字, is not broken
_GAP = 2  # columns of a terminal between those of a table
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def render(document: Document, width: int, *, hyperlinks: bool = False) -> RenderableType:
    """Return the document as something that Rich can print.

    Args:
        document: what to show.
        width: the greatest width in columns.
        hyperlinks: whether the terminal can link words (OSC 8); otherwise the address stands
            behind them.
    """
    return Constrain(_Printable(_Writer(hyperlinks=hyperlinks).spaced(document)), width)


def printable(text: str) -> str:
    """Return a text without the characters that a terminal obeys: whoever wrote it, it is shown."""
    return _OBEYED.sub("", text)


@dataclass(frozen=True)
class _Printable:
    """Something of which a terminal obeys nothing but what Rich adds: colours and links."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.content, options):
            yield segment._replace(text=printable(segment.text))


@dataclass(frozen=True)
class _Wrapped:
    """Text whose lines break as Chinese allows."""

    text: RichText

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.split("\n", allow_blank=True):
            lines = line.divide(breaks(line.plain, options.max_width))
            for piece in lines:
                piece.rstrip()
            yield RichText("\n", justify=options.justify).join(lines)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        lines = self.text.plain.splitlines() or [""]
        widest = max(map(wcswidth, lines))
        longest = max((wcswidth(unit.rstrip()) for unit in units(self.text.plain)), default=0)
        return Measurement(max(longest, min(widest, _SHORT)), widest)


@dataclass(frozen=True)
class _Barred:
    """Something quoted: with a bar on its left."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        inner = options.update(width=options.max_width - 2)
        for line in console.render_lines(self.content, inner, pad=False):
            yield Segment("│ ", _FAINT)
            yield from line
            yield Segment.line()


@dataclass(frozen=True)
class _Tabular:
    """A table; row by row where words would have to be broken for all its columns to fit."""

    table: Table
    writer: "_Writer"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table, line = self.table, self.writer.line
        heads = [line(header, Style(bold=True)) for header in table.header]
        rows = [[*map(line, row)] for row in table.rows]
        columns = zip(heads, *rows, strict=True)
        extents = [_extent(console, options, column) for column in columns]
        widths = _shared(extents, options.max_width - _GAP * (len(extents) - 1))
        if widths is None and rows:
            yield self.writer.spaced(row_by_row(table))
            return
        shown = RichTable(
            box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0)
        )
        for i, (head, align) in enumerate(zip(heads, table.aligns, strict=True)):
            shown.add_column(head, justify=align.value, width=widths[i] if widths else None)
        for row in rows:
            shown.add_row(*row)
        yield shown


def _extent(
    console: Console, options: ConsoleOptions, column: Iterable[RenderableType]
) -> Measurement:
    """The width of a column's longest word, and that of its longest line."""
    extents = [Measurement.get(console, options, cell) for cell in column]
    return Measurement(max(e.minimum for e in extents), max(e.maximum for e in extents))


def _shared(extents: Sequence[Measurement], room: int) -> list[int] | None:
    """The widths of columns: what each needs, and of the rest the more, the more it holds.

    None if there is too little room.
    """
    spare = room - sum(extent.minimum for extent in extents)
    if spare < 0:
        return None
    wanted = sum(extent.span for extent in extents)
    share = min(1, spare / wanted) if wanted else 0
    return [extent.minimum + int(share * extent.span) for extent in extents]


@dataclass(frozen=True)
class _Writer:
    """Turns parts of a document into what Rich prints."""

    hyperlinks: bool

    def spaced(self, document: Document) -> RenderableType:
        """The blocks with an empty line between them."""
        parts = (part for block in document for part in (RichText(), self.block(block)))
        return Group(*islice(parts, 1, None))

    def block(self, block: Block) -> RenderableType:
        match block:
            case Paragraph(parts):
                return self.line(parts)
            case Heading(parts, level):
                return self.line(parts, Style(bold=True, underline=level == 1))
            case Footer(parts):
                return self.line(parts, _FAINT)
            case Formula() | Preformatted():
                return Padding(self.display(block), _INSET)
            case Items(items, start):
                return self.items(items, start)
            case Table():
                return _Tabular(block, self)
            case Quote(blocks):
                return _Barred(self.spaced(blocks))
            case Divider():
                return Rule(style=_FAINT)

    def display(self, block: Formula | Preformatted) -> RenderableType:
        if isinstance(block, Formula):
            return self.line((Math(block.latex),))
        return RichText(block.text, _CODE, overflow="fold")

    def items(self, items: tuple[Document, ...], start: int | None) -> RenderableType:
        grid = RichTable.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True, justify="right")
        grid.add_column()
        for i, item in enumerate(items):
            marker = "•" if start is None else f"{start + i}."
            grid.add_row(marker, Group(*map(self.block, item)))
        return grid

    def line(self, parts: Inlines, style: Style = _PLAIN) -> _Wrapped:
        text = RichText()
        self.extend(text, parts, style)
        return _Wrapped(text)

    def append(self, text: RichText, part: Inline, style: Style) -> None:
        match part:
            case Text(content):
                text.append(content, style)
            case Code(content):
                text.append(content, style + _CODE)
            case Math(latex):
                formula = to_unicode(latex)
                known = formula.level is not Level.NEEDS_FORM
                text.append(formula.unbroken, style if known else style + _CODE)
            case LineBreak():
                text.append("\n")
            case Strong(parts):
                self.extend(text, parts, style + Style(bold=True))
            case Emphasis(parts):
                self.extend(text, parts, style + Style(italic=True))
            case Spoiler(parts):
                self.extend(text, parts, style + _FAINT)
            case Anchor(parts, url):
                self.anchor(text, parts, url, style)

    def extend(self, text: RichText, parts: Inlines, style: Style) -> None:
        for part in parts:
            self.append(text, part, style)

    def anchor(self, text: RichText, parts: Inlines, url: str, style: Style) -> None:
        """A link; where it cannot be followed, its address stands behind it."""
        start = len(text)
        self.extend(
            text, parts, style + Style(underline=True, link=url if self.hyperlinks else None)
        )
        if not self.hyperlinks and text.plain[start:] != url:
            text.append(f" ({url})", style + _FAINT)
