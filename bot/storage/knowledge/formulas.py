"""Formulas that are not understood, and so are shown as their source: for their author."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.domain.consistency import Finding, Placed
from bot.rendering.document import Formula, Math, walk
from bot.rendering.markdown import parse
from bot.rendering.mathematics import refusal
from bot.storage.knowledge.source import KeyPath

_HOLD_MARKDOWN: Final = {"question", "short", "points", "detail", "book", "choice"}
_SHOWN: Final = 60  # characters of a formula repeated in a message


def check(entries: Iterable[Placed]) -> Iterator[Finding]:
    """Yield the formulas of entries of which only the source can be shown."""
    for placed in entries:
        for path, text in _texts(placed.entry.model_dump(include=_HOLD_MARKDOWN), ()):
            for part in walk(parse(text)):
                if isinstance(part, Math | Formula) and (why := refusal(part.latex)):
                    what = f"${part.latex[:_SHOWN]}$ is shown as its source: {why}"
                    yield placed.finding(path, what, "correct it, or write it in other commands")


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text with a formula in a value of dictionaries and sequences, and where it is."""
    match value:
        case str() if "$" in value:
            yield path, value
        case dict():
            for key, inner in value.items():
                if key != "terms":  # phrases, no Markdown
                    yield from _texts(inner, (*path, key))
        case list() | tuple():
            for index, inner in enumerate(value):
                yield from _texts(inner, (*path, index))
