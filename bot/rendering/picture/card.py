"""A document as what the typesetter is given: its content, and the colours it is drawn in."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from bot.rendering.display import Display
from bot.rendering.document import Document
from bot.rendering.picture.content import pieces

TEMPLATE: Final = Path(__file__).with_name("card.typ")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


def theme_of(display: Display) -> Theme:
    """Return what pictures are drawn in where formulas are shown in this way."""
    return Theme.DARK if display is Display.DARK else Theme.LIGHT


COLOURS: Final = {
    Theme.LIGHT: {
        "ground": "#ffffff",
        "ink": "#16191d",
        "quiet": "#6a7480",
        "accent": "#1f66c7",
        "tint": "#f1f4f7",
        "rule": "#d5dae0",
    },
    Theme.DARK: {
        "ground": "#18222d",
        "ink": "#eef2f5",
        "quiet": "#8b9aab",
        "accent": "#6ab3f3",
        "tint": "#22303d",
        "rule": "#3a4a5a",
    },
}
"""By theme what each part of a card is drawn in; ``card.typ`` calls the parts by these names."""


@dataclass(frozen=True)
class Card:
    """What ``card.typ`` is given, as JSON, and the theme it is drawn in."""

    content: str
    theme: Theme

    @property
    def digest(self) -> str:
        """A name for how it looks: cards with the same digest are the same pictures."""
        told = "\n".join((self.content, json.dumps(COLOURS[self.theme]), _template()))
        return sha256(told.encode()).hexdigest()


@lru_cache(maxsize=256)
def compose(document: Document, theme: Theme) -> Card:
    """Return a document as a card."""
    given = pieces(document)
    text = "".join(_texts(given))
    chinese = len(_CHINESE.findall(text)) * 8 > len(text)
    content = {"pieces": given, "language": "zh" if chinese else "en"}
    return Card(json.dumps(content, ensure_ascii=False), theme)


def _texts(calls: list[Any]) -> Iterator[str]:
    for call in calls:
        match call:
            case ["words", str(text)]:
                yield text
            case list():
                yield from _texts(call)


@lru_cache(maxsize=1)
def _template() -> str:
    return TEMPLATE.read_text("utf-8")
