from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from bot.domain.knowledge import Deck
from bot.rendering.document import Formula, Math
from bot.rendering.markdown import parse
from bot.rendering.mathematics import Level, to_unicode


def test_every_formula_of_the_deck_has_a_faithful_text(deck: Deck) -> None:
    sources = {latex for text in strings(deck.model_dump()) for latex in formulas(parse(text))}
    assert len(sources) > 1000
    assert [s for s in sources if to_unicode(s).level is Level.NEEDS_FORM] == []


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


def formulas(part: Any) -> Iterator[str]:
    """Every formula in a document."""
    if isinstance(part, Math | Formula):
        yield part.latex
    elif isinstance(part, tuple):
        for inner in part:
            yield from formulas(inner)
    elif is_dataclass(part):
        for field in fields(part):
            yield from formulas(getattr(part, field.name))
