"""Entries as a table for spreadsheets: CSV as RFC 4180 has it, in UTF-8 with a byte order mark.

The mark is what spreadsheets know UTF-8 by. A text that one of them would take for a formula gets
an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection); ``kb import`` takes
it off again.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language

COLUMNS: Final = (
    "id",
    "number",
    "topic",
    "level",
    *(
        f"{part}_{language}"
        for part in ("question", "short", "points", "detail", "aliases")
        for language in Language
    ),
    "pages",
    "links",
    "related",
)
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "'")


def as_csv(entries: Iterable[Entry], deck: Deck) -> bytes:
    """Return entries as a table with one row each; lists stand in a cell, one item a line."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow(map(_guarded, _row(entry, deck)))
    return written.getvalue().encode("utf-8-sig")


def _row(entry: Entry, deck: Deck) -> Iterator[str]:
    yield entry.id
    yield str(entry.number or "")
    yield deck.topic_of[entry.id].id
    yield str(entry.level)
    for text in (entry.question, entry.short):
        yield from (text[language] for language in Language)
    for language in Language:
        yield _lines([point[language] for point in entry.points])
    for language in Language:
        yield entry.detail[language] if entry.detail else ""
    for language in Language:
        yield _lines(entry.aliases[language])
    yield _lines([f"p{citation.pages} § {citation.section}" for citation in entry.book])
    yield _lines([f"[{link.title}]({link.url})" for link in entry.links])
    yield _lines(entry.related)


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell
