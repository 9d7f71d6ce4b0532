"""Updates of one chat in their order, different chats at once."""

import asyncio
from collections.abc import Callable

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
        self._locks: dict[str, SharedLock] = {}

    def turn(self, update: Update | Alarm) -> "Turn":
        """Return a context that waits for the turn of an update, or of what the clock says."""
        return Turn(self._order(update), self._locks)

    def _order(self, update: Update | Alarm) -> str:
        if isinstance(update, Alarm):
            return str(place_of(update.chat).chat_id)
        if "poll_answer" in update:  # the clock is not to overtake votes that are here already
            poll = update["poll_answer"]["poll_id"]
            return str(self._chat_of_poll(poll) or poll)
        where = place_in_order(update)
        return "" if where is None else str(where)


class Turn:
    """A turn as a context, which gives what it belongs to.

    Args:
        of: what it belongs to.
        locks: who holds the lock there has the turn; there is one where somebody has, or waits.
    """

    __slots__ = ("_lock", "_locks", "_of")

    def __init__(self, of: str, locks: dict[str, "SharedLock"]) -> None:
        self._of = of
        self._locks = locks

    async def __aenter__(self) -> str:
        lock = self._locks.get(self._of)
        if lock is None:
            lock = self._locks[self._of] = SharedLock()
        self._lock = lock
        lock.users += 1
        try:
            await lock.acquire()
        except BaseException:
            self._leave()
            raise
        return self._of

    async def __aexit__(self, *_: object) -> None:
        self._lock.release()
        self._leave()

    def _leave(self) -> None:
        self._lock.users -= 1
        if not self._lock.users:
            del self._locks[self._of]


class SharedLock(asyncio.Lock):
    """A lock that is forgotten after its last user; fair, as asyncio's are."""

    users = 0
