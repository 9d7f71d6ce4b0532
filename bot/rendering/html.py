"""Documents as HTML without scripts; all their text is escaped.

What differs between those that show it, above all how they want their formulas, is a ``Dialect``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from bot.rendering.document import (
    Align,
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


@dataclass(frozen=True)
class Dialect:
    """How something is written in HTML for those who will show it.

    Args:
        formula: the LaTeX of a formula within a line, which it has to escape.
        display: the same of a formula on a line of its own.
        table: the rows of a table.
        cell: the attributes of a table's cell, with a blank before them.
    """

    formula: Callable[[str], str]
    display: Callable[[str], str]
    table: Callable[[str], str]
    cell: Callable[[Align], str]


def render(document: Document, dialect: Dialect) -> str:
    """Return a document as HTML."""
    return _Writer(dialect).document(document)


def line(parts: Inlines, dialect: Dialect) -> str:
    """Return the parts of a line as HTML."""
    return _Writer(dialect).line(parts)


def element(tag: str, held: str) -> str:
    """Return ``held``, which is HTML, within an element."""
    return f"<{tag}>{held}</{tag}>"


class _Writer:
    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def document(self, document: Document) -> str:
        return "".join(map(self._block, document))

    def line(self, parts: Inlines) -> str:
        return "".join(map(self._inline, parts))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(parts):
                return element("p", self.line(parts))
            case Heading(parts, level):
                return element(f"h{min(level + 1, 6)}", self.line(parts))
            case Footer(parts):
                return element("p", element("small", self.line(parts)))
            case Formula(latex):
                return self._dialect.display(latex)
            case Preformatted(text):
                return element("pre", element("code", escape(text)))
            case Divider():
                return "<hr>"
            case Items() | Table() | Quote():
                return self._holding(block)

    def _holding(self, block: Items | Table | Quote) -> str:
        match block:
            case Items(items, start):
                return self._list(items, start)
            case Table():
                return self._table(block)
            case Quote(blocks):
                return element("blockquote", self.document(blocks))

    def _inline(self, part: Inline) -> str:
        match part:
            case Text(text):
                return escape(text, quote=False)
            case Code(text):
                return element("code", escape(text, quote=False))
            case Math(latex):
                return self._dialect.formula(latex)
            case LineBreak():
                return "<br>"
            case Strong(parts):
                return element("b", self.line(parts))
            case Emphasis(parts):
                return element("i", self.line(parts))
            case Spoiler(parts):
                return self.line(parts)  # where HTML goes, one looks to know
            case Anchor(parts, url):
                return f'<a href="{escape(url)}">{self.line(parts)}</a>'

    def _list(self, items: Iterable[Document], start: int | None) -> str:
        held = "".join(element("li", self._item(item)) for item in items)
        if start is None:
            return element("ul", held)
        return f'<ol start="{start}">{held}</ol>'

    def _item(self, item: Document) -> str:
        """An item of one paragraph stands close; any other as its blocks."""
        match item:
            case (Paragraph(parts),):
                return self.line(parts)
            case _:
                return self.document(item)

    def _table(self, table: Table) -> str:
        rows = (self._row("td", row, table) for row in table.rows)
        return self._dialect.table(self._row("th", table.header, table) + "".join(rows))

    def _row(self, tag: str, cells: Iterable[Inlines], table: Table) -> str:
        held = (
            self._cell(tag if cell else "td", cell, align)  # a header that says nothing is none
            for cell, align in zip(cells, table.aligns, strict=True)
        )
        return element("tr", "".join(held))

    def _cell(self, tag: str, cell: Inlines, align: Align) -> str:
        return f"<{tag}{self._dialect.cell(align)}>{self.line(cell)}</{tag}>"
