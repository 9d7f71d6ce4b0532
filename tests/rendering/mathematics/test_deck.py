from collections.abc import Iterator
from typing import Any

from bot.domain.knowledge import Deck
from bot.rendering.document import Formula, Math, walk
from bot.rendering.markdown import parse
from bot.rendering.mathematics import Level, to_unicode


def test_every_formula_of_the_deck_has_a_faithful_text(deck: Deck) -> None:
    sources = formulas(deck)
    assert len(sources) > 1000
    assert [s for s in sources if to_unicode(s).level is Level.NEEDS_FORM] == []


def formulas(deck: Deck) -> set[str]:
    """The formulas in all texts of a deck."""
    parts = (part for text in strings(deck.model_dump()) for part in walk(parse(text)))
    return {part.latex for part in parts if isinstance(part, Math | Formula)}


def strings(value: Any) -> Iterator[str]:
    """Every text in a value of dictionaries and sequences."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
