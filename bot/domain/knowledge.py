"""The knowledge base as values: a deck of entries by topic, the book they cite, what lies outside.

The models mirror the YAML format (docs/content-guide.md) and hold every rule that concerns one
value alone. Rules that concern several values (unique ids, existing relations, pages within their
section) are in ``bot.domain.consistency``; reading files is ``bot.storage``'s.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)

from bot.domain.language import Language

# 38 characters: "/show <id> zh <digest>" has to fit the 64 bytes of a button.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=38)]


_SILENT = re.compile(r"[^\w+#&]|_")  # neither letters nor digits


def fold(text: str) -> str:
    """Return what two phrasings have in common that differ in case, spaces or punctuation only."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", text).casefold())


def _balanced_dollars(text: str) -> str:
    r"""Refuse a text whose ``$`` (outside of `code` and but for ``\\$``) do not pair up."""
    if "$" not in text:
        return text
    bare = re.sub(r"`[^`]*`|\\\$", "", text)
    if bare.count("$$") % 2 or bare.replace("$$", "").count("$") % 2:
        raise ValueError("a $ has no partner; close the formula, or write \\$ for a dollar sign")
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_balanced_dollars),
]
Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=12000),
    AfterValidator(_balanced_dollars),
]


class Model(BaseModel):
    """Base of all knowledge values: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Model):
    """One line or paragraph in both languages; Markdown inline markup and ``$…$`` allowed."""

    zh: Line
    en: Line

    def __getitem__(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


class BilingualMarkdown(Model):
    """A text of several Markdown blocks in both languages."""

    zh: Markdown
    en: Markdown

    def __getitem__(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


class Phrases(Model):
    """Lists of short phrases in both languages, for example aliases or terms."""

    zh: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return self.zh if language is Language.ZH else self.en

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        yield from self.zh
        yield from self.en


class Point(Bilingual):
    """One thing an interviewer listens for.

    ``terms`` are the words whose presence in a typed answer shows that the point was made.
    """

    terms: Phrases = Phrases()


class Pages(Model):
    """An inclusive range of book pages, written ``258-268`` or ``258`` in YAML."""

    first: Annotated[StrictInt, Field(ge=1)]
    last: Annotated[StrictInt, Field(ge=1)]

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return {"first": value, "last": value}
        if isinstance(value, str):
            found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", value)
            if not found:
                raise ValueError(f"{value!r} is not a page range; write 258 or 258-268")
            first, last = found[1], found[2] or found[1]
            return {"first": int(first), "last": int(last)}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"the range {self} runs backwards; write the smaller page first")
        return self

    def __contains__(self, page: int) -> bool:
        return self.first <= page <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Citation(Model):
    """Where the deck's book treats something: pages, section number, and what is found there."""

    pages: Pages
    section: Annotated[str, StringConstraints(pattern=r"^\d{1,2}(\.\d{1,2}){0,3}$")]
    on: Bilingual


class Option(Bilingual):
    """One option of a multiple-choice question."""

    correct: StrictBool = False


class Choice(Model):
    """A multiple-choice question for quiz polls."""

    stem: Bilingual
    options: tuple[Option, ...]
    why: Bilingual


class Link(Model):
    """A primary source outside the book."""

    title: Line
    url: Annotated[HttpUrl, BeforeValidator(HttpUrl)]


class Entry(Model):
    """One interview question with its answer."""

    id: Id
    number: Annotated[StrictInt, Field(ge=1, le=999)] | None = None
    level: Annotated[StrictInt, Field(ge=1, le=3)]
    question: Bilingual
    aliases: Phrases
    short: Bilingual
    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    detail: BilingualMarkdown | None = None
    book: tuple[Citation, ...] = ()
    choice: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[Id, ...] = ()


class OutsideTopic(Model):
    """A topic the deck does not hold; it competes in matching so that the bot can say so."""

    topic: Bilingual
    aliases: Phrases
    nearest: Id | None = None


class TopicHeading(Model):
    """How ``deck.yaml`` announces a topic; its entries stand in ``<id>.yaml`` beside it."""

    id: Id
    name: Bilingual
    aliases: Phrases = Phrases()


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


class Section(Model):
    """A chapter, section or subsection of a book, with its pages in the deck's pagination."""

    number: Annotated[str, StringConstraints(pattern=r"^\d{1,2}(\.\d{1,2}){0,3}$")]
    title: Bilingual
    pages: Pages


class Chapter(Section):
    """A chapter: the unit that has a page of its own on the book's site."""

    url: Annotated[HttpUrl, BeforeValidator(HttpUrl)]
    sections: tuple[Section, ...] = ()


class Book(Model):
    """A book's table of contents, in the pagination that the deck cites."""

    id: Id
    title: Bilingual
    authors: Line
    year: StrictInt
    edition: Bilingual
    url: Annotated[HttpUrl, BeforeValidator(HttpUrl)]
    chapters: tuple[Chapter, ...]

    @cached_property
    def _sections(self) -> dict[str, tuple[Section, Chapter]]:
        return {
            section.number: (section, chapter)
            for chapter in self.chapters
            for section in (chapter, *chapter.sections)
        }

    def find(self, number: str) -> tuple[Section, Chapter] | None:
        """Return the section with this number and its chapter, or None if there is none."""
        return self._sections.get(number)


class Deck(Model):
    """A whole knowledge base: what the bot knows and what it knows to be outside."""

    id: Id
    title: Bilingual
    book: Book
    topics: tuple[Topic, ...]
    outside: tuple[OutsideTopic, ...] = ()

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
