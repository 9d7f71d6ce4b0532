"""Scoring typed answers; the scorer reads the whole deck first, when it is needed."""

import asyncio

from bot.domain.knowledge import Deck
from bot.domain.scoring import Scorer


class Scoring:
    """Makes the scorer of a deck, once."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._scorer: Scorer | None = None
        self._making = asyncio.Lock()

    async def scorer(self) -> Scorer:
        """Return the scorer; the first time that takes a second, off the event loop."""
        async with self._making:
            if self._scorer is None:
                self._scorer = await asyncio.to_thread(Scorer, self._deck)
            return self._scorer
