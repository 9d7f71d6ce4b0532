"""From the book to the deck: which entries cite a page, a chapter or a section."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.domain.knowledge import Chapter, Deck, Entry, Pages, Section, fold

_SEVERAL: Final = r"\s*(?:-|–|—|~|～|至|到)\s*"
_PAGE: Final = re.compile(
    rf"(pages?|pp?\.?|第)?\s*(\d{{1,4}})(?:{_SEVERAL}(\d{{1,4}}))?\s*([页頁])?", re.IGNORECASE
)
_SECTION: Final = re.compile(
    r"(chapters?|chap\.?|ch\.?|sections?|sec\.?|§|第)?\s*"
    r"(\d{1,2}(?:\.\d{1,2}){0,3}|[一二三四五六七八九十]{1,3})\s*([章节節])?",
    re.IGNORECASE,
)
_SHORTEST_PART: Final = 2  # of a title: 采样
_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True)
class OnPages:
    """Pages of the book.

    Args:
        pages: which.
        section: the narrowest section that holds the first of them; None between chapters.
        entries: those that cite one of the pages, in the order of the deck.
    """

    pages: Pages
    section: Section | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class InSection:
    """A chapter or section of the book, and the entries that cite it or a part of it."""

    section: Section
    chapter: Chapter
    entries: tuple[Entry, ...]


Place: TypeAlias = OnPages | InSection
_Cites: TypeAlias = Callable[[str, Pages], bool]


def read_pages(text: str) -> Pages | None:
    """Return the pages that ``258``, ``p. 258-260`` or ``第 258 页`` means, or None."""
    found = _PAGE.fullmatch(text.strip())
    if found is None:
        return None
    first, last = sorted((int(found[2]), int(found[3] or found[2])))
    return Pages(first=first, last=last) if first else None


def read_section(text: str, deck: Deck) -> Section | None:
    """Return the section that ``7``, ``ch7``, ``7.4``, ``第七章`` or its title means, or None.

    A part of a title will do; chapters come first, then sections by how deep they lie.
    """
    text = text.strip()
    found = _SECTION.fullmatch(text)
    if found:
        held = deck.book.find(_number(found[2]))
        return held[0] if held else None
    named = fold(text)
    titled = [section for section in _sections(deck) if _is_titled(section, named)]
    return min(titled, key=lambda it: _remoteness(it, named), default=None)


def _sections(deck: Deck) -> Iterator[Section]:
    for chapter in deck.book.chapters:
        yield from (chapter, *chapter.sections)


def _titles(section: Section) -> tuple[str, str]:
    return fold(section.title.zh), fold(section.title.en)


def _is_titled(section: Section, named: str) -> bool:
    titles = _titles(section)
    return named in titles or (
        len(named) >= _SHORTEST_PART and any(named in title for title in titles)
    )


def _remoteness(section: Section, named: str) -> tuple[int, bool]:
    return section.number.count("."), named not in _titles(section)


def names_pages(text: str) -> bool:
    """Tell whether a text names pages and says so: ``p258``, ``第 258 页``, not ``258``."""
    found = _PAGE.fullmatch(text)
    return found is not None and (found[4] is not None or found[1] not in (None, "第"))


def names_section(text: str) -> bool:
    """Tell whether a text names a chapter or section and says so: ``ch7``, ``第七章``."""
    found = _SECTION.fullmatch(text)
    return found is not None and (found[3] is not None or found[1] not in (None, "第"))


def on_pages(pages: Pages, deck: Deck) -> OnPages:
    """Return what stands on these pages, as far as the book has them, and who cites it."""
    last = max((chapter.pages.last for chapter in deck.book.chapters), default=pages.last)
    if pages.first <= last < pages.last:
        pages = Pages(first=pages.first, last=last)
    first = Pages(first=pages.first, last=pages.first)
    citing = _citing(deck, lambda _, cited: _overlap(cited, pages))
    return OnPages(pages, deck.book.narrowest(first), citing)


def in_section(section: Section, deck: Deck) -> InSection:
    """Return a section with its chapter, and who cites it or a part of it."""
    number = section.number
    found = deck.book.find(number)
    if found is None:
        raise LookupError(f"the book has no section {number}")
    return InSection(
        section, found[1], _citing(deck, lambda cited, _: f"{cited}.".startswith(f"{number}."))
    )


def neighbours(pages: Pages, deck: Deck) -> tuple[int | None, int | None]:
    """Return the nearest pages before and after some that entries cite."""
    cited = [citation.pages for entry in deck.entries for citation in entry.book]
    before = [other.last for other in cited if other.last < pages.first]
    after = [other.first for other in cited if other.first > pages.last]
    return max(before, default=None), min(after, default=None)


def read_place(words: Sequence[str], deck: Deck) -> tuple[Place | None, int]:
    """Return the place that the first words name, and how many words do.

    A bare number may be anything here, so "page", "chapter" or "section" has to stand with it; only
    ``7.4`` is a section by itself.

    Returns:
        The place, None if the book has none such, and the count of words; 0 if they name none.
    """
    for count in (3, 2, 1):
        text = " ".join(words[:count])
        if len(words) < count:
            continue
        if names_pages(text):
            pages = read_pages(text)
            return on_pages(pages, deck) if pages else None, count
        if names_section(text) or ("." in text and _SECTION.fullmatch(text)):
            named = read_section(text, deck)
            return in_section(named, deck) if named else None, count
    return None, 0


def _citing(deck: Deck, cites: _Cites) -> tuple[Entry, ...]:
    return tuple(
        entry
        for entry in deck.entries
        if any(cites(citation.section, citation.pages) for citation in entry.book)
    )


def _overlap(some: Pages, others: Pages) -> bool:
    return some.first <= others.last and others.first <= some.last


def _number(text: str) -> str:
    """Return a chapter's number, written ``7``, ``七`` or ``十二``, in digits."""
    if text[0].isdecimal():
        return text
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return str(_DIGITS.index(text)) if len(text) == 1 else text
    digits = [_DIGITS.find(part) if part else None for part in (tens, ones)]
    return str((1 if digits[0] is None else digits[0]) * 10 + (digits[1] or 0))
