"""One entry as one HTML file for its author: both languages side by side, all in the file."""

import re
from base64 import b64encode
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from bot.rendering import html
from bot.rendering.document import Document, Inlines
from bot.rendering.site.content import Entry, Topic, Words
from bot.rendering.site.pages import environment
from bot.rendering.site.writing import DIALECT

_ASSETS: Final = files("bot.rendering.site") / "assets"
_FONT: Final = re.compile(r"url\(fonts/([\w-]+\.woff2)\)")


def preview(entry: Entry, topic: Topic, words: dict[str, Words], edition: Words) -> str:
    """Return a page with all that an entry says, which needs no other file and no network.

    Args:
        entry: what it shows.
        topic: where the entry belongs.
        words: our own words, by their names without ``site-``.
        edition: of the book, to which page numbers refer.
    """
    katex = _ASSETS / "katex"
    style = _FONT.sub(_embedded, (katex / "katex.min.css").read_text("utf-8"))
    template = environment(line=_line, blocks=_blocks).get_template("preview.html")
    return template.render(
        entry=entry,
        topic=topic,
        t=words,
        edition=edition,
        style=Markup(style + (_ASSETS / "site.css").read_text("utf-8")),  # noqa: S704 -- our own
        katex=Markup((katex / "katex.min.js").read_text("utf-8")),  # noqa: S704
    )


def _embedded(found: re.Match[str]) -> str:
    font = (_ASSETS / "katex" / "fonts" / found[1]).read_bytes()
    return f"url(data:font/woff2;base64,{b64encode(font).decode()})"


def _line(parts: Inlines) -> Markup:
    return Markup(html.line(parts, DIALECT))  # noqa: S704 -- the writer escapes


def _blocks(document: Document) -> Markup:
    return Markup(html.render(document, DIALECT))  # noqa: S704
