"""The database: migrated when it is opened, and what is written together."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy
from sqlalchemy import URL, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StorageError, UnavailableError
from bot.storage.connection import Connection, Engine, Step, T
from bot.storage.group_commit import GroupCommit
from bot.storage.migrating import NewerSchemaError, Schema, look, migrate
from bot.storage.sqlite import SqliteEngine
from bot.storage.transaction import CURRENT, TRANSLATED, Part, Reading, Together, Transaction

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
            with TRANSLATED:
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
        """Ask for an answer, and a server whether it takes writes: while it runs, that can change.

        Raises:
            UnavailableError: there is no answer, or it takes none.
        """
        async with self.connect() as connection:
            answer = await connection.scalar(_TAKES_NO_WRITES if self.shared else select(1))
        if answer == "on":
            raise UnavailableError("it takes no writes: another has taken over, or it is set so")

    async def close(self) -> None:
        """Write what waits for others, and close all connections."""
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


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """Open the database at ``url`` and bring its schema up to date.

    Args:
        url: an SQLAlchemy URL, ``sqlite:///…`` or ``postgresql://…``; the folder of a SQLite
            file is made if it does not exist.

    Raises:
        StorageError: the database cannot be opened or migrated; says which and why, without
            the password.
    """
    with explained(url) as address:
        engine = open_engine(address)
        try:
            await _in_transaction(engine, migrate)
        except BaseException:
            await engine.dispose()
            raise
    database = Database(engine)
    try:
        yield database
    finally:
        await database.close()


async def look_at_schema(url: str) -> Schema:
    """Look how far the schema of the database at ``url`` is; nothing of it is changed.

    Raises:
        StorageError: it cannot be opened at the next start either, or not be written; as
            ``open_database``.
    """
    with explained(url) as address:
        if _is_missing(address):
            return Schema(address.get_backend_name(), None)
        engine = open_engine(address)
        try:
            return await _in_transaction(engine, look, keep=False)
        finally:
            await engine.dispose()


def _is_missing(address: URL) -> bool:
    """Tell whether a file of SQLite is not there yet; whether it could be is found out.

    Raises:
        PermissionError: it could not.
    """
    named = address.get_backend_name() == "sqlite" and "uri" not in address.query
    if not (named and address.database):
        return False
    file = Path(address.database).absolute()
    folder = next(it for it in file.parents if it.exists())
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(f"nothing can be written into {folder}")
    return not file.exists()


@contextmanager
def explained(url: str) -> Iterator[URL]:
    """Give the address that an URL is, and say of what goes wrong there what to do.

    Raises:
        StorageError: says which database, and why, without the password.
    """
    try:
        address = make_url(url)
    except (SQLAlchemyError, ValueError):  # the cause may hold the password
        raise StorageError("BOT_DATABASE_URL is no database address; see the README") from None
    shown = address.difference_update_query(["password"]).render_as_string(hide_password=True)
    try:
        yield address
    except NewerSchemaError as error:
        raise StorageError(
            f"the database {shown} was written by a newer version of the bot ({error}); "
            "update the bot, or name another database in BOT_DATABASE_URL"
        ) from error
    except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise StorageError(
            f"the database {shown} cannot be opened ({reason}); {_remedy(address, error, reason)}"
        ) from error


def _remedy(address: URL, error: Exception, reason: str) -> str:
    if isinstance(error, ImportError):
        return "install the bot with the extra [postgresql]"
    if "is locked" in reason:
        return "another process writes to it; try again, or end that one"
    if address.get_backend_name() == "sqlite":
        return (
            "check BOT_DATABASE_URL, the permissions of the file and its folder, and the free space"
        )
    return "check BOT_DATABASE_URL, and whether the server runs and lets the bot write"


def open_engine(address: URL) -> Engine:
    """Return what gives connections to the database at an address."""
    if address.get_backend_name() != "sqlite":
        # Only here: with it comes SQLAlchemy's mapper of objects, which nobody uses.
        from bot.storage.postgresql import PostgresqlEngine  # noqa: PLC0415

        return PostgresqlEngine(address)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    return SqliteEngine(address.set(drivername="sqlite"))


async def _in_transaction(
    engine: Engine, step: Callable[[sqlalchemy.Connection], T], *, keep: bool = True
) -> T:
    connection = await engine.connect()
    try:
        await connection.begin()
        result = await connection.run_sync(step)
        if keep:
            await connection.commit()
        return result
    finally:
        await connection.close()
