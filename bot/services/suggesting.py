"""What to offer somebody who types behind the bot's name in another chat."""

from random import Random
from typing import Final

from bot.domain.knowledge import Deck, Entry
from bot.services.answering import Answering

MOST: Final = 10
WORTH_OFFERING: Final = 0.02
"""The least probability of being meant; the list is chosen from by eye, so it may be small."""


class Suggesting:
    """Offers entries.

    Args:
        deck: where the entries come from.
        answering: finds what a text is about.
        random: the source of chance.
    """

    def __init__(self, deck: Deck, answering: Answering, random: Random) -> None:
        self._deck = deck
        self._answering = answering
        self._random = random

    async def suggest(self, text: str) -> tuple[Entry, ...]:
        """Return at most ``MOST`` entries: what the text is about, or any if there is no text."""
        if not text:
            entries = self._deck.entries
            return tuple(self._random.sample(entries, min(MOST, len(entries))))
        matches = await self._answering.search(text, MOST)
        return tuple(match.entry for match in matches if match.score >= WORTH_OFFERING)
