"""From a folder of YAML files to a deck, or to the list of everything that is wrong with it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, Field, ValidationError

from bot.domain import completeness, consistency
from bot.domain.consistency import Placed, PlacedOutside
from bot.domain.knowledge import (
    Bilingual,
    Book,
    Deck,
    Entry,
    Id,
    OutsideTopic,
    Topic,
    TopicHeading,
)
from bot.domain.phrasing import Model
from bot.errors import KnowledgeError, Problem
from bot.storage.knowledge import drafts, formulas
from bot.storage.knowledge.drafts import PlacedDraft, is_draft
from bot.storage.knowledge.explain import explain
from bot.storage.knowledge.folders import decks_in, shipped_knowledge
from bot.storage.knowledge.source import KeyPath, Source, read

NOT_TOPICS: Final = frozenset({"deck", "outside"})
"""Files of a deck that hold no topic's entries, by their names without .yaml."""

T = TypeVar("T", bound=BaseModel)


class DeckFile(Model):
    """What ``deck.yaml`` holds."""

    id: Id
    """The name of the deck: small letters, digits and hyphens."""
    title: Bilingual
    """What people call the deck."""
    book: Id
    """The book that the deck cites: the name of its file in books/ without .yaml."""
    topics: Annotated[tuple[TopicHeading, ...], Field(min_length=1)]
    """The topics in the order in which they are shown; each has a file <id>.yaml."""


def load_deck(folder: Path, *, strict: bool = False) -> Deck:
    """Read and check a whole deck.

    Args:
        folder: a folder with a ``deck.yaml``, or one with such a folder in it.
        strict: whether unfinished entries count as problems, too.

    Raises:
        KnowledgeError: with every problem of every file, in the order of the files.
    """
    inside = decks_in(folder)
    if len(inside) > 1:
        names = ", ".join(deck.name for deck in inside)
        problem = Problem(folder, 1, 1, f"there are several decks here ({names})", "name one")
        raise KnowledgeError((problem,))
    return load_decks(inside or [folder], strict=strict)[0]


def load_decks(folders: Sequence[Path], *, strict: bool = False) -> tuple[Deck, ...]:
    """Read and check decks that are to be served together: no two have an id in common.

    Args:
        folders: the folders, each with a ``deck.yaml``.
        strict: whether unfinished entries count as problems, too.

    Raises:
        KnowledgeError: with every problem of every file of every deck.
    """
    loadings = [_Loading(folder) for folder in folders]
    decks: list[Deck] = []
    problems: list[Problem] = []
    for loading in loadings:
        try:
            decks.append(loading.deck(strict=strict))
        except KnowledgeError as error:
            problems += error.problems
    problems += _shared_ids(loadings)
    if problems:
        raise KnowledgeError(tuple(sorted(set(problems))))
    return tuple(decks)


def find_book(book_id: str, deck: Path) -> Book:
    """Return a book that a deck in this folder can cite: its own, one beside it, a shipped one.

    Raises:
        KnowledgeError: there is none, or it has problems.
    """
    path = _book_file(book_id, deck)
    if path is None:
        problem = Problem(deck, 1, 1, f"there is no book {book_id}", "write it to books/")
        raise KnowledgeError((problem,))
    source = read(path)
    try:
        return Book.model_validate(source.value)
    except ValidationError as error:
        raise KnowledgeError((*source.problems, *explain(error, source, ()))) from error


def _book_file(book_id: str, deck: Path) -> Path | None:
    folders = (deck, deck.parent, shipped_knowledge())
    paths = [folder / "books" / f"{book_id}.yaml" for folder in folders]
    return next((path for path in paths if path.is_file()), None)


def _shared_ids(loadings: Iterable["_Loading"]) -> Iterator[Problem]:
    """Yield a problem for each id of a deck or an entry that an earlier deck has already."""
    owners: dict[tuple[str, str], Path] = {}
    for loading in loadings:
        for kind, name, source, path in loading.ids():
            other = owners.setdefault((kind, name), loading.folder)
            if other != loading.folder:
                what = f"the id {name} is taken already by {kind} in {other}"
                yield source.problem(path, what, "choose another one")


def _topics(headings: Iterable[TopicHeading], placed: Sequence[Placed]) -> Iterator[Topic]:
    """Yield the topics that have entries, with them: none may be written yet, or only drafts."""
    for heading in headings:
        entries = tuple(it.entry for it in placed if it.file == heading.id)
        if entries:
            yield Topic(heading=heading, entries=entries)


class _Loading:
    """One run over a deck's files; collects problems on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder
        self._problems: list[Problem] = []
        self._sources: dict[str, Source] = {}
        self._drafts: list[PlacedDraft] = []

    def deck(self, *, strict: bool) -> Deck:
        head = self._model(DeckFile, self._read(self.folder / "deck.yaml"), ())
        book = self._book(head.book) if head else None
        headings = head.topics if head else ()
        self._problems += self._misnamed(headings)
        placed = tuple(self._entries(headings))
        outside = tuple(self._outside())
        findings = [*consistency.check(placed, outside, book, self._known_ids())]
        if strict:
            findings += [*completeness.check(placed), *formulas.check(placed)]
        for draft in self._drafts:
            self._problems += drafts.check(draft, book, placed, self._drafts, strict=strict)
        for finding in findings:
            source = self._sources[finding.file]
            self._problems.append(source.problem(finding.path, finding.what, finding.remedy))
        if self._problems or head is None or book is None:
            raise KnowledgeError(tuple(sorted(set(self._problems))))
        return Deck(
            id=head.id,
            title=head.title,
            book=book,
            topics=tuple(_topics(headings, placed)),
            outside=tuple(topic.outside for topic in outside),
            drafts=tuple(draft.id for draft in self._drafts),
        )

    def ids(self) -> Iterator[tuple[str, str, Source, KeyPath]]:
        """Yield the ids of the deck and of its entries: of what, the id, and where it stands."""
        for source in self._sources.values():
            items = source.value if isinstance(source.value, tuple) else ()
            for index, item in enumerate(items):
                if isinstance(item, dict) and isinstance(item.get("id"), str):
                    yield "an entry", item["id"], source, (index, "id")
        deck = self._sources["deck"]
        if isinstance(deck.value, dict) and isinstance(deck.value.get("id"), str):
            yield "the deck", deck.value["id"], deck, ("id",)

    def _read(self, path: Path) -> Source:
        source = self._sources[path.stem] = read(path)
        self._problems.extend(source.problems)
        return source

    def _book(self, book_id: str) -> Book | None:
        path = _book_file(book_id, self.folder)
        if path is None:
            what = f"there is no book {book_id}"
            remedy = f"write its table of contents to {self.folder / 'books' / book_id}.yaml"
            self._problems.append(self._sources["deck"].problem(("book",), what, remedy))
            return None
        source = read(path)
        self._problems.extend(source.problems)
        book = self._model(Book, source, ())
        if book and book.id != book_id:
            what = f"the book is called {book.id}, its file {path.name}"
            self._problems.append(source.problem(("id",), what, f"write {book_id}"))
        return book

    def _misnamed(self, headings: Sequence[TopicHeading]) -> Iterator[Problem]:
        names = [heading.id for heading in headings]
        for i, name in enumerate(names):
            path, deck = self.folder / f"{name}.yaml", self._sources["deck"]
            if name in NOT_TOPICS:
                what = f"a topic cannot be called {name}: {path.name} holds something else"
                yield deck.problem(("topics", i, "id"), what, "choose another id")
            elif name in names[:i]:
                what = f"the topic {name} stands twice"
                yield deck.problem(("topics", i, "id"), what, "remove one of them")
            elif not path.is_file():
                what, remedy = f"the topic {name} has no file", f"write its entries to {path}"
                yield deck.problem(("topics", i), what, remedy)

    def _entries(self, headings: tuple[TopicHeading, ...]) -> Iterator[Placed]:
        named = {heading.id for heading in headings}
        for path in sorted(self.folder.glob("*.yml")):
            what, remedy = "the file's name ends in .yml", "rename it to end in .yaml"
            self._problems.append(Problem(path, 1, 1, what, remedy))
        for path in sorted(self.folder.glob("*.yaml")):
            if path.stem in NOT_TOPICS:
                continue
            source = self._read(path)
            if path.stem not in named and named:
                what, remedy = f"deck.yaml names no topic {path.stem}", "add it there"
                self._problems.append(source.problem((), what, remedy))
            for index, entry in self._list(Entry, source):
                yield Placed(path.stem, index, entry)

    def _outside(self) -> Iterator[PlacedOutside]:
        path = self.folder / "outside.yaml"
        if path.is_file():
            for index, topic in self._list(OutsideTopic, self._read(path)):
                yield PlacedOutside(index, topic)

    def _list(self, model: type[T], source: Source) -> Iterator[tuple[int, T]]:
        if source.value is None:
            return
        if not isinstance(source.value, tuple):
            what = "the file does not hold a list"
            self._problems.append(source.problem((), what, "begin each item with '- '"))
            return
        for index, item in enumerate(source.value):
            if model is Entry and is_draft(item):
                self._drafts.append(PlacedDraft(source, index))
                continue
            value = self._model(model, source, (index,))
            if value is not None:
                yield index, value

    def _model(self, model: type[T], source: Source, path: KeyPath) -> T | None:
        if source.value is None:
            return None
        value: Any = source.value
        for key in path:
            value = value[key]
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self._problems.extend(explain(error, source, path))
            return None

    def _known_ids(self) -> frozenset[str] | None:
        """Return the ids of all entries; None if a file could not be read, so that nobody knows."""
        if any(source.value is None for source in self._sources.values()):
            return None
        unserved = {draft.id for draft in self._drafts}
        return frozenset(name for kind, name, *_ in self.ids() if kind == "an entry") - unserved
