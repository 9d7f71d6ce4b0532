"""Group commit: small transactions of several people, kept by one commit.

With SQLite a commit costs several times what is written by it: every page that was touched goes to
the log, and most of them are the same for all. Nobody waits for longer than a turn of the event
loop takes, unless they have time.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from bot.errors import UnavailableError
from bot.storage.connection import Step, T
from bot.storage.transaction import TRANSLATED, Transaction


class _Joined(NamedTuple):
    """What somebody writes, and who waits for it."""

    step: Step[Any]
    result: asyncio.Future[Any]


class GroupCommit:
    """Makes one transaction of what is joined in the same turn of the event loop.

    Args:
        begin: returns a new transaction.
    """

    def __init__(self, begin: Callable[[], Transaction]) -> None:
        self._begin = begin
        self._waiting: list[_Joined] = []
        self._due: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None

    async def join(self, step: Step[T], within: float) -> T:
        """Write something; return when it is kept.

        Args:
            step: what is written; where it went wrong together with others it is done again.
            within: seconds that it may wait for others.

        Raises:
            UnavailableError: the database cannot be used at present.
            Exception: what the step raises; then nothing of it is kept.
        """
        loop = asyncio.get_running_loop()
        result: asyncio.Future[T] = loop.create_future()
        self._waiting.append(_Joined(step, result))
        if not within:
            self._write_soon()
        elif self._due is None and self._writing is None:
            self._due = loop.call_later(within, self._write_soon)
        return await result

    async def finish(self) -> None:
        """Write what waits."""
        self._write_soon()
        if self._writing:
            await self._writing

    def _write_soon(self) -> None:
        if self._due:
            self._due.cancel()
            self._due = None
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._waiting:
            joined, self._waiting = self._waiting, []
            await self._keep(_waited_for(joined))
        self._writing = None

    async def _keep(self, joined: Sequence[_Joined]) -> None:
        """Write those together; if that goes wrong, each by itself."""
        if not joined:
            return
        try:
            results = await self._attempt([one.step for one in joined])
        except Exception as error:  # noqa: BLE001 -- who waits for it gets it
            if len(joined) == 1 or isinstance(error, UnavailableError):
                for one in _waited_for(joined):
                    one.result.set_exception(error)
            else:
                for one in _waited_for(joined):
                    await self._keep([one])
        else:
            for one, result in zip(joined, results, strict=True):
                if not one.result.done():
                    one.result.set_result(result)

    async def _attempt(self, steps: Sequence[Step[Any]]) -> list[Any]:
        transaction = self._begin()
        try:
            with TRANSLATED:
                connection = await transaction.opened()
                results = [await step(connection) for step in steps]
                await transaction.commit()
        finally:
            await transaction.close()
        return results


def _waited_for(joined: Sequence[_Joined]) -> list[_Joined]:
    return [one for one in joined if not one.result.done()]
