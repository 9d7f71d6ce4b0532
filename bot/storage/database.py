"""The database as stores use it: what is read, what is written, and what is written together."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Final

from sqlalchemy import func, select

from bot.errors import UnavailableError
from bot.storage.connection import Connection, Engine, Step, T
from bot.storage.group_commit import GroupCommit
from bot.storage.migrating import TOUCH
from bot.storage.transaction import CURRENT, Part, Reading, Together, Transaction

CLOSING_SECONDS: Final = 1.0
_TAKES_NO_WRITES: Final = select(func.current_setting("transaction_read_only"))


class Database:
    """An open database.

    Stores ``connect`` to read and ``begin`` to write. Whoever wants what several of them write to
    be one, says ``together``; the stores know nothing of it. What is awaited in there must not use
    the database side by side: it is one connection.

    Args:
        engine: gives connections.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.dialect: Final = engine.dialect
        self.shared: Final = engine.dialect.name == "postgresql"
        """Whether other processes may work on the same database."""
        # SQLite has one writer; who waits for it had better wait here, first come, first served.
        self._writing = None if self.shared else asyncio.Lock()

        self._group: Final = GroupCommit(self._transaction)

    def connect(self) -> AbstractAsyncContextManager[Connection]:
        """Give a connection to read with.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        current = self._current()
        return Reading(self._engine, current.connection if current else None)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Connection]:
        """Give a connection to write with; what is written is kept unless something is raised.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        current = self._current()
        transaction = current or self._transaction()
        async with Part(current) if current else Together(transaction):
            yield await transaction.opened()

    def together(self, order: str | None = None) -> AbstractAsyncContextManager[None]:
        """Make one transaction of all that is written inside; it starts with the first write.

        Inside of another it is a part that can fail by itself.

        Args:
            order: only one at a time, over all processes, is at work on what has this name.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        current = self._current()
        if current:
            return Part(current)
        return Together(self._transaction(), order if self.shared else None)

    async def write(self, step: Step[T]) -> T:
        """Write something.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        async with self.begin() as connection:
            return await step(connection)

    async def join(self, step: Step[T], within: float = 0.0) -> T:
        """Write something with a commit that it may share with others; return when it is kept.

        Inside of ``together`` it has to be the last that is written there.

        Args:
            step: what is written; it may be done again, if it went wrong.
            within: seconds that it may wait for others.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        current = self._current()
        if self.shared or (current and current.connection):
            return await self.write(step)
        if current:
            step = _after(current.take_deferred(), step)
            current.complete = True
        return await self._group.join(step, within)

    async def defer(self, step: Step[object]) -> None:
        """Write something that nobody asks for before the transaction ends.

        It is written with what comes next, so that it does not keep that from sharing a commit.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        current = self._current()
        if current and not self.shared and not current.connection:
            current.deferred.append(step)
        else:
            await self.write(step)

    async def ping(self) -> None:
        """Find out whether it answers and takes writes: while it is open, both can change.

        A server tells. With a file nothing but writing shows that its disk is full, or can only be
        read; so something is written that changes nothing.

        Raises:
            UnavailableError: there is no answer, or it takes none.
        """
        if not self.shared:
            await self.join(lambda connection: connection.execute(TOUCH))
            return
        async with self.connect() as connection:
            answer = await connection.scalar(_TAKES_NO_WRITES)
        if answer == "on":
            raise UnavailableError("it takes no writes: another has taken over, or it is set so")

    async def close(self) -> None:
        """Write what waits for others, and close all connections."""
        with suppress(TimeoutError):  # another process holds the file: it is as after a kill
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._group.finish()
        await self._engine.dispose()

    def _transaction(self) -> Transaction:
        return Transaction(self._engine, self._writing)

    def _current(self) -> Transaction | None:
        current = CURRENT.get()
        # A task that was begun in a transaction may outlive it.
        return current if current and current.engine is self._engine and not current.over else None


def _after(earlier: Sequence[Step[object]], step: Step[T]) -> Step[T]:
    """Return a step that takes others first."""
    if not earlier:
        return step

    async def all_of_them(connection: Connection) -> T:
        for one in earlier:
            await one(connection)
        return await step(connection)

    return all_of_them
