"""A reply as text and back: so it can be kept until it is shown.

Every value says what it is (``{"is": "Paragraph", "parts": […]}``), so that whatever a reply may
hold, today or later, is kept without a line for it here.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Any, Final

from pydantic_core import to_json

from bot.conversation import message
from bot.rendering import display, document
from bot.rendering.recent import Recent

_IS: Final = "is"
_BYTES: Final = "bytes"
_MESSAGES: Final[Recent[dict[str, Any]]] = Recent(most=400)
_LITERAL: Final = {str, int, float, bool, type(None)}  # JSON has them as they are


def _kinds(*modules: ModuleType) -> dict[str, type[Any]]:
    return {
        name: kind
        for module in modules
        for name, kind in vars(module).items()
        if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, StrEnum))
    }


_KINDS: Final = _kinds(message, document, display)


def dumps(value: object) -> str:
    """Write a value of ``bot.conversation.message``, or of the caller's own, as text."""
    return to_json(_plain(value)).decode()


def loads(text: str, *own: type[Any]) -> Any:
    """Read what ``dumps`` wrote.

    Args:
        text: what it wrote.
        own: the caller's own kinds.

    Raises:
        ValueError: another version of the product wrote it, with kinds or fields unknown to this.
    """
    kinds = {**_KINDS, **{kind.__name__: kind for kind in own}}
    try:
        return _valued(json.loads(text), kinds)
    except (KeyError, TypeError) as error:
        raise ValueError(f"a reply of another version: {error}") from error


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass."""
    return tuple(field.name for field in fields(kind))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _LITERAL:
        return value
    if kind is tuple:
        return [_plain(part) for part in value]
    if isinstance(value, StrEnum):
        return {_IS: kind.__name__, "value": value.value}
    if kind is message.Message and value.attachment is None:  # often the same, and large
        return _MESSAGES.get(value, (), lambda: _named(value))
    if is_dataclass(value):
        return _named(value)
    if isinstance(value, bytes):
        return {_IS: _BYTES, "value": b64encode(value).decode()}
    return value


def _named(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    parts = {name: _plain(getattr(value, name)) for name in _names(kind)}
    return {_IS: kind.__name__, **parts}


def _valued(plain: Any, kinds: Mapping[str, type[Any]]) -> Any:
    if isinstance(plain, list):
        return tuple(_valued(part, kinds) for part in plain)
    if not isinstance(plain, dict):
        return plain
    if plain[_IS] == _BYTES:
        return b64decode(plain["value"])
    kind = kinds[plain.pop(_IS)]
    return kind(**{name: _valued(part, kinds) for name, part in plain.items()})
