"""Answering a question, and noting for the maintainers what got no certain answer."""

import asyncio
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Final

from bot.domain.knowledge import Deck
from bot.domain.matching import (
    FOUND_IN_GROUP,
    FOUND_IN_PRIVATE,
    Found,
    Match,
    Matcher,
    Outcome,
    Unsure,
)
from bot.storage.queries import QueryStore, digest

INLINE_ENTRIES: Final = 2_000  # up to here a match takes well under 20 ms on the event loop
NOTED_CHARACTERS: Final = 200
REMEMBERED: Final = 2_000  # texts whose outcome is kept


class Answering:
    """Finds answers.

    Args:
        matcher: finds the entry.
        deck: the deck that it is about.
        queries: where uncertain questions are counted.
    """

    def __init__(self, matcher: Matcher, deck: Deck, queries: QueryStore) -> None:
        self._matcher = matcher
        self._match = lru_cache(REMEMBERED)(matcher.match)  # many ask the same
        self._deck = deck.id
        self._inline = len(deck.entries) <= INLINE_ENTRIES
        self._queries = queries

    async def answer(self, text: str, *, in_group: bool) -> Outcome:
        """Return what the deck has to say to a text; in a group only if it is surer."""
        found_at = FOUND_IN_GROUP if in_group else FOUND_IN_PRIVATE
        if self._inline:
            return self._match(text, found_at=found_at)
        return await asyncio.to_thread(self._match, text, found_at=found_at)

    async def search(self, text: str, most: int) -> tuple[Match, ...]:
        """Return the entries that a text is most probably about, best first, at most ``most``."""
        if self._inline:
            return self._matcher.search(text, most)
        return await asyncio.to_thread(self._matcher.search, text, most)

    async def note(self, text: str, outcome: Outcome, at: datetime) -> str:
        """Count a question that got no certain answer, and return its digest."""
        noted = normalise(text)
        if noted and not isinstance(outcome, Found):
            kind = "unsure" if isinstance(outcome, Unsure) else "not_found"
            await self._queries.note(noted, kind, at, deck=self._deck)
        return digest(noted)

    async def choose(self, name: str, entry: str, at: datetime) -> None:
        """Count that an entry was picked from "did you mean" for the question with this digest."""
        await self._queries.choose(name, entry, at)


def normalise(text: str) -> str:
    """Return a question as it is kept: one line, folded case, at most 200 characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split())[:NOTED_CHARACTERS]
