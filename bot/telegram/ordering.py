"""Updates of one chat in their order, different chats at once."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.storage.alarms import Alarm
from bot.telegram.places import place_of
from bot.telegram.updates import Update, place_in_order


class PerChat:
    """Gives an update its turn when the one before it in the same chat is done.

    Args:
        chat_of_poll: tells the chat of a poll, if that is known.
    """

    def __init__(self, chat_of_poll: Callable[[str], int | None] = lambda _: None) -> None:
        self._chat_of_poll = chat_of_poll
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: defaultdict[str, int] = defaultdict(int)

    @asynccontextmanager
    async def turn(self, update: Update | Alarm) -> AsyncIterator[str]:
        """Wait for the turn of an update, or of what the clock says; return what it belongs to."""
        key = self._order(update)
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._waiting[key] += 1
        try:
            # asyncio's locks are fair: first come, first served.
            async with lock:
                yield key
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._locks[key]

    def _order(self, update: Update | Alarm) -> str:
        if isinstance(update, Alarm):
            return str(place_of(update.chat).chat_id)
        if "poll_answer" in update:  # the clock is not to overtake votes that are here already
            poll = update["poll_answer"]["poll_id"]
            return str(self._chat_of_poll(poll) or poll)
        where = place_in_order(update)
        return "" if where is None else str(where)
