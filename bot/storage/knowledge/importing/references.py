"""Where an answer sends its reader: ``p86-p92; p93``, ``AdaGrad: p307``, ``《Book》2.5``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.book import Book, Pages, Section

_TO: Final = r"\s*[-–—~～至到]\s*"
_REFERENCE: Final = re.compile(
    rf"(?<![A-Za-z0-9])(?:pages?|pp?)\.?\s?(?P<first>\d{{1,4}})"
    rf"(?:{_TO}(?:pp?\.?\s?)?(?P<last>\d{{1,4}}))?(?!\d)"
    rf"|第\s*(?P<from>\d{{1,4}})(?:{_TO}(?P<to>\d{{1,4}}))?\s*[页頁]"
    r"|(?<![\d.])(?P<section>\d{1,2}(?:\.\d{1,2}){1,3})(?![\d.]|\s*[%倍])",
    re.IGNORECASE,
)
_BOOK: Final = re.compile(r"《[^》]*》")
_PARTING: Final = re.compile(r"[;；,，、。.\s]+")
_LABEL: Final = re.compile(r"(?:^|[;；,，。\s])\s*([^;；,，。]{1,40}?)\s*[:：]\s*$")
_LONGEST_NOTE: Final = 20  # characters beside a reference that say what is found there


@dataclass(frozen=True)
class Reference:
    """Pages or a section that a text names; ``note`` is what it says is found there."""

    pages: Pages | None
    section: str | None
    note: str = ""


@dataclass(frozen=True)
class Cited:
    """A reference that the book has: its pages, the section that holds them, the note."""

    pages: Pages
    section: Section
    note: str


def read_references(line: str) -> tuple[tuple[Reference, ...], str]:
    """Return what a line refers to, and what else it says.

    A dotted number is a section only beside a book's title or beside pages.
    """
    found = [*_REFERENCE.finditer(line)]
    named_book = _BOOK.search(line) is not None
    if not found or not (named_book or any(match["section"] is None for match in found)):
        return (), line
    line = _BOOK.sub(lambda title: " " * len(title[0]), line)
    starts = [match.start() for match in found[1:]] + [len(line)]
    label, left = _label(line[: found[0].start()])
    references, others = [], [left]
    for match, start in zip(found, starts, strict=True):
        own_label = label
        gap = line[match.end() : start]
        label, behind = _label(gap)
        note, left = _note(behind)
        if not label and not _PARTING.sub("", gap):
            label = own_label  # "LSTM: p408, p411": the second is about it, too
        references.append(replace(_reference(match), note=own_label or note))
        others += [left, note if own_label else ""]
    return tuple(references), " ".join(filter(None, map(_bare, others)))


def _label(text: str) -> tuple[str, str]:
    """Return what stands before a colon at the end, and the rest."""
    found = _LABEL.search(text)
    return (_bare(found[1]), text[: found.start(1)]) if found else ("", text)


def _note(text: str) -> tuple[str, str]:
    """Return what a text directly behind a reference says of it, and what it says beyond."""
    text = _bare(text)
    return (text, "") if len(text) <= _LONGEST_NOTE else ("", text)


def _bare(text: str) -> str:
    return text.strip(" \t;；,，、。.:：>")


def _reference(match: re.Match[str]) -> Reference:
    if match["section"]:
        return Reference(None, match["section"])
    first, last = match["first"] or match["from"], match["last"] or match["to"]
    pages = sorted((int(first), int(last or first)))
    return Reference(Pages(first=max(pages[0], 1), last=max(pages[1], 1)), None)


def cite(references: Sequence[Reference], book: Book) -> Iterator[Cited | Reference]:
    """Yield each reference as the book has it; one that it does not have as it is.

    A section beside pages that lie in it says where they are; any other stands for all its pages.
    """
    named = [(held[0], r) for r in references if r.section and (held := book.find(r.section))]
    used: set[str] = set()
    for reference in references:
        if reference.pages:
            inside = [(s, r.note) for s, r in named if _holds(s, reference.pages)]
            section, note = inside[0] if inside else (book.narrowest(reference.pages), "")
            used.update(s.number for s, _ in inside)
            cited = section and Cited(reference.pages, section, reference.note or note)
            yield cited or reference
    for reference in references:
        if reference.section and reference.section not in used:
            held = book.find(reference.section)
            yield Cited(held[0].pages, held[0], reference.note) if held else reference


def _holds(section: Section, pages: Pages) -> bool:
    return pages.first in section.pages and pages.last in section.pages
