r"""Documents as HTML for the fields of an Anki note; formulas go to Anki's MathJax, ``\( … \)``."""

import re
from html import escape
from typing import Final

from bot.rendering import html
from bot.rendering.document import Document

_ANKI: Final = html.Dialect(
    formula=lambda latex: rf"\({escape(latex, quote=False)}\)",
    display=lambda latex: html.element("p", rf"\[{escape(latex, quote=False)}\]"),
    table=lambda rows: html.element("table", rows),
    cell=lambda align: f' style="text-align: {align}"',
)
# What Anki acts on in any field: it plays a sound, has LaTeX drawn by a program, reads aloud.
_ACTED_ON: Final = re.compile(r"\[(?=sound:|anki:|/?(?:latex|\${1,2})\])", re.IGNORECASE)


def render(document: Document) -> str:
    """Return a document as HTML without scripts; all its text is escaped."""
    return _ACTED_ON.sub("&#91;", html.render(document, _ANKI))
