"""Tidy files: keys in the order of the format, our layout, every comment where it was.

Keys are put in order first, as lines, so that the comment above a key moves with it; then
ruamel.yaml reads the text and writes it anew (``emitting``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path
from typing import Any, TypeAlias, get_args

import yaml
from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from bot.errors import KnowledgeError, Problem
from bot.storage.knowledge.emitting import emit, round_trip
from bot.storage.knowledge.schema import kind_of, model_of
from bot.storage.knowledge.source import parse

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_Model: TypeAlias = type[BaseModel]

_HASH = re.compile(r"(?:^|(?<=\s))#")
_SILENT = re.compile(r" *(#|$)")


def tidy(text: str, path: Path) -> str:
    """Return the text of a file of a knowledge base as it is laid out well.

    Args:
        text: what the file holds.
        path: the file, which tells what kind of file it is; it is not touched.

    Raises:
        KnowledgeError: the text cannot be read, or cannot be written anew without changing what
            it says or losing a comment.
    """
    before = parse(path, text)
    if before.problems:
        raise KnowledgeError(tuple(before.problems))
    model = _held_model(model_of(kind_of(path)))
    unix = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    try:
        ordered = _blocks_in_order(unix, model)
        value = round_trip().load(ordered)
    except (YAMLError, ValueError) as error:  # what looks like a date and is none
        raise _refusal(path, "what the file says") from error
    _inline_in_order(value, model)
    written = emit(value).rstrip("\n") + "\n"
    if parse(path, written).value != before.value:
        raise _refusal(path, "what the file says")
    tidied = _comments_indented(written, ordered)
    if _said(tidied) != _said(unix):
        raise _refusal(path, "a comment")
    return tidied


def _refusal(path: Path, what: str) -> KnowledgeError:
    remedy = "write it more plainly (comments on lines of their own, texts on one line)"
    return KnowledgeError((Problem(path, 1, 1, f"formatting would change {what}", remedy),))


def _held_model(annotation: Any) -> _Model | None:
    """Return the model of the mappings that a field holds, itself or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_held_model(argument) for argument in get_args(annotation))
    return next((model for model in found if model), None)


def _within(model: _Model, key: str) -> _Model | None:
    field = model.model_fields.get(key)
    return _held_model(field.annotation) if field else None


def _in_order(keys: Sequence[str], model: _Model) -> list[str]:
    """Return keys in the order of the model's fields; the unknown come last, as they stood."""
    places = {name: place for place, name in enumerate(model.model_fields)}
    return sorted(keys, key=lambda key: places.get(key, len(places)))


def _inline_in_order(value: Any, model: _Model | None) -> None:
    """Put the keys of mappings in ``{…}`` in order, in place."""
    if model is None:
        return
    if isinstance(value, CommentedSeq):
        for item in value:
            _inline_in_order(item, model)
    elif isinstance(value, CommentedMap):
        for key, held in value.items():
            _inline_in_order(held, _within(model, key))
        keys = list(value)
        if value.fa.flow_style() and (wanted := _in_order(keys, model)) != keys:
            for key in wanted:
                value.move_to_end(key)


def _blocks_in_order(text: str, model: _Model | None) -> str:
    """Put the keys of all other mappings in order, each with its lines and the comment above."""
    lines = text.splitlines(keepends=True)
    root = yaml.compose(text, Loader=_Loader)
    mappings = sorted(_mappings(root, model, 0), key=lambda found: -found[0])
    for _, node, of in mappings:
        keys = [key.value for key, _ in node.value]
        wanted = _in_order(keys, of)
        if wanted != keys:
            _reorder(lines, node, [keys.index(key) for key in wanted])
    return "".join(lines)


def _mappings(
    node: Node | None, model: _Model | None, depth: int
) -> Iterator[tuple[int, MappingNode, _Model]]:
    """Yield the mappings that stand in lines of their own, with how deep they lie."""
    if model is None or not isinstance(node, CollectionNode) or node.flow_style:
        return
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _mappings(item, model, depth + 1)
    elif isinstance(node, MappingNode):
        yield depth, node, model
        for key, value in node.value:
            yield from _mappings(value, _within(model, key.value), depth + 1)


def _reorder(lines: list[str], node: MappingNode, order: Sequence[int]) -> None:
    """Permute the lines of a mapping's keys; the inner mappings keep to their lines."""
    column = node.start_mark.column
    firsts = [key.start_mark.line for key, _ in node.value]
    starts = [firsts[0], *(_with_comment(lines, first, column) for first in firsts[1:])]
    end = _with_comment(lines, min(node.end_mark.line, len(lines)), column)
    opening = lines[firsts[0]][:column]  # the "- " of the list that the mapping stands in
    lines[firsts[0]] = " " * column + lines[firsts[0]][column:]
    bounds = [*starts, end]
    parts = [lines[bounds[i] : bounds[i + 1]] for i in order]
    head = firsts[order[0]] - starts[order[0]]
    parts[0][head] = opening + parts[0][head][column:]
    lines[starts[0] : end] = [line for part in parts for line in part]


def _with_comment(lines: Sequence[str], first: int, column: int) -> int:
    """Return where the comment begins that stands directly above a line."""
    while first and (found := _SILENT.match(lines[first - 1])):
        if found[1] and found.start(1) > column:
            break
        first -= 1
    return first


def _comments_indented(text: str, before: str) -> str:
    """Return a text whose comments stand as far in as what they are about.

    That is the line below, unless the comment stood further in than that: then it belongs to what
    is above, and stays.
    """
    old, new = before.splitlines(), text.splitlines()
    old_comments, new_comments = _comment_lines(before), _comment_lines(text)
    for was, now in zip(old_comments, new_comments, strict=False):
        if _indentation(old[was]) <= _indentation_below(old, old_comments, was):
            indentation = _indentation_below(new, new_comments, now)
            new[now] = " " * indentation + new[now].lstrip()
    return "\n".join(new) + "\n"


def _said(text: str) -> Counter[str]:
    return Counter(comment for _, _, comment in _comments(text))


def _comment_lines(text: str) -> list[int]:
    """Return which lines hold a comment and nothing else."""
    lines = text.splitlines()
    return [i for i, column, _ in _comments(text) if column == _indentation(lines[i])]


def _comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and text of each comment: what begins with ``#`` outside of texts."""
    covered = defaultdict[int, list[tuple[int, float]]](list)
    for node in _scalars(yaml.compose(text, Loader=_Loader)):
        start, end = node.start_mark, node.end_mark
        for line in range(start.line, end.line + 1):
            left = start.column if line == start.line else 0
            right = end.column if line == end.line else inf
            covered[line].append((left, right))
    for i, written in enumerate(text.splitlines()):
        for found in _HASH.finditer(written):
            column = found.start()
            if not any(left <= column < right for left, right in covered[i]):
                yield i, column, written[column:].strip()
                break


def _scalars(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _indentation_below(lines: Sequence[str], comments: Sequence[int], comment: int) -> int:
    """Return how far in the next line stands that is no comment; the last one's are at 0."""
    below = range(comment + 1, len(lines))
    return next((_indentation(lines[i]) for i in below if lines[i] and i not in comments), 0)
