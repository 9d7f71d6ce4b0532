"""The YAML format as JSON Schema, for editors: completion, descriptions, errors as one types.

One file holds the schema of every kind of file as a definition, and each file names its own in
its first line. The schema's root asks for nothing, because ``yaml-language-server`` merges the
root into the definition that was named.
"""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from bot.domain.knowledge import Book, Entry, OutsideTopic
from bot.storage.knowledge.loader import DeckFile

FILE: Final = "schema.json"


class Kind(StrEnum):
    """A kind of file; the value is the name of its definition in the schema."""

    DECK = "deck"
    TOPIC = "topic"
    OUTSIDE = "outside"
    BOOK = "book"


_MODELS: Final = {
    Kind.DECK: (DeckFile, "deck.yaml: a deck, its book and its topics."),
    Kind.TOPIC: (tuple[Entry, ...], "<topic>.yaml: the entries of a topic."),
    Kind.OUTSIDE: (tuple[OutsideTopic, ...], "outside.yaml: what the deck does not hold."),
    Kind.BOOK: (Book, "books/<book>.yaml: a book's table of contents."),
}


def kind_of(path: Path) -> Kind:
    """Return what kind of file this is, by its name and folder."""
    if path.parent.name == "books":
        return Kind.BOOK
    named = {"deck": Kind.DECK, "outside": Kind.OUTSIDE}
    return named.get(path.stem, Kind.TOPIC)


def model_of(kind: Kind) -> Any:
    """Return the type of what a kind of file holds."""
    return _MODELS[kind][0]


def header(kind: Kind, schema: str = f"../{FILE}") -> str:
    """Return the line that tells an editor which schema a file has.

    Args:
        kind: what the file holds.
        schema: the path from the file to the schema, or its address.
    """
    return f"# yaml-language-server: $schema={schema}#/$defs/{kind}"


def schema() -> str:
    """Return the schema as JSON, as it stands in ``knowledge/schema.json``."""
    made = [(kind, "validation", TypeAdapter[Any](model)) for kind, (model, _) in _MODELS.items()]
    kinds, shared = TypeAdapter.json_schemas(made)  # type: ignore[arg-type]
    definitions: dict[str, Any] = dict(shared["$defs"])
    for (kind, _), held in kinds.items():
        definitions[kind] = {**held, "description": _MODELS[kind][1]}
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Knowledge base of dl-interview-bot",
        "$defs": definitions,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
