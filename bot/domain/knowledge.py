"""The knowledge base as values: a deck of entries by topic, the book they cite, what lies outside.

The models mirror the YAML format (docs/content-guide.md) and hold every rule that concerns one
value alone. Rules that concern several values (unique ids, existing relations, pages within their
section) are in ``bot.domain.consistency``; reading files is ``bot.storage``'s.
"""

from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field, HttpUrl, StrictBool, StrictInt

from bot.domain.book import Book, Chapter, Pages, Section, SectionNumber
from bot.domain.phrasing import (
    LONGEST_ID,
    Bilingual,
    BilingualMarkdown,
    Id,
    Line,
    Model,
    Phrases,
    fold,
)

__all__ = [
    "LONGEST_ID",
    "Bilingual",
    "BilingualMarkdown",
    "Book",
    "Chapter",
    "Choice",
    "Citation",
    "Deck",
    "Entry",
    "Id",
    "Line",
    "Link",
    "Option",
    "OutsideTopic",
    "Pages",
    "Phrases",
    "Point",
    "Section",
    "Topic",
    "TopicHeading",
    "fold",
]


class Point(Bilingual):
    """One thing an interviewer listens for.

    ``terms`` are the words whose presence in a typed answer shows that the point was made.
    """

    terms: Phrases = Phrases()
    """2 to 8 words a language whose presence in a typed answer shows that the point was made."""


class Citation(Model):
    """Where the deck's book treats something: pages, section number, and what is found there."""

    pages: Pages
    """The pages: 258 or 258-268."""
    section: SectionNumber
    """The section that holds them, in quotes: "7.12"."""
    on: Bilingual
    """What is found there."""


class Option(Bilingual):
    """One option of a multiple-choice question."""

    correct: StrictBool = False
    """true for the right option; left out for the others."""


class Choice(Model):
    """A multiple-choice question for quiz polls."""

    stem: Bilingual
    """What is asked; at most 300 characters."""
    options: tuple[Option, ...]
    """Four options of at most 100 characters each; a wrong one is what a real candidate says."""
    why: Bilingual
    """Why the right option is right, on one line; at most 200 characters."""


class Link(Model):
    """A primary source outside the book."""

    title: Line
    """Authors: Title (year)."""
    url: Annotated[HttpUrl, BeforeValidator(HttpUrl)]
    """Where it is; arXiv or the publisher."""


class Entry(Model):
    """One interview question with its answer."""

    id: Id
    """Never reused, for cards, links and buttons point at it: dl-32."""
    draft: StrictBool = False
    """true while parts are missing: the entry is checked, but not served."""
    number: Annotated[StrictInt, Field(ge=1, le=999)] | None = None
    """What people call it: "q32". Optional."""
    level: Annotated[StrictInt, Field(ge=1, le=3)]
    """1 warm-up, 2 core, 3 deep."""
    question: Bilingual
    """As an interviewer would ask it, in one sentence."""
    aliases: Phrases
    """How people ask for exactly this; at least 15 a language, none used by another entry."""
    short: Bilingual
    """What you would say first, in 2 or 3 sentences."""
    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    """What an interviewer listens for: 4 to 6 points."""
    detail: BilingualMarkdown | None = None
    """The explanation behind the points: Markdown with $…$, $$…$$, lists and tables."""
    book: tuple[Citation, ...] = ()
    """Where the book treats it."""
    choice: tuple[Choice, ...] = ()
    """Two multiple-choice questions for quiz polls."""
    links: tuple[Link, ...] = ()
    """Primary sources outside the book."""
    related: tuple[Id, ...] = ()
    """The ids of 2 to 5 entries next to it."""


class OutsideTopic(Model):
    """A topic the deck does not hold; it competes in matching so that the bot can say so."""

    topic: Bilingual
    """Its name, as the bot says it: "X is not in my deck"."""
    aliases: Phrases
    """How people ask about it; never something that an entry answers."""
    nearest: Id | None = None
    """The id of the entry that comes nearest, if any comes near."""


class TopicHeading(Model):
    """How ``deck.yaml`` announces a topic; its entries stand in ``<id>.yaml`` beside it."""

    id: Id
    """The name of the file with its entries, without .yaml."""
    name: Bilingual
    """Its name, as people read it."""
    aliases: Phrases = Phrases()
    """What else people call it: /quiz regularisation."""


class Topic(Model):
    """A topic with its entries, in the order of the file."""

    heading: TopicHeading
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        return self.heading.id

    @property
    def name(self) -> Bilingual:
        return self.heading.name


class Deck(Model):
    """A whole knowledge base: what the bot knows and what it knows to be outside."""

    id: Id
    title: Bilingual
    book: Book
    topics: tuple[Topic, ...]
    outside: tuple[OutsideTopic, ...] = ()
    drafts: tuple[str, ...] = ()  # ids of entries that are not served yet

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the order of the topics."""
        return tuple(entry for topic in self.topics for entry in topic.entries)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def by_number(self) -> dict[int, Entry]:
        return {entry.number: entry for entry in self.entries if entry.number is not None}

    @cached_property
    def topic_of(self) -> dict[str, Topic]:
        """The topic of each entry id."""
        return {entry.id: topic for topic in self.topics for entry in topic.entries}

    @cached_property
    def _topics_by_name(self) -> dict[str, Topic]:
        return {
            fold(name): topic
            for topic in self.topics
            for name in (topic.id, topic.name.zh, topic.name.en, *topic.heading.aliases)
        }

    def find_topic(self, name: str) -> Topic | None:
        """Return the topic with this id, name or alias, whatever its case and spacing."""
        return self._topics_by_name.get(fold(name))
