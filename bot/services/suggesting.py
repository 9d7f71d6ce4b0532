"""What to offer somebody who types behind the bot's name in another chat."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

from bot.domain.knowledge import Deck, Entry
from bot.services.answering import Answering
from bot.services.reviewing import Reviewing

MOST: Final = 10
WORTH_OFFERING: Final = 0.02
"""The least probability of being meant; the list is chosen from by eye, so it may be small."""


@dataclass(frozen=True)
class Suggestion:
    """An entry to choose, and whether it is one that the person is to meet again now."""

    entry: Entry
    is_due: bool = False


class Suggesting:
    """Offers entries.

    Args:
        deck: where the entries come from.
        answering: finds what a text is about.
        reviewing: knows what is due.
        random: the source of chance.
    """

    def __init__(
        self, deck: Deck, answering: Answering, reviewing: Reviewing, random: Random
    ) -> None:
        self._deck = deck
        self._answering = answering
        self._reviewing = reviewing
        self._random = random

    async def suggest(self, text: str, person: str, at: datetime) -> tuple[Suggestion, ...]:
        """Return at most ``MOST`` entries.

        Args:
            text: what they are to be about; of an empty text, what is due comes first, then any.
            person: who asks.
            at: when.
        """
        if not text:
            return await self._without_text(person, at)
        matches = await self._answering.search(text, MOST)
        likely = (match.entry for match in matches if match.score >= WORTH_OFFERING)
        return tuple(map(Suggestion, likely))

    async def _without_text(self, person: str, at: datetime) -> tuple[Suggestion, ...]:
        due = (await self._reviewing.due(person, at))[:MOST]
        others = [entry for entry in self._deck.entries if entry.id not in due]
        some = self._random.sample(others, min(MOST - len(due), len(others)))
        asked = (Suggestion(self._deck.by_id[entry], is_due=True) for entry in due)
        return (*asked, *map(Suggestion, some))
