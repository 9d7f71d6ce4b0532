"""One transaction: begun with its first write, kept or undone as a whole, with parts that can fail.

The common ways through here are classes, not generators with ``asynccontextmanager``: an answer
goes through four of them, and each would cost as much as a statement.
"""

import asyncio
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Final

from sqlalchemy import func, select

from bot.storage.connection import Connection, Engine, Savepoint, Session, Step


class Transaction:
    """What is written together.

    Args:
        engine: gives connections.
        writing: who holds it may write; None where the database itself sees to that.
    """

    def __init__(self, engine: Engine, writing: asyncio.Lock | None) -> None:
        self.engine: Final = engine
        self.connection: Session | None = None
        self.complete = False
        """Whether nothing may be written any more."""
        self.over = False
        self.deferred: list[Step[object]] = []
        """What is written before whatever comes next, or at the end."""
        self._writing = writing
        self._holds = False

    async def opened(self) -> Connection:
        """Return its connection; with the first call it begins.

        Raises:
            RuntimeError: it is complete.
        """
        if self.complete:
            raise RuntimeError("something is written after what was to be the last")
        if self.connection is None:
            if self._writing:
                await self._writing.acquire()
                self._holds = True
            self.connection = await self.engine.connect()
            await self.connection.begin()
            for step in self.take_deferred():
                await step(self.connection)
        return self.connection

    def take_deferred(self) -> list[Step[object]]:
        """Return what is deferred; it is not any more."""
        taken, self.deferred = self.deferred, []
        return taken

    async def commit(self) -> None:
        if self.deferred:
            await self.opened()
        if self.connection:
            await self.connection.commit()

    async def close(self) -> None:
        """Undo what was not committed."""
        try:
            if self.connection:
                await self.connection.close()
        finally:
            self.connection = None
            if self._writing and self._holds:
                self._holds = False
                self._writing.release()


CURRENT: Final[ContextVar[Transaction | None]] = ContextVar("transaction", default=None)
"""The transaction of whoever asks."""


class Together:
    """A transaction as a context: kept at its end, unless something is raised.

    Args:
        transaction: which is to be the current one.
        order: only one at a time, over all processes, is at work on what has this name.
    """

    __slots__ = ("_order", "_token", "_transaction")

    def __init__(self, transaction: Transaction, order: str | None = None) -> None:
        self._transaction = transaction
        self._order = order

    async def __aenter__(self) -> None:
        if self._order is not None:
            await self._wait_for_turn(self._order)
        self._token: Token[Transaction | None] = CURRENT.set(self._transaction)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                await self._transaction.commit()
        finally:
            CURRENT.reset(self._token)
            self._transaction.over = True
            await self._transaction.close()

    async def _wait_for_turn(self, order: str) -> None:
        lock = select(func.pg_advisory_xact_lock(func.hashtextextended(order, 0)))
        try:
            await (await self._transaction.opened()).execute(lock)
        except BaseException:
            await self._transaction.close()
            raise


class Part:
    """A part of a transaction as a context: if it fails, what was written in it is undone.

    Args:
        transaction: which it is a part of.
    """

    __slots__ = ("_savepoint", "_transaction")

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._savepoint: Savepoint | None = None

    async def __aenter__(self) -> None:
        if self._transaction.deferred:  # that stays, whatever becomes of this part
            await self._transaction.opened()
        if self._transaction.connection:
            self._savepoint = await self._transaction.connection.begin_nested()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error:
            self._transaction.take_deferred()
        if self._savepoint is None:
            if error:  # all that was written was written here
                await self._transaction.close()
        elif error is None:
            await self._savepoint.commit()
        elif self._savepoint.is_active:
            await self._savepoint.rollback()


class Reading:
    """A connection to read with, as a context.

    Args:
        engine: gives connections.
        connection: that of the current transaction, which sees what was written in it.
    """

    __slots__ = ("_connection", "_engine", "_own")

    def __init__(self, engine: Engine, connection: Connection | None) -> None:
        self._engine = engine
        self._connection = connection
        self._own: Session | None = None

    async def __aenter__(self) -> Connection:
        if self._connection:
            return self._connection
        self._own = await self._engine.read()
        return self._own

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._own:
            await self._own.close()
