"""In which form a document is shown: the lightest that shows it faithfully wins.

Every client shows text and pictures; only newer ones show rich messages, with typeset formulas and
real tables.
"""

from enum import StrEnum
from typing import Final

from bot.rendering.document import Document, Formula, Math, Table, walk
from bot.rendering.mathematics import Level, to_unicode
from bot.rendering.recent import Recent


class Display(StrEnum):
    """How somebody wants formulas and tables to be shown."""

    AUTO = "auto"
    """As text where Unicode writes every formula exactly, else typeset."""
    RICH = "rich"
    """Typeset, wherever there are any."""
    PICTURE = "picture"
    """As a picture, wherever there are any."""
    DARK = "dark"
    """The same on a dark ground."""
    TEXT = "text"
    """Always as text."""


class Form(StrEnum):
    """What a message can be."""

    TEXT = "text"
    RICH = "rich"
    PICTURE = "picture"


_FORMS: Final[Recent[Form]] = Recent(most=400)


def form_of(document: Document, display: Display) -> Form:
    """Return the form in which a document is to be shown, where there is such a form."""
    return _FORMS.get(document, (display,), lambda: _form_of(document, display))


def _form_of(document: Document, display: Display) -> Form:
    match display:
        case Display.TEXT:
            return Form.TEXT
        case Display.AUTO:
            return Form.TEXT if unicode_suffices(document) else Form.RICH
        case Display.RICH:
            return Form.RICH if _is_typeset(document) else Form.TEXT
        case Display.PICTURE | Display.DARK:
            return Form.PICTURE if _is_typeset(document) else Form.TEXT


def _is_typeset(document: Document) -> bool:
    """Whether there is anything in a document that typesetting shows better than text does."""
    return any(isinstance(part, Math | Formula | Table) for part in walk(document))


def unicode_suffices(document: Document) -> bool:
    """Tell whether Unicode text writes every formula of a document as it is printed."""
    return all(
        to_unicode(part.latex).level is Level.EXACT
        for part in walk(document)
        if isinstance(part, Math | Formula)
    )
