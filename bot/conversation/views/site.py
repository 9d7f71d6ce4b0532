"""A deck as a web site."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.conversation.texts import words
from bot.conversation.views.book import pages as pages_in_words
from bot.conversation.views.parts import cited_place
from bot.domain import knowledge, places
from bot.domain.knowledge import Bilingual, Citation, Deck
from bot.domain.language import Language
from bot.domain.matching.portable import portable
from bot.rendering import plain
from bot.rendering.markdown import parse, parse_inline
from bot.rendering.site.content import (
    Book,
    Both,
    Card,
    Chapter,
    Choice,
    Entry,
    Line,
    Option,
    Outside,
    Place,
    Section,
    Site,
    Source,
    Topic,
    Words,
)
from bot.rendering.site.preview import preview as render_preview

EXAMPLES: Final = 5


def site(
    deck: Deck, *, licence: str | None = None, base_url: str | None = None, alone: bool = True
) -> Site:
    """Return a deck as a site.

    Args:
        deck: what it shows.
        licence: under which its content may be shared, if that is known.
        base_url: where it will be published, with a slash at its end, if that is known.
        alone: whether it is the only one, so that no page above leads to others.
    """
    cards = {entry.id: _card(entry, deck) for entry in deck.entries}
    return Site(
        id=deck.id,
        title=_both(deck.title),
        about=_said("site-about"),
        examples=tuple(_examples(deck)),
        topics=tuple(
            Topic(topic.id, _both(topic.name), tuple(cards[entry.id] for entry in topic.entries))
            for topic in deck.topics
        ),
        entries=tuple(_entry(entry, deck, cards) for entry in deck.entries),
        book=_book(deck, cards),
        outside=tuple(Outside(_both(topic.topic), topic.nearest) for topic in deck.outside),
        words=_words(deck),
        matching=portable(deck),
        licence=licence,
        base_url=base_url,
        alone=alone,
    )


def preview(entry: knowledge.Entry, deck: Deck) -> str:
    """Return one entry as a page of its own, for its author."""
    cards = {other: _card(deck.by_id[other], deck) for other in entry.related}
    cards[entry.id] = _card(entry, deck)
    topic = deck.topic_of[entry.id]
    shown = Topic(topic.id, _both(topic.name), ())
    return render_preview(_entry(entry, deck, cards), shown, _words(deck), _both(deck.book.edition))


def _words(deck: Deck) -> dict[str, Words]:
    return {
        key.removeprefix("site-"): _said(key, entries=len(deck.entries))
        for key in words(Language.EN).names("site-")
    }


def _both(text: Bilingual) -> Words:
    return Both(text.zh, text.en)


def _said(key: str, **arguments: int) -> Words:
    return Both(*(words(language)(key, **arguments) for language in Language))


def _line(text: Bilingual) -> Line:
    return Both(parse_inline(text.zh), parse_inline(text.en))


def _plain(line: Line) -> Words:
    return Both(plain.line(line.zh), plain.line(line.en))


def _examples(deck: Deck) -> Iterator[Words]:
    """A few questions from all over the deck, as people would put them."""
    for entry in deck.entries[:: max(1, len(deck.entries) // EXAMPLES)][:EXAMPLES]:
        zh, *_ = (*entry.aliases.zh, plain.line(parse_inline(entry.question.zh)))
        en, *_ = (*entry.aliases.en, plain.line(parse_inline(entry.question.en)))
        yield Both(zh, en)


def _card(entry: knowledge.Entry, deck: Deck) -> Card:
    question, short = _line(entry.question), _line(entry.short)
    return Card(
        id=entry.id,
        number=entry.number,
        level=entry.level,
        topic=deck.topic_of[entry.id].id,
        question=question,
        title=_plain(question),
        short=short,
        summary=_plain(short),
        pages=tuple(str(citation.pages) for citation in entry.book),
    )


def _entry(entry: knowledge.Entry, deck: Deck, cards: dict[str, Card]) -> Entry:
    detail = entry.detail
    return Entry(
        card=cards[entry.id],
        points=tuple(map(_line, entry.points)),
        detail=Both(parse(detail.zh), parse(detail.en)) if detail else None,
        choices=tuple(map(_choice, entry.choice)),
        places=tuple(_place(citation, deck) for citation in entry.book),
        sources=tuple(Source(link.title, str(link.url)) for link in entry.links),
        related=tuple(cards[other] for other in entry.related),
    )


def _choice(choice: knowledge.Choice) -> Choice:
    options = tuple(Option(_line(option), option.correct) for option in choice.options)
    return Choice(_line(choice.stem), options, _line(choice.why))


def _place(citation: Citation, deck: Deck) -> Place:
    zh, url = cited_place(citation, deck, words(Language.ZH))
    en, _ = cited_place(citation, deck, words(Language.EN))
    return Place(citation.section, Both(zh, en), _line(citation.on), url)


def _book(deck: Deck, cards: dict[str, Card]) -> Book:
    book = deck.book
    return Book(
        title=_both(book.title),
        authors=book.authors,
        edition=_both(book.edition),
        url=str(book.url),
        chapters=tuple(_chapters(deck, cards)),
        sections=tuple(
            _section(section, book.address(section.pages, chapter), ())
            for chapter in book.chapters
            for section in (chapter, *chapter.sections)
        ),
    )


def _chapters(deck: Deck, cards: dict[str, Card]) -> Iterator[Chapter]:
    book = deck.book
    for chapter in book.chapters:
        held = [
            _section(
                section,
                book.address(section.pages, chapter),
                [cards[entry.id] for entry in _citing(section, deck)],
            )
            for section in (chapter, *chapter.sections)
        ]
        count = len(places.in_section(chapter, deck).entries)
        if count:
            cited = tuple(section for section in held if section.cards)
            whole = _section(chapter, book.address(chapter.pages, chapter), ())
            yield Chapter(whole, cited, count)


def _citing(section: knowledge.Section, deck: Deck) -> Iterator[knowledge.Entry]:
    for entry in deck.entries:
        if any(citation.section == section.number for citation in entry.book):
            yield entry


def _section(section: knowledge.Section, url: str, cards: Sequence[Card]) -> Section:
    return Section(
        number=section.number,
        title=_both(section.title),
        pages=Both(*(pages_in_words(section.pages, words(language)) for language in Language)),
        first=section.pages.first,
        last=section.pages.last,
        url=url,
        cards=tuple(cards),
    )
