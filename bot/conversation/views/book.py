"""From the book to its questions: a page, a chapter, all chapters."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.message import Button, Buttons, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import (
    in_rows,
    line,
    listing,
    page_numbers,
    title,
)
from bot.domain.knowledge import Deck, Pages, Section
from bot.domain.places import InSection, OnPages, neighbours
from bot.domain.places import in_section as entries_in
from bot.rendering.document import Anchor, Document, Footer, Items, Text

CHAPTERS_A_ROW: Final = 2


def on_pages(place: OnPages, number: int, deck: Deck, words: Words) -> Message:
    """The questions that pages of the book answer, or where the nearest are that do."""
    language = words.language
    last = max((it.pages.last for it in deck.book.chapters), default=place.pages.last)
    heading = pages(place.pages, words)
    leaf = _neighbours(place.pages, deck, words)
    leaves = (leaf,) if leaf else ()
    if place.pages.first > last:
        outside = words("page-outside", last=last, edition=deck.book.edition[language])
        return Message((line(outside),), leaves)
    if place.section:
        heading = f"{heading} · {_name(place.section, words)}"
    if not place.entries:
        return Message(
            (title(heading), line(words("page-none", near="yes" if leaf else "no"))), leaves
        )
    drill = Button(words("button-drill-page"), f"/quiz page {place.pages}")
    row: list[tuple[Button, ...]] = [(drill,), *leaves]
    if place.section:
        chapter = place.section.number.partition(".")[0]
        row[0] = (
            drill,
            Button(words("button-chapter", number=chapter), f"/chapter {chapter} {language}"),
        )
    questions = listing(
        place.entries, number, lambda page: f"/page :{page} {place.pages} {language}", words
    )
    return _questions(heading, questions, _footer(place.section, deck, words), row)


def _neighbours(shown: Pages, deck: Deck, words: Words) -> tuple[Button, ...]:
    """Buttons to the nearest pages before and after some that questions cite."""
    before, after = neighbours(shown, deck)
    return tuple(
        Button(words("button-page", way=way, page=page), f"/page {page} {words.language}")
        for way, page in (("before", before), ("after", after))
        if page is not None
    )


def in_section(place: InSection, number: int, deck: Deck, words: Words) -> Message:
    """The questions that a chapter or section answers."""
    section = place.section
    heading = f"{_name(section, words)} · {pages(section.pages, words)}"
    chapters = Button(words("button-all-chapters"), f"/chapter {words.language}")
    if not place.entries:
        return Message((title(heading), line(words("chapter-none"))), ((chapters,),))
    kind = "section" if "." in section.number else "chapter"
    drill = Button(words(f"button-drill-{kind}"), f"/quiz {kind} {section.number}")
    footer = _footer(section, deck, words)
    questions = listing(
        place.entries,
        number,
        lambda page: f"/chapter :{page} {section.number} {words.language}",
        words,
    )
    return _questions(heading, questions, footer, [(drill, chapters)])


def chapters(deck: Deck, words: Words) -> Message:
    """The chapters that questions cite, a button for each."""
    places = [entries_in(chapter, deck) for chapter in deck.book.chapters]
    buttons = [
        Button(
            words(
                "chapter-line",
                number=place.section.number,
                title=place.section.title[words.language],
                count=len(place.entries),
            ),
            f"/chapter {place.section.number} {words.language}",
        )
        for place in places
        if place.entries
    ]
    book = deck.book.title[words.language]
    if not buttons:
        return Message((line(words("chapters-none", book=book)),))
    heading = title(words("chapters-title", book=book))
    return Message((heading,), in_rows(buttons, CHAPTERS_A_ROW))


def _questions(
    heading: str,
    questions: tuple[Items, Buttons],
    footer: Document,
    below: Sequence[tuple[Button, ...]],
) -> Message:
    """A page of questions, with what else can be done below."""
    items, buttons = questions
    return Message((title(heading), items, *footer), (*buttons, *below))


def _footer(section: Section | None, deck: Deck, words: Words) -> Document:
    """The edition that pages belong to, and a link to the chapter."""
    edition = Text(words("answer-edition", edition=deck.book.edition[words.language]))
    found = deck.book.find(section.number) if section else None
    if found is None:
        return (Footer((edition,)),)
    held, chapter = found
    address = deck.book.address(held.pages, chapter)
    return (Footer((Anchor((Text(_name(chapter, words)),), address), Text(" · "), edition)),)


def _name(section: Section, words: Words) -> str:
    return f"{section.number} {section.title[words.language]}"


def pages(pages: Pages, words: Words) -> str:
    """Pages in words: pages 258–268."""
    several = "yes" if pages.first != pages.last else "no"
    return words("book-pages", pages=page_numbers(pages), several=several)
