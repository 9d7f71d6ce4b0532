"""What a site shows, as values: the templates see these, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.rendering.document import Document, Inlines

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Both(Generic[T_co]):
    """The same in Chinese and in English."""

    zh: T_co
    en: T_co


Words = Both[str]
Line = Both[Inlines]


@dataclass(frozen=True)
class Card:
    """A question as it stands in a list.

    Args:
        id: its page is ``<id>.html``.
        number: what people call it, if it has a number.
        level: 1 (warm-up) to 3 (deep).
        topic: the id of its topic.
        question: in full.
        title: the question as plain words, for the title of a window.
        short: the short answer.
        summary: the short answer as plain words.
        pages: the pages of the book that treat it, as 258-268 or 258.
    """

    id: str
    number: int | None
    level: int
    topic: str
    question: Line
    title: Words
    short: Line
    summary: Words
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    text: Line
    correct: bool


@dataclass(frozen=True)
class Choice:
    """A multiple-choice question: pick one of the options, then read why."""

    stem: Line
    options: tuple[Option, ...]
    why: Line


@dataclass(frozen=True)
class Place:
    """Where the book treats something.

    Args:
        section: the number of the section.
        name: number, title and pages in words.
        on: what is found there.
        url: the chapter, free to read.
    """

    section: str
    name: Words
    on: Line
    url: str


@dataclass(frozen=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True)
class Entry:
    """A question with its answer.

    Args:
        card: the question and the short answer.
        points: what an interviewer listens for.
        detail: the full explanation, if there is one.
        choices: multiple-choice questions about it.
        places: where the book treats it.
        sources: what to read beside the book.
        related: questions next to it.
    """

    card: Card
    points: tuple[Line, ...]
    detail: Both[Document] | None
    choices: tuple[Choice, ...]
    places: tuple[Place, ...]
    sources: tuple[Source, ...]
    related: tuple[Card, ...]


@dataclass(frozen=True)
class Topic:
    id: str
    name: Words
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Section:
    """A chapter or section of the book with the questions that cite exactly it.

    Args:
        number: ``7`` or ``7.12``.
        title: its title.
        pages: in words.
        first: its first page.
        last: its last page.
        url: of its chapter.
        cards: who cites it; those who cite a part of it are not among them.
    """

    number: str
    title: Words
    pages: Words
    first: int
    last: int
    url: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter, and its sections (the chapter itself first) that questions cite."""

    section: Section
    sections: tuple[Section, ...]
    count: int


@dataclass(frozen=True)
class Book:
    """The book that the questions cite.

    Args:
        title: of the book.
        authors: of the book.
        edition: the edition that page numbers belong to.
        url: where it is free to read.
        chapters: those that questions cite.
        sections: all sections, for finding the one that holds a page.
    """

    title: Words
    authors: str
    edition: Words
    url: str
    chapters: tuple[Chapter, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Outside:
    """A topic that is known to be outside the deck, and the entry that comes nearest."""

    name: Words
    nearest: str | None


@dataclass(frozen=True)
class Site:
    """A whole site.

    Args:
        id: of the deck; what a browser remembers is kept by it.
        title: of the deck.
        about: a sentence on what this is.
        examples: questions to begin with.
        topics: with all questions, in order.
        entries: all questions with their answers, in the same order.
        book: what they cite.
        outside: topics outside the deck, in the order of the matcher's index.
        words: our own words by name.
        matching: what the matcher is made from, as JSON.
        licence: under which the content may be shared, in full; None if nobody says.
        base_url: where the site will be published, with a slash at its end; None if nobody says.
        alone: whether no page above leads to the sites of other decks.
    """

    id: str
    title: Words
    about: Words
    examples: tuple[Words, ...]
    topics: tuple[Topic, ...]
    entries: tuple[Entry, ...]
    book: Book
    outside: tuple[Outside, ...]
    words: Mapping[str, Words]
    matching: Mapping[str, Any]
    licence: str | None
    base_url: str | None
    alone: bool
