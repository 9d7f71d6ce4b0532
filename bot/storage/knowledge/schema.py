"""The YAML format as JSON Schema, for editors: completion, descriptions, errors as one types.

One file holds the schema of every kind of file as a definition, and each file names its own in
its first line. The schema's root asks for nothing, because ``yaml-language-server`` merges the
root into the definition that was named.
"""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from bot.domain.knowledge import Book, Entry, OutsideTopic
from bot.domain.phrasing import Model
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


_DEMANDS: Final = frozenset({"required", "minItems", "minLength"})


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
    for model in _models(Model):
        properties = definitions.get(model.__name__, {}).get("properties", {})
        for field, text in _described(model).items():
            properties[field] = dict(sorted({**properties[field], "description": text}.items()))
    definitions["topic"]["items"] = {
        "if": {"properties": {"draft": {"const": True}}, "required": ["draft"]},
        "then": {"$ref": "#/$defs/DraftOfEntry"},
        "else": {"$ref": "#/$defs/Entry"},
    }
    for name in _reached("Entry", definitions):
        definitions[f"DraftOf{name}"] = _lenient(definitions[name])
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Knowledge base of dl-interview-bot",
        "$defs": definitions,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _models(base: type[Model]) -> Iterator[type[Model]]:
    """Yield all kinds of knowledge values."""
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _described(model: type[Model]) -> dict[str, str]:
    """Return the strings that stand below the fields of a class in the code.

    pydantic finds them, too (``use_attribute_docstrings``), but while the class is made: at every
    start of the bot, for longer than it takes to load the deck.
    """
    found = {}
    for owner in reversed(model.__mro__[: model.__mro__.index(Model)]):
        (written,) = ast.parse(inspect.getsource(owner)).body
        for field, below in pairwise(ast.iter_child_nodes(written)):
            match field, below:
                case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                    found[name] = inspect.cleandoc(text)
    return found


def _reached(name: str, definitions: dict[str, Any]) -> list[str]:
    """Return the names of a definition and of all that it refers to."""
    found: dict[str, None] = {}
    left = [name]
    while left:
        reached = left.pop()
        if reached not in found:
            found[reached] = None
            left += re.findall(r"#/\$defs/(\w+)", json.dumps(definitions[reached]))
    return sorted(found)


def _lenient(schema: Any) -> Any:
    """Return a definition as it is in a draft, where everything but the id may be missing."""
    if isinstance(schema, list):
        return [_lenient(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    lenient = {key: _lenient(held) for key, held in schema.items() if key not in _DEMANDS}
    if "$ref" in lenient:
        return {**lenient, "$ref": lenient["$ref"].replace("/$defs/", "/$defs/DraftOf")}
    return {**lenient, "required": ["id"]} if "id" in schema.get("properties", {}) else lenient
