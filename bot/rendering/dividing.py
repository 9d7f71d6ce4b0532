"""A block that is too large for a message, in smaller ones that say the same."""

from dataclasses import replace

from bot.rendering.document import (
    Block,
    Code,
    Divider,
    Document,
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
    Table,
    Text,
)
from bot.rendering.rows import row_by_row


def divide(block: Block) -> Document:
    """Return the two halves of a block, or what is inside one that has none.

    Applied again and again it arrives at single characters; no word gets lost, but what cannot be
    halved gives up its form: the last item of a list its bullet, the last row of a table its cells.
    """
    match block:
        case Items(items, start):
            half = len(items) // 2
            later = None if start is None else start + half
            return (Items(items[:half], start), Items(items[half:], later)) if half else items[0]
        case Table(_, rows):
            half = len(rows) // 2
            if half:
                return replace(block, rows=rows[:half]), replace(block, rows=rows[half:])
            return row_by_row(block) if rows else tuple(map(Paragraph, block.header))
        case Quote(blocks):
            half = len(blocks) // 2
            inner = (blocks[:half], blocks[half:])
            return tuple(replace(block, blocks=part) for part in inner) if half else blocks
        case Paragraph(parts) | Heading(parts) | Footer(parts):
            return _texts(block, parts)
        case Preformatted(text):
            return tuple(replace(block, text=half) for half in _halves(text))
        case Formula(latex):
            return (Preformatted(latex, "latex"),)
        case Divider():
            return (block,)


def _texts(block: Paragraph | Heading | Footer, parts: Inlines) -> Document:
    half = len(parts) // 2
    if half:
        return replace(block, parts=parts[:half]), replace(block, parts=parts[half:])
    return tuple(replace(block, parts=inside) for inside in _inside(parts[0]))


def _inside(part: Inline) -> tuple[Inlines, ...]:
    match part:
        case Text(text) | Code(text):
            return tuple((replace(part, text=half),) for half in _halves(text))
        case Math(latex):
            return ((Code(latex),),)
        case LineBreak():
            return ()
        case _:
            return (part.parts,)


def _halves(text: str) -> tuple[str, str]:
    """Cut a text in the middle, or before it at the end of a line or a word."""
    middle = len(text) // 2
    cut = text.rfind("\n", middle // 2, middle) + 1 or text.rfind(" ", middle // 2, middle) + 1
    return text[: cut or middle], text[cut or middle :]
