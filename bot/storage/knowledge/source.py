"""One YAML file as plain values, with the line and column of each.

YAML is read as YAML 1.2 means it: ``on``, ``yes`` and ``no`` are words and dates are text.
Aliases (``*name``) are refused: they hide where a text comes from, and make a small file huge.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml
from yaml.reader import Reader, ReaderError

from bot.errors import KnowledgeError, Problem

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 20
MAX_DIGITS: Final = 18

_NESTING: Final = "maximum nesting depth"
"""What libyaml complains of that sees deep nesting before it has handed out a single event."""

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

KeyPath: TypeAlias = tuple[str | int, ...]


class _TooDeep(Exception):  # noqa: N818 -- not an error to be seen outside
    """Values are nested too deeply; holds where."""

    def __init__(self, mark: yaml.Mark) -> None:
        self.mark = mark


class _Loader(_BaseLoader):
    """PyYAML's safe loader with the scalars of YAML 1.2's core schema."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- the attribute PyYAML looks up


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?$", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


_TYPED: Final = frozenset({"", *_Loader.yaml_implicit_resolvers})
"""How a plain scalar has to begin to be anything but a text."""


@dataclass
class Source:
    """A file's values; ``value`` is None when it could not be read, ``problems`` says why."""

    path: Path
    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    _places: dict[KeyPath, yaml.Mark] = field(default_factory=dict)

    def note(self, path: KeyPath, mark: yaml.Mark) -> None:
        """Remember where the value with this key path stands."""
        self._places[path] = mark

    def problem(self, path: KeyPath, what: str, remedy: str) -> Problem:
        """Return a problem at the value with this key path, or at its nearest known parent."""
        while path and path not in self._places:
            path = path[:-1]
        return Problem(self.path, *_place(self._places.get(path)), what, remedy)


def read(path: Path) -> Source:
    """Read one YAML file.

    Args:
        path: the file. Sequences come back as tuples, so that values can be frozen.

    Returns:
        Its values and places, or the problems that keep it from being read; never raises for
        what stands in the file.
    """
    source = Source(path)
    text = _text(source)
    return source if text is None else _parsed(source, text)


def read_text(path: Path) -> str:
    """Return the text of a file of ours, or of one that somebody wants to take over.

    Raises:
        KnowledgeError: it cannot be read, is huge, or is not UTF-8.
    """
    source = Source(path)
    text = _text(source)
    if text is None:
        raise KnowledgeError(tuple(source.problems))
    return text


def parse(path: Path, text: str) -> Source:
    """Read YAML that is at hand already; ``path`` is what problems name."""
    return _parsed(Source(path), text)


def _parsed(source: Source, text: str) -> Source:
    path = source.path
    source.problems.extend(_tabs(path, text))
    loader = _Loader(text)
    try:
        source.value = _Builder(source, loader).document()
        if source.value is None and not source.problems:
            source.problems.append(Problem(path, 1, 1, "the file is empty", "write something"))
    except yaml.MarkedYAMLError as error:
        if _NESTING in str(error.problem):
            source.problems.append(_too_deep(path, error.problem_mark))
        elif not source.problems:  # a tab that was reported already breaks the syntax, too
            source.problems.append(_syntax_problem(path, error))
    except ReaderError:
        source.problems.append(_unprintable(path, text))
    except _TooDeep as found:
        source.problems.append(_too_deep(path, found.mark))
    finally:
        loader.dispose()
    if source.problems:
        source.value = None
    return source


def _text(source: Source) -> str | None:
    """Return the file's text, or note why it cannot be had and return None."""
    try:
        raw = source.path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        source.problems.append(Problem(source.path, 1, 1, what, "check its path and permissions"))
        return None
    if len(raw) > MAX_BYTES:
        what = f"the file has {len(raw):,} bytes, more than the {MAX_BYTES:,} allowed"
        source.problems.append(Problem(source.path, 1, 1, what, "split it by topic"))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        source.problems.append(Problem(source.path, line, column, what, "save the file as UTF-8"))
        return None


def _tabs(path: Path, text: str) -> list[Problem]:
    return [
        Problem(path, number, line.index("\t") + 1, "a tab character", "use spaces instead")
        for number, line in enumerate(text.splitlines(), start=1)
        if "\t" in line
    ]


def _syntax_problem(path: Path, error: yaml.MarkedYAMLError) -> Problem:
    place = _place(error.problem_mark or error.context_mark)
    what = " ".join(" ".join(part for part in (error.context, error.problem) if part).split())
    remedy = "correct the YAML here (indentation, quotes around ': ' and ' #')"
    return Problem(path, *place, f"YAML syntax: {what}", remedy)


def _too_deep(path: Path, mark: yaml.Mark | None) -> Problem:
    what = f"values are nested deeper than {MAX_DEPTH} levels"
    return Problem(path, *_place(mark), what, "flatten them")


def _unprintable(path: Path, text: str) -> Problem:
    """Return which character it is that YAML has no place for."""
    found = Reader.NON_PRINTABLE.search(text)
    start = found.start() if found else 0
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    what = f"the control character U+{ord(text[start]):04X}"
    return Problem(path, line, column, what, "remove it")


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    """Return line and column as people count them."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Turns the parser's events into values, and notes the place of each.

    Events, not PyYAML's nodes: composing nodes recurses in C, where deep nesting ends the process.
    """

    def __init__(self, source: Source, loader: _Loader) -> None:
        self._source = source
        self._loader: Any = loader  # the stubs know nothing of its events
        self._resolve: Callable[..., str] = self._loader.resolve

    def document(self) -> Any:
        """Return the value of the only document, None if there is none."""
        self._next()  # the stream's start
        if isinstance(self._loader.peek_event(), yaml.StreamEndEvent):
            return None
        self._next()  # the document's start
        value = self._value(())
        self._next()  # the document's end
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._complain_at(event, "a second document begins here", "write one file for each")
        return value

    def _next(self) -> Any:
        return self._loader.get_event()

    def _value(self, path: KeyPath) -> Any:
        event = self._next()
        self._source.note(path, event.start_mark)
        if len(path) > MAX_DEPTH:
            raise _TooDeep(event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.AliasEvent):
            self._complain_at(event, "a YAML alias (*name)", "write the value out")
            return None
        return self._scalar(event)

    def _sequence(self, path: KeyPath) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(self._loader.peek_event(), yaml.SequenceEndEvent):
            items.append(self._value((*path, len(items))))
        self._next()
        return tuple(items)

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(self._loader.peek_event(), yaml.MappingEndEvent):
            event: yaml.Event = self._loader.peek_event()
            key = self._value((*path, "?"))
            if not isinstance(key, str):
                self._complain_at(event, f"the key {key!r} is not a word", "put it in quotes")
                self._value((*path, "?"))
            elif key in result:
                self._complain_at(event, f"the key '{key}' stands twice", "remove one of them")
                self._value((*path, "?"))
            else:
                result[key] = self._value((*path, key))
        self._next()
        return result

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        if event.tag is None and (event.style or text[:1] not in _TYPED):
            return text
        tag = event.tag or self._resolve(yaml.ScalarNode, text, event.implicit)
        match tag.removeprefix("tag:yaml.org,2002:"):
            case "str" | "!":
                return text
            case "int" if len(text) <= MAX_DIGITS:
                return int(text)
            case "int":
                self._complain_at(event, "a number of too many digits", "write a smaller one")
            case "float":
                return float(text)
            case "bool":
                return text == "true"
            case "null":
                return None
            case _:
                self._complain_at(event, f"the tag {tag} is not known here", "remove it")
        return None

    def _complain_at(self, event: Any, what: str, remedy: str) -> None:
        place = _place(event.start_mark)
        self._source.problems.append(Problem(self._source.path, *place, what, remedy))
