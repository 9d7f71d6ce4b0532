"""Rules of a knowledge base that concern several values at once.

Each rule is a generator of findings; a finding points into the file it was found in, by the key
path of the value, so that whoever read the files can say line and column.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.knowledge import Book, Citation, Entry, OutsideTopic, Phrases, fold
from bot.domain.language import Language

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """Something wrong: in which file (its stem), at which key path, what, and what to do."""

    file: str
    path: KeyPath
    what: str
    remedy: str


@dataclass(frozen=True)
class Placed:
    """An entry with its place: the file's stem and the entry's index there."""

    file: str
    index: int
    entry: Entry

    def finding(self, path: KeyPath, what: str, remedy: str) -> Finding:
        return Finding(self.file, (self.index, *path), what, remedy)


@dataclass(frozen=True)
class PlacedOutside:
    """A topic outside the deck with its index in ``outside.yaml``."""

    index: int
    outside: OutsideTopic

    def finding(self, path: KeyPath, what: str, remedy: str) -> Finding:
        return Finding("outside", (self.index, *path), what, remedy)


def check(
    entries: tuple[Placed, ...],
    outside: tuple[PlacedOutside, ...],
    book: Book | None,
    known_ids: frozenset[str] | None,
) -> Iterator[Finding]:
    """Yield everything that contradicts something else.

    Args:
        entries: the entries that are valid in themselves.
        outside: the outside topics that are valid in themselves.
        book: the book that citations refer to; None if it could not be read (said elsewhere).
        known_ids: the ids of all entries, also of those that are not valid in themselves; None
            if they are not known, because a file could not be read (said elsewhere).
    """
    yield from _unique(entries)
    if known_ids is not None:
        yield from _relations(entries, known_ids)
        yield from _nearest(outside, known_ids)
    yield from _aliases(entries, outside)
    for placed in entries:
        yield from _choices(placed)
        if book:
            yield from _citations(placed, book)


def _unique(entries: tuple[Placed, ...]) -> Iterator[Finding]:
    first_id: dict[str, Placed] = {}
    first_number: dict[int, Placed] = {}
    for placed in entries:
        entry = placed.entry
        other = first_id.setdefault(entry.id, placed)
        if other is not placed:
            what = f"the id {entry.id} is taken already by an entry in {other.file}.yaml"
            yield placed.finding(("id",), what, "give this entry an id of its own")
        if entry.number is not None:
            other = first_number.setdefault(entry.number, placed)
            if other is not placed:
                what = f"the number {entry.number} is taken already by {other.entry.id}"
                yield placed.finding(("number",), what, "give this entry a number of its own")


def _relations(entries: tuple[Placed, ...], known_ids: frozenset[str]) -> Iterator[Finding]:
    for placed in entries:
        seen: set[str] = set()
        for i, related in enumerate(placed.entry.related):
            path: KeyPath = ("related", i)
            if related not in known_ids:
                what = f"there is no entry {related}"
                yield placed.finding(path, what, "name an existing entry or remove it")
            elif related == placed.entry.id:
                yield placed.finding(path, "the entry is related to itself", "remove it")
            elif related in seen:
                yield placed.finding(path, f"{related} stands twice", "remove one of them")
            seen.add(related)


def _aliases(entries: tuple[Placed, ...], outside: tuple[PlacedOutside, ...]) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for placed in entries:
        for path, alias in _phrases(placed.entry.aliases):
            other = owner.setdefault(fold(alias), placed.entry.id)
            if other != placed.entry.id:
                what = f"the alias '{alias}' belongs to {other} already"
                yield placed.finding(path, what, "keep it where it is answered, reword it here")
    seen: dict[str, str] = {}
    for topic in outside:
        name = topic.outside.topic.en
        named = ((("topic", lang.value), topic.outside.topic[lang]) for lang in Language)
        for path, alias in (*named, *_phrases(topic.outside.aliases)):
            key = fold(alias)
            if key in owner:
                what = f"'{alias}' is an alias of {owner[key]}, so it is not outside the deck"
                yield topic.finding(path, what, "remove it here or there")
            elif seen.setdefault(key, name) != name:
                what = f"'{alias}' belongs to the outside topic '{seen[key]}' already"
                yield topic.finding(path, what, "remove one of them")


def _phrases(phrases: Phrases) -> Iterator[tuple[KeyPath, str]]:
    for language in Language:
        for i, phrase in enumerate(phrases[language]):
            yield ("aliases", language.value, i), phrase


def _nearest(outside: tuple[PlacedOutside, ...], known_ids: frozenset[str]) -> Iterator[Finding]:
    for topic in outside:
        if topic.outside.nearest is not None and topic.outside.nearest not in known_ids:
            what = f"there is no entry {topic.outside.nearest}"
            yield topic.finding(("nearest",), what, "name the existing entry that comes nearest")


def _choices(placed: Placed) -> Iterator[Finding]:
    for i, choice in enumerate(placed.entry.choice):
        if not any(option.correct for option in choice.options):
            what = "no option is marked as correct"
            yield placed.finding(("choice", i), what, "add 'correct: true' to the right one")


def _citations(placed: Placed, book: Book) -> Iterator[Finding]:
    for i, citation in enumerate(placed.entry.book):
        if found := misplaced(citation, book):
            key, what, remedy = found
            yield placed.finding(("book", i, key), what, remedy)


def misplaced(citation: Citation, book: Book) -> tuple[str, str, str] | None:
    """Return which part of a citation the book contradicts, how, and what to do; None if none."""
    held = book.find(citation.section)
    if held is None:
        what = f"the book has no section {citation.section}"
        return "section", what, f"look it up in books/{book.id}.yaml"
    section, pages = held[0], citation.pages
    if pages.first in section.pages and pages.last in section.pages:
        return None
    last = book.chapters[-1].pages.last
    if pages.last > last:
        what = f"pages {pages} lie outside the book, whose last page is {last}"
    else:
        what = f"pages {pages} lie outside section {section.number} ({section.pages})"
    return "pages", what, "correct the pages or name the section that holds them"
