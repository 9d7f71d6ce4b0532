"""Mistakes that people report: what is kept of one, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Final

from bot.domain.knowledge import Entry
from bot.domain.language import Language

LONGEST: Final = 500
"""Characters: enough to say what is wrong, and all that maintainers have to read."""

MOST: Final = 10
WITHIN: Final = timedelta(days=1)
"""So many reports a person may send within this time."""


class State(StrEnum):
    OPEN = "open"
    FIXED = "fixed"
    DISMISSED = "dismissed"
    """It was no mistake."""
    WITHDRAWN = "withdrawn"
    """Who reported took it back: the text is deleted; that there was one counts for the day."""


@dataclass(frozen=True)
class Draft:
    """What somebody reports.

    Args:
        person: who; maintainers are not told.
        deck: the id of the deck.
        entry: the id of the entry.
        version: of the entry, as ``version_of`` names it.
        language: in which the entry was shown.
        text: what is wrong, one line.
    """

    person: str
    deck: str
    entry: str
    version: str
    language: Language
    text: str


@dataclass(frozen=True)
class Report(Draft):
    """A report that is kept.

    Args:
        id: its number.
        state: what has become of it.
        tell: whether the person wants to hear of that.
        at: when it came.
    """

    id: int
    state: State
    tell: bool
    at: datetime


def version_of(entry: Entry) -> str:
    """Return a name for an entry as it is: 16 hexadecimal digits of its content."""
    return blake2b(entry.model_dump_json().encode(), digest_size=8).hexdigest()
