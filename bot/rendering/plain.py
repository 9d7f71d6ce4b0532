"""Inline parts as one line of plain text: for poll options, button labels and table cells."""

from bot.rendering.document import (
    Anchor,
    Code,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Math,
    Spoiler,
    Strong,
    Text,
)
from bot.rendering.mathematics import to_unicode


def line(parts: Inlines) -> str:
    """Return the parts as one line, formulas in Unicode, without any markup.

    A formula without a faithful text is shown as its LaTeX source; a link as its text alone.
    """
    return " ".join("".join(map(_text, parts)).split())


def _text(part: Inline) -> str:
    match part:
        case Text(text) | Code(text):
            return text
        case Math(latex):
            return to_unicode(latex).text.replace("\n", "; ")
        case LineBreak():
            return " "
        case Strong(parts) | Emphasis(parts) | Spoiler(parts) | Anchor(parts):
            return "".join(map(_text, parts))
