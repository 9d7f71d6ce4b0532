r"""Documents as HTML for the fields of an Anki note; formulas go to Anki's MathJax, ``\( … \)``."""

from collections.abc import Iterable
from html import escape

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


def render(document: Document) -> str:
    """Return a document as HTML without scripts; all its text is escaped."""
    return "".join(map(_block, document))


def _block(block: Block) -> str:
    match block:
        case Paragraph(parts):
            return _in("p", _line(parts))
        case Heading(parts, level):
            return _in(f"h{min(level + 1, 6)}", _line(parts))
        case Footer(parts):
            return _in("p", _in("small", _line(parts)))
        case Formula(latex):
            return _in("p", rf"\[{escape(latex, quote=False)}\]")
        case Preformatted(text):
            return _in("pre", _in("code", escape(text)))
        case Divider():
            return "<hr>"
        case Items() | Table() | Quote():
            return _holding(block)


def _holding(block: Items | Table | Quote) -> str:
    match block:
        case Items(items, start):
            return _list(items, start)
        case Table():
            return _table(block)
        case Quote(blocks):
            return _in("blockquote", render(blocks))


def _line(parts: Inlines) -> str:
    return "".join(map(_inline, parts))


def _inline(part: Inline) -> str:
    match part:
        case Text(text):
            return escape(text, quote=False)
        case Code(text):
            return _in("code", escape(text, quote=False))
        case Math(latex):
            return rf"\({escape(latex, quote=False)}\)"
        case LineBreak():
            return "<br>"
        case Strong(parts):
            return _in("b", _line(parts))
        case Emphasis(parts):
            return _in("i", _line(parts))
        case Spoiler(parts):
            return _line(parts)  # the back of a card is what one looks at to know
        case Anchor(parts, url):
            return f'<a href="{escape(url)}">{_line(parts)}</a>'


def _list(items: Iterable[Document], start: int | None) -> str:
    held = "".join(_in("li", _item(item)) for item in items)
    if start is None:
        return _in("ul", held)
    return _in("ol", held) if start == 1 else f'<ol start="{start}">{held}</ol>'


def _item(item: Document) -> str:
    """An item of one paragraph stands close; any other as its blocks."""
    match item:
        case (Paragraph(parts),):
            return _line(parts)
        case _:
            return render(item)


def _table(table: Table) -> str:
    rows = [_row("th", table.header, table), *(_row("td", row, table) for row in table.rows)]
    return _in("table", "".join(rows))


def _row(tag: str, cells: Iterable[Inlines], table: Table) -> str:
    held = (
        f'<{tag} style="text-align: {align}">{_line(cell)}</{tag}>'
        for cell, align in zip(cells, table.aligns, strict=True)
    )
    return _in("tr", "".join(held))


def _in(tag: str, held: str) -> str:
    return f"<{tag}>{held}</{tag}>"
