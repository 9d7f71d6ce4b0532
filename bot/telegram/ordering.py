"""Updates of one chat in their order, different chats at once."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.storage.alarms import Alarm
from bot.telegram.incoming import place_of

MOST_WAITING: Final = 10_000  # updates taken in; those of a chat that is held up wait in its queue


class PerChat(BaseUpdateProcessor):
    """Handles an update when the one before it in the same chat is done.

    Args:
        at_work: how many updates are handled at the same time. Only those at work count, not
            those that wait for their chat: a chat held up by flood limits stops nobody else.
    """

    def __init__(self, at_work: int) -> None:
        super().__init__(MOST_WAITING)
        self._at_work = asyncio.Semaphore(at_work)
        self._locks: dict[int | str | None, asyncio.Lock] = {}
        self._waiting: defaultdict[int | str | None, int] = defaultdict(int)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        key = _chat(update)
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._waiting[key] += 1
        try:
            # asyncio's locks are fair: first come, first served.
            async with lock, self._at_work:
                await coroutine
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._locks[key]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


def _chat(update: object) -> int | str | None:
    """Return what an update belongs to: its chat; a vote does not tell that, but its poll."""
    if isinstance(update, Alarm):
        return place_of(update.chat).chat_id
    if not isinstance(update, Update):
        return None
    if update.poll_answer:
        return update.poll_answer.poll_id
    where = update.effective_chat or update.effective_user  # an inline query is in no chat
    return where.id if where else None
