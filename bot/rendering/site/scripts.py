"""What the pages load: styles, scripts, fonts, and the deck as data.

Data are scripts, too, and no script is a module: a page that is opened from a folder may load
neither JSON nor modules.
"""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from bot.rendering.site.content import Both, Card, Choice, Entry, Site, Words
from bot.rendering.site.writing import line_in_both

_FOLDER: Final = "assets"
_COPIED: Final = ("site.css", "start.js", "site.js", "search.js", "book.js", "quiz.js", "katex")
_MATCHING: Final = ("text", "reading", "index", "matcher")


def render(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each file that pages load, and what it holds."""
    shipped = files("bot.rendering.site") / _FOLDER
    for name in _COPIED:
        yield from _copied(shipped / name, f"{_FOLDER}/{name}")
    yield f"{_FOLDER}/matcher.js", _bundle(shipped / "matching").encode()
    data = {
        "words": _words(site.words),
        "cards": {card.id: _card(card) for topic in site.topics for card in topic.cards},
        "drill": {entry.card.id: _drill(entry) for entry in site.entries},
        "search": {
            "matching": site.matching,
            "outside": [[o.name.zh, o.name.en, o.nearest] for o in site.outside],
        },
    }
    for name, value in data.items():
        yield f"{_FOLDER}/data-{name}.js", _script(name, value).encode()


def _copied(item: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a file, or all files of a folder."""
    if item.is_file():
        yield name, item.read_bytes()
        return
    for inner in sorted(item.iterdir(), key=lambda inner: inner.name):
        yield from _copied(inner, f"{name}/{inner.name}")


def _bundle(folder: Traversable) -> str:
    """Return the matcher as one script that leaves nothing in sight but ``Matcher``."""
    parts = [(folder / f"{name}.js").read_text("utf-8") for name in _MATCHING]
    held = "\n".join(parts)
    return f'(() => {{\n"use strict";\n\n{held}\nglobalThis.Matcher = Matcher;\n}})();\n'


def _script(name: str, value: Any) -> str:
    """Return a script that gives the pages' other scripts ``siteData.<name>``."""
    held = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.siteData = globalThis.siteData ?? {{}};\nsiteData.{name} = {held};\n"


def _words(words: Mapping[str, Words]) -> dict[str, dict[str, str]]:
    return {
        "zh": {name: text.zh for name, text in words.items()},
        "en": {name: text.en for name, text in words.items()},
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "number": card.number,
        "level": card.level,
        "topic": card.topic,
        "question": line_in_both(card.question),
        "short": line_in_both(card.short),
    }


def _drill(entry: Entry) -> dict[str, Any]:
    return {
        "points": [line_in_both(point) for point in entry.points],
        "choices": [_choice(choice) for choice in entry.choices],
        "places": [_names(place.name) for place in entry.places],
    }


def _names(name: Both[str]) -> list[str]:
    return [name.zh, name.en]


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "stem": line_in_both(choice.stem),
        "options": [[*line_in_both(option.text), option.correct] for option in choice.options],
        "why": line_in_both(choice.why),
    }
