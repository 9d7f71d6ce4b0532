"""Drafts as YAML, and into the files of a deck: beside what is there, over it only if asked."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from bot.domain.knowledge import Deck, fold
from bot.errors import KnowledgeError, Problem
from bot.storage.knowledge.drafts import lacks
from bot.storage.knowledge.emitting import emit, round_trip
from bot.storage.knowledge.folders import decks_in
from bot.storage.knowledge.formatting import tidy
from bot.storage.knowledge.importing.drafting import Draft, Taken
from bot.storage.knowledge.loader import NOT_TOPICS, load_deck
from bot.storage.knowledge.schema import Kind, header
from bot.storage.knowledge.source import read, read_text
from bot.storage.knowledge.writing import write


@dataclass(frozen=True)
class Target:
    """A deck that drafts go into: its folder, what it has already, how its ids begin."""

    folder: Path
    deck: Deck
    taken: Taken
    prefix: str


def open_target(folder: Path) -> Target:
    """Return a deck that is to take drafts.

    Raises:
        KnowledgeError: there is no deck, several, or one with problems.
    """
    inside = decks_in(folder)
    if not inside:
        problem = Problem(folder, 1, 1, "there is no deck here", f"start one: kb new {folder}")
        raise KnowledgeError((problem,))
    deck = load_deck(folder)
    items = [item for _, _, item in _items(inside[0])]
    ids = frozenset(str(item["id"]) for item in items if "id" in item)
    questions = {
        fold(text): str(item.get("id"))
        for item in items
        for text in (item.get("question") or {}).values()
    }
    numbers = frozenset(item["number"] for item in items if item.get("number"))
    return Target(inside[0], deck, Taken(ids, numbers, questions), _prefix(ids) or deck.id)


def _items(folder: Path) -> Iterable[tuple[Path, int, Mapping[str, Any]]]:
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in NOT_TOPICS:
            for index, item in enumerate(read(path).value or ()):
                yield path, index, item


def _prefix(ids: Iterable[str]) -> str | None:
    """Return what most numbered ids begin with."""
    found = Counter(match[1] for name in ids if (match := re.fullmatch(r"(.+)-\d+", name)))
    return found.most_common(1)[0][0] if found else None


def as_yaml(drafts: Iterable[Draft]) -> str:
    """Return drafts as entries of a topic's file; a comment names what each lacks."""
    entries = CommentedSeq(_entry(draft.value) for draft in drafts)
    return emit(entries)


def _entry(value: Mapping[str, Any]) -> CommentedMap:
    entry = CommentedMap({key: _styled(key, held) for key, held in value.items()})
    missing = dict.fromkeys(re.sub(r"\.\d+", "", name) for name in lacks(dict(value)))
    if missing:
        entry.yaml_add_eol_comment(f"without {', '.join(missing)}", "draft", column=0)
    return entry


def _styled(key: str, value: Any) -> Any:
    """Return a value as our files write it: texts of several lines as blocks, citations in line."""
    if isinstance(value, Mapping):
        in_line = key in ("book item", "links item")
        styled = CommentedMap({k: _styled(k, held) for k, held in value.items()})
        return _in_line(styled) if in_line else styled
    if isinstance(value, list):
        return CommentedSeq(_styled(f"{key} item", held) for held in value)
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(f"{value}\n")
    return value


def _in_line(value: CommentedMap) -> CommentedMap:
    """Write a mapping in one line; YAML's older readers want its texts in quotes."""
    for key, held in value.items():
        if isinstance(held, CommentedMap):
            _in_line(held)
        elif key == "pages":
            value[key] = int(held) if held.isdigit() else held
        else:
            value[key] = DoubleQuotedScalarString(held)
    value.fa.set_flow_style()
    return value


def put(drafts: Sequence[Draft], target: Target, topic: str, title: str) -> Path:
    """Append drafts to a topic's file.

    Args:
        drafts: what to write.
        target: the deck.
        topic: the id of the topic they go to; it is added to ``deck.yaml`` if it is new.
        title: how a new topic is called.

    Returns:
        The file of the topic.

    Raises:
        KnowledgeError: a file cannot be read or written.
    """
    path = target.folder / f"{topic}.yaml"
    if drafts:
        text = read_text(path) if path.exists() else f"{_header(target.folder, Kind.TOPIC)}\n"
        write(path, f"{text.rstrip()}\n{as_yaml(drafts)}")
        if topic not in {held.id for held in target.deck.topics}:
            _add_topic(target.folder / "deck.yaml", topic, title)
    return path


def _header(folder: Path, kind: Kind) -> str:
    """Return a new file's first line: the schema is where the deck's other files have it."""
    found = re.search(r"\$schema=(\S*?)#", read_text(folder / "deck.yaml").split("\n")[0])
    return header(kind, found[1]) if found else header(kind)


def _add_topic(path: Path, topic: str, title: str) -> None:
    held = round_trip().load(read_text(path))
    name = CommentedMap({"zh": title, "en": title})
    name.fa.set_flow_style()
    held["topics"].append(CommentedMap({"id": topic, "name": name}))
    write(path, emit(held))


def update(drafts: Sequence[Draft], target: Target) -> int:
    """Bring entries that the deck has already up to date with what a source says of them.

    What the source does not say stays, and so does every comment.

    Returns:
        How many entries have changed.

    Raises:
        KnowledgeError: a file cannot be read or written.
    """
    changed = 0
    new = {draft.value["id"]: draft.value for draft in drafts}
    for path in {path for path, _, item in _items(target.folder) if item.get("id") in new}:
        held = round_trip().load(read_text(path))
        updated = [_updated(entry, new[entry["id"]]) for entry in held if entry.get("id") in new]
        if any(updated):
            write(path, tidy(emit(held), path))
        changed += sum(updated)
    return changed


def _updated(old: CommentedMap, new: Mapping[str, Any]) -> bool:
    """Put new values into a mapping, in place; tell whether any differs from the old one."""
    changed = False
    for key, value in new.items():
        before = old.get(key)
        if key in ("id", "draft", "number"):
            continue
        if isinstance(before, CommentedMap) and isinstance(value, Mapping):
            changed |= _updated(before, value)
        elif key == "points" and isinstance(before, CommentedSeq) and len(before) == len(value):
            changed |= sum(_updated(*pair) for pair in zip(before, value, strict=True)) > 0
        elif key == "book" and isinstance(before, CommentedSeq):
            known = {(str(item.get("pages")), item.get("section")) for item in before}
            added = [item for item in value if (item["pages"], item["section"]) not in known]
            before.extend(_styled(f"{key} item", item) for item in added)
            changed |= bool(added)
        elif _plain(before) != _plain(value):
            old[key] = _styled(key, value)
            changed = True
    return changed


def _plain(value: Any) -> Any:
    """Return a value without what does not count: the line break at the end of a block."""
    if isinstance(value, str):
        return value.strip()
    return [_plain(item) for item in value] if isinstance(value, list) else value
