"""A reply as text and back: so it can be kept until it is shown.

Every value says what it is (``{"is": "Paragraph", "parts": […]}``), so that whatever a reply may
hold, today or later, is kept without a line for it here.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import ModuleType
from typing import Any, Final, TypeAlias

from pydantic_core import to_json

from bot.conversation import message
from bot.rendering import display, document
from bot.rendering.recent import Recent

Adder: TypeAlias = Callable[[Any, list[bytes]], None]
"""Adds the pieces of a value's JSON to those before."""

_IS: Final = "is"
_BYTES: Final = "bytes"
_MESSAGES: Final[Recent[bytes]] = Recent(most=400)  # a third of what the text would take


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
    return _joined(_ADD[type(value)], value).decode()


def loads(text: str, *own: type[Any]) -> Any:
    """Read what ``dumps`` wrote.

    Args:
        text: what it wrote.
        own: classes of the caller's that the text may hold, too.

    Raises:
        ValueError: another version of the product wrote it, with kinds or fields unknown to this.
    """
    kinds = {**_KINDS, **{kind.__name__: kind for kind in own}}
    try:
        return _valued(json.loads(text), kinds)
    except (KeyError, TypeError) as error:
        raise ValueError(f"a reply of another version: {error}") from error


def _joined(add: Adder, value: object) -> bytes:
    pieces: list[bytes] = []
    add(value, pieces)
    return b"".join(pieces)


class _Adders(dict[type[Any], Adder]):
    """What adds values, by their kind."""

    def __missing__(self, kind: type[Any]) -> Adder:
        self[kind] = add = _adder(kind)
        return add


_ADD: Final = _Adders()


def _adder(kind: type[Any]) -> Adder:
    """Return what adds values of a kind."""
    if kind is message.Message:
        return _add_message
    if is_dataclass(kind):
        return _adder_of_fields(kind)
    if issubclass(kind, StrEnum):
        return lambda value, pieces: pieces.append(_choice(kind, value))
    if kind in _ADDERS:
        return _ADDERS[kind]
    raise TypeError(f"a {kind.__name__} cannot be kept")


def _add_literal(value: object, pieces: list[bytes]) -> None:
    pieces.append(to_json(value))


def _add_parts(value: tuple[object, ...], pieces: list[bytes]) -> None:
    for number, part in enumerate(value):
        pieces.append(b"," if number else b"[")
        _ADD[type(part)](part, pieces)
    pieces.append(b"]" if value else b"[]")


def _add_bytes(value: bytes, pieces: list[bytes]) -> None:
    pieces.append(to_json({_IS: _BYTES, "value": b64encode(value).decode()}))


def _add_message(value: message.Message, pieces: list[bytes]) -> None:
    add = _adder_of_fields(message.Message)
    if value.attachment is None:  # often the same, and large
        pieces.append(_MESSAGES.get(value, (), lambda: _joined(add, value)))
    else:
        add(value, pieces)


@cache
def _adder_of_fields(kind: Any) -> Adder:
    """Return what adds values of a dataclass, without those fields that are as by default."""
    head = f'{{"{_IS}":"{kind.__name__}"'.encode()
    # Two names more, as of one alone it would give no tuple.
    parts = attrgetter(*(one.name for one in fields(kind)), "__class__", "__class__")
    kept = [(f',"{one.name}":'.encode(), one.default) for one in fields(kind)]

    def add(value: object, pieces: list[bytes]) -> None:
        pieces.append(head)
        for part, (key, default) in zip(parts(value), kept, strict=False):
            if part is not default:
                pieces.append(key)
                _ADD[type(part)](part, pieces)
        pieces.append(b"}")

    return add


# JSON has literals as they are.
_ADDERS: Final[Mapping[type[Any], Adder]] = {
    **dict.fromkeys((str, int, float, bool, type(None)), _add_literal),
    tuple: _add_parts,
    bytes: _add_bytes,
}


@cache
def _choice(
    kind: Any, value: StrEnum
) -> bytes:  # members of two kinds are equal if their words are
    return to_json({_IS: kind.__name__, "value": value.value})


def _valued(plain: Any, kinds: Mapping[str, type[Any]]) -> Any:
    if isinstance(plain, list):
        return tuple(_valued(part, kinds) for part in plain)
    if not isinstance(plain, dict):
        return plain
    if plain[_IS] == _BYTES:
        return b64decode(plain["value"])
    kind = kinds[plain.pop(_IS)]
    return kind(**{name: _valued(part, kinds) for name, part in plain.items()})
