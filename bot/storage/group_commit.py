"""Group commit: small transactions of several people, kept by one commit.

With SQLite a commit costs several times what is written by it: every page that was touched goes to
the log, and most of them are the same for all. Nobody waits for longer than a turn of the event
loop takes, unless they have time.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, cast

from bot.errors import UnavailableError
from bot.storage.connection import Step, T
from bot.storage.gathering import Gathering
from bot.storage.transaction import Transaction


class GroupCommit:
    """Makes one transaction of what is joined in the same turn of the event loop.

    Args:
        begin: returns a new transaction.
    """

    def __init__(self, begin: Callable[[], Transaction]) -> None:
        self._begin = begin
        self._gathering = Gathering[Step[Any], Any](self._keep, for_all=(UnavailableError,))
        self._due: asyncio.TimerHandle | None = None

    async def join(self, step: Step[T], within: float) -> T:
        """Write something; return when it is kept.

        Args:
            step: what is written; where it went wrong together with others it is done again.
            within: seconds that it may wait for others.

        Raises:
            UnavailableError: the database cannot be used at present.
            Exception: what the step raises; then nothing of it is kept.
        """
        if not within:
            self._clear_due()
            return cast("T", await self._gathering.join(step))
        result: asyncio.Future[T] = self._gathering.add(step)
        if self._due is None and not self._gathering.is_giving:
            self._due = asyncio.get_running_loop().call_later(within, self._write_soon)
        return await result

    async def finish(self) -> None:
        """Write what waits."""
        await self._write_soon()

    def _write_soon(self) -> asyncio.Task[None]:
        self._clear_due()
        return self._gathering.begin()

    def _clear_due(self) -> None:
        """What waits is written with what is written now."""
        if self._due:
            self._due.cancel()
            self._due = None

    async def _keep(self, steps: Sequence[Step[Any]]) -> list[Any]:
        transaction = self._begin()
        try:
            connection = await transaction.opened()
            results = [await step(connection) for step in steps]
            await transaction.commit()
        finally:
            await transaction.close()
        return results
