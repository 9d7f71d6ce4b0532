"""Whether a document is worth a rich message: the lightest form that shows it faithfully wins.

Every client shows HTML; only newer ones show rich messages, with typeset formulas and real tables.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain

from bot.rendering.document import (
    Anchor,
    Block,
    Document,
    Emphasis,
    Footer,
    Formula,
    Heading,
    Inline,
    Items,
    Math,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from bot.rendering.mathematics import Level, to_unicode


class Display(StrEnum):
    """How somebody wants formulas and tables to be shown."""

    AUTO = "auto"
    """As text where Unicode writes every formula exactly, else typeset."""
    RICH = "rich"
    """Typeset, wherever there are any."""
    TEXT = "text"
    """Always as text."""


def calls_for_rich(document: Document, display: Display) -> bool:
    """Tell whether a document is to be shown as a rich message where there are such."""
    match display:
        case Display.TEXT:
            return False
        case Display.RICH:
            return any(isinstance(part, Math | Formula | Table) for part in _walk(document))
        case Display.AUTO:
            return not unicode_suffices(document)


def unicode_suffices(document: Document) -> bool:
    """Tell whether Unicode text writes every formula of a document as it is printed."""
    return all(
        to_unicode(part.latex).level is Level.EXACT
        for part in _walk(document)
        if isinstance(part, Math | Formula)
    )


def _walk(parts: Iterable[Block | Inline]) -> Iterator[Block | Inline]:
    for part in parts:
        yield part
        yield from _walk(_inside(part))


def _inside(part: Block | Inline) -> Iterable[Block | Inline]:
    match part:
        case Quote(blocks):
            return blocks
        case Items(items):
            return chain.from_iterable(items)
        case Table(header, rows):
            return chain.from_iterable(chain(header, *rows))
        case Paragraph() | Heading() | Footer() | Strong() | Emphasis() | Anchor():
            return part.parts
        case _:
            return ()
