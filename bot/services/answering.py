"""Answering a question, and noting for the maintainers what got no certain answer."""

import asyncio
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeAlias

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
from bot.storage.gathering import Gathering
from bot.storage.queries import QueryStore, digest

INLINE_ENTRIES: Final = 2_000  # up to here a match takes well under 20 ms on the event loop
NOTED_CHARACTERS: Final = 200
REMEMBERED: Final = 1_000  # texts whose outcome is kept
TOGETHER: Final = 16  # texts that are matched before the event loop goes round

_Asked: TypeAlias = tuple[str, float]  # a text, and how sure an answer has to be


class Answering:
    """Finds answers.

    Args:
        matcher: finds the entry.
        deck: the deck that it is about.
        queries: where uncertain questions are counted.
    """

    def __init__(self, matcher: Matcher, deck: Deck, queries: QueryStore) -> None:
        self._matcher = matcher
        self._kept: OrderedDict[_Asked, Outcome] = OrderedDict()  # many ask the same
        self._gathering = Gathering(self._match_all, TOGETHER)
        self._deck = deck.id
        self._inline = len(deck.entries) <= INLINE_ENTRIES
        self._queries = queries

    async def answer(self, text: str, *, in_group: bool) -> Outcome:
        """Return what the deck has to say to a text; in a group only if it is surer."""
        asked = (text, FOUND_IN_GROUP if in_group else FOUND_IN_PRIVATE)
        kept = self._kept.get(asked)
        if kept is None:
            return await self._gathering.join(asked)
        self._kept.move_to_end(asked)  # the last used comes last
        return kept

    async def _match_all(self, asked: Sequence[_Asked]) -> list[Outcome]:
        """Return what texts come to, and keep it."""
        new = [*dict.fromkeys(asked)]
        if self._inline:
            outcomes = self._matcher.match_all(new)
        else:
            outcomes = await asyncio.to_thread(self._matcher.match_all, new)
        found = dict(zip(new, outcomes, strict=True))
        self._kept |= found
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return [found[one] for one in asked]

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
