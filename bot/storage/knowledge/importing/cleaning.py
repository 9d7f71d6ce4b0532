"""A source's text without what only a web page needs: tags, kramdown's attributes, loose spaces."""

import re
from html import unescape
from typing import Final

ATTRIBUTES: Final = re.compile(r"\{:[^{}\n]*\}")
_TAG: Final = re.compile(
    r"</?(?:span|div|font|center|a|u|p|details|summary|b|i)\b[^<>]*>", re.IGNORECASE
)
_LINE_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINE_ENDS: Final = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_COMMENT: Final = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_ANY_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_BLOCK: Final = re.compile(r"\s*(?:[-*+]\s|[|>]|\d+[.)]\s)")
_UNPRINTABLE: Final = re.compile(
    "[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def printable(text: str) -> str:
    """Return a text whose lines end as ours do, without tabs and what YAML has no place for."""
    lines = text.replace("\r\n", "\n").translate(_LINE_ENDS).expandtabs(4)
    return _UNPRINTABLE.sub("", lines)


def without_tags(text: str) -> str:
    """Return a piece of HTML as the text it shows."""
    text = _COMMENT.sub("", _LINE_BREAK.sub("\n", text))
    return ATTRIBUTES.sub("", unescape(_ANY_TAG.sub("", text))).strip()


def cleaned(text: str) -> str:
    """Return Markdown as we keep it; a hard line break outside of lists begins a paragraph."""
    text = _TAG.sub("", _COMMENT.sub("", text)).replace("\u202f", " ").replace("\u00a0", " ")
    lines: list[str] = []
    for line in text.split("\n"):
        line = _LINE_BREAK.sub(" " if line.lstrip().startswith("|") else "\n", line)  # noqa: PLW2901
        kept = ATTRIBUTES.sub("", line)
        if kept.strip() or not line.strip():
            lines.append(kept)
    broken = [
        f"{line.rstrip()}\n" if line.endswith("  ") and not _BLOCK.match(line) else line.rstrip()
        for line in lines
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(broken)).strip()
