"""Scoring typed answers; the scorer reads the whole deck first, when it is needed."""

import asyncio

from bot.domain.knowledge import Deck
from bot.domain.scoring import Scorer


class Scoring:
    """Makes the scorer of a deck, once."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self.ready: Scorer | None = None
        """The scorer, once it is made."""
        self._making = asyncio.Lock()

    async def scorer(self) -> Scorer:
        """Return the scorer; the first time that takes a second, off the event loop."""
        async with self._making:
            if self.ready is None:
                self.ready = await asyncio.to_thread(Scorer, self._deck)
            return self.ready
