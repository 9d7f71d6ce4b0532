"""The HTML of Anki's fields as Markdown: paragraphs, emphasis, lists, code, formulas, links."""

import re
from html.parser import HTMLParser
from typing import Final

_MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BLOCKS: Final = frozenset({"p", "div", "ul", "ol", "table", "tr", "pre", "blockquote", "hr"})
_INLINE: Final = re.compile(r"\\\((.+?)\\\)|\[\$\](.+?)\[/\$\]", re.DOTALL)
_DISPLAY: Final = re.compile(r"\\\[(.+?)\\\]|\[\$\$\](.+?)\[/\$\$\]", re.DOTALL)


def markdown_of(html: str) -> str:
    """Return HTML as Markdown; what Markdown has no word for becomes its text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.written)
    text = _INLINE.sub(lambda found: f"${_inner(found)}$", text)
    text = _DISPLAY.sub(lambda found: f"$${_inner(found)}$$", text)
    text = "\n".join(line.strip(" \u00a0") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _inner(found: re.Match[str]) -> str:
    return " ".join((found[1] or found[2]).split())


class _Reader(HTMLParser):
    """Writes Markdown while it reads HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self.written.append(_MARKS[tag])
        elif tag == "br":
            self.written.append("\n")
        elif tag == "li":
            self.written.append("\n- ")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.written.append("[")
        elif tag in _BLOCKS:
            self.written.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self.written.append(_MARKS[tag])
        elif tag == "a" and self._links:
            self.written.append(f"]({self._links.pop()})")
        elif tag in _BLOCKS:
            self.written.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.written.append(data)
