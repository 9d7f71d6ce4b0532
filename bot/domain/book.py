"""A book's table of contents, in the pagination that a deck cites."""

import re
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Final, Self

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    HttpUrl,
    StrictInt,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bot.domain.phrasing import Bilingual, Id, Line, Model

_PAGES: Final = r"(\d{1,4})(?:-(\d{1,4}))?"
_SHOWN: Final = 60  # characters of a value repeated in a message
SECTION_FORM: Final = r"^\d{1,2}(\.\d{1,2}){0,3}$"
SectionNumber = Annotated[str, StringConstraints(pattern=SECTION_FORM)]


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
            found = re.fullmatch(_PAGES, value)
            if not found:
                raise ValueError(f"{value[:_SHOWN]!r} is not a page range; write 258 or 258-268")
            first, last = found[1], found[2] or found[1]
            return {"first": int(first), "last": int(last)}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"the range {self} runs backwards; write the smaller page first")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return how pages are written, which is not how they are kept."""
        written = [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": f"^{_PAGES}$"}]
        return {"title": "Pages", "description": "258 or 258-268.", "anyOf": written}

    def __contains__(self, page: int) -> bool:
        return self.first <= page <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Section(Model):
    """A chapter, section or subsection of a book, with its pages in the deck's pagination."""

    number: SectionNumber
    """Its number, in quotes: "7" or "7.12" (without them YAML would read 7.10 as 7.1)."""
    title: Bilingual
    """Its title."""
    pages: Pages
    """Its first and last page, in the edition that the deck cites: 258-268."""


class Chapter(Section):
    """A chapter: the unit that has a page of its own on the book's site."""

    url: Annotated[HttpUrl, BeforeValidator(HttpUrl)]
    """Where it can be read; the book's own address if it has none."""
    sections: tuple[Section, ...] = ()
    """Its sections and subsections, in the order of their pages."""

    @model_validator(mode="after")
    def _holds_its_sections(self) -> Self:
        for section in self.sections:
            if section.pages.first not in self.pages or section.pages.last not in self.pages:
                raise ValueError(
                    f"section {section.number} (pages {section.pages}) does not lie in chapter "
                    f"{self.number} (pages {self.pages}); correct the pages of one of them"
                )
        return self


class Pdf(Model):
    """A book as a file, so that a citation leads to its page."""

    url: Annotated[HttpUrl, BeforeValidator(HttpUrl)]
    """Where the file is."""
    offset: StrictInt = 0
    """What to add to a page's number to find it in the file: 20 if page 1 is the file's 21st."""


class Book(Model):
    """A book's table of contents, in the pagination that the deck cites."""

    id: Id
    """What deck.yaml calls it by; the name of this file without .yaml."""
    title: Bilingual
    """Its title."""
    authors: Line
    """Who wrote it."""
    year: StrictInt
    """When it appeared."""
    edition: Bilingual
    """The edition whose page numbers are cited."""
    url: Annotated[HttpUrl, BeforeValidator(HttpUrl)]
    """Where it can be read or bought."""
    pdf: Pdf | None = None
    """The file, if it is one that anybody may open; citations then lead to its pages."""
    chapters: tuple[Chapter, ...]
    """Its chapters, in the order of their pages."""

    @model_validator(mode="after")
    def _pages_are_in_the_file(self) -> Self:
        first = min((chapter.pages.first for chapter in self.chapters), default=1)
        if self.pdf and first + self.pdf.offset < 1:
            raise ValueError(
                f"with the offset {self.pdf.offset} page {first} would come before the file's "
                "first; count the pages of the file that come before page 1"
            )
        return self

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        for before, behind in pairwise(self.chapters):
            if behind.pages.first < before.pages.first:
                raise ValueError(
                    f"chapter {behind.number} begins before chapter {before.number}, which stands "
                    "above it; put the chapters in the order of their pages"
                )
        seen: set[str] = set()
        for section in (one for chapter in self.chapters for one in (chapter, *chapter.sections)):
            if section.number in seen:
                raise ValueError(
                    f"the number {section.number} stands twice; give each section its own"
                )
            seen.add(section.number)
        return self

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

    def address(self, pages: Pages, chapter: Chapter) -> str:
        """Return where pages of a chapter can be read: in the file, else with the chapter."""
        if self.pdf is None:
            return str(chapter.url)
        # https://www.rfc-editor.org/rfc/rfc8118#section-3: what PDF viewers understand
        return f"{self.pdf.url}#page={pages.first + self.pdf.offset}"

    def narrowest(self, pages: Pages) -> Section | None:
        """Return the deepest section that holds all of these pages, None if no chapter does.

        Of two on the same page, where one ends and the next begins, the next counts.
        """
        holding = [
            section
            for section, _ in self._sections.values()
            if pages.first in section.pages and pages.last in section.pages
        ]
        return max(holding, key=lambda s: (s.number.count("."), s.pages.first), default=None)
