"""The database: migrated when it is opened, and what is written together."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from sqlalchemy import URL, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StorageError, UnavailableError
from bot.storage.connection import Connection, Engine, Session
from bot.storage.failures import passes
from bot.storage.migrating import NewerSchemaError, migrate
from bot.storage.sqlite import SqliteEngine

MIGRATING: Final = 0x6D6967  # the number of PostgreSQL's lock that whoever migrates holds


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

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        """Give a connection to read with.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        unit = self._unit()
        if unit and unit.connection:
            with _translated():
                yield unit.connection
        else:
            with _translated():
                connection = await self._engine.connect()
                try:
                    yield connection
                finally:
                    await connection.close()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Connection]:
        """Give a connection to write with; what is written is kept unless something is raised.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        async with self.together():
            unit = self._unit()
            if unit is None:
                raise RuntimeError("together() has not begun")
            with _translated():
                yield await unit.opened()

    @asynccontextmanager
    async def together(self, order: str | None = None) -> AsyncIterator[None]:
        """Make one transaction of all that is written inside; it starts with the first write.

        Inside of another it is a part that can fail by itself.

        Args:
            order: only one at a time, over all processes, is at work on what has this name.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        outer = self._unit()
        if outer:
            async with outer.part():
                yield
            return
        unit = _Unit(self, self._engine, self._writing)
        token = _UNIT.set(unit)
        try:
            with _translated():
                if order and self.shared:
                    key = func.hashtextextended(order, 0)
                    await (await unit.opened()).execute(select(func.pg_advisory_xact_lock(key)))
            yield
            with _translated():
                await unit.commit()
        finally:
            _UNIT.reset(token)
            unit.over = True
            await unit.close()

    async def ping(self) -> None:
        """Ask for an answer.

        Raises:
            UnavailableError: there is none.
        """
        async with self.connect() as connection:
            await connection.execute(select(1))

    def _unit(self) -> "_Unit | None":
        unit = _UNIT.get()
        # A task that was begun in a transaction may outlive it.
        return unit if unit and unit.database is self and not unit.over else None


class _Unit:
    """One transaction, from its first write on."""

    def __init__(self, database: Database, engine: Engine, writing: asyncio.Lock | None) -> None:
        self.database = database
        self.connection: Session | None = None
        self.over = False
        self._engine = engine
        self._writing = writing
        self._holds = False

    async def opened(self) -> Connection:
        if self.connection is None:
            if self._writing:
                await self._writing.acquire()
                self._holds = True
            self.connection = await self._engine.connect()
            await self.connection.begin()
        return self.connection

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        if self.connection is None:
            try:
                yield
            except BaseException:
                with _translated():
                    await self.close()
                raise
            return
        with _translated():
            savepoint = await self.connection.begin_nested()
        try:
            yield
        except BaseException:
            with _translated():
                if savepoint.is_active:
                    await savepoint.rollback()
            raise
        with _translated():
            await savepoint.commit()

    async def commit(self) -> None:
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


_UNIT: Final[ContextVar[_Unit | None]] = ContextVar("unit", default=None)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if not passes(error):
            raise
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise UnavailableError(f"the database cannot be used at present ({reason})") from error


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
    try:
        address = make_url(url)
    except (SQLAlchemyError, ValueError):  # the cause may hold the password
        raise StorageError("BOT_DATABASE_URL is no database address; see the README") from None
    shown = address.render_as_string(hide_password=True)
    engine = None
    try:
        engine = open_engine(address)
        await _migrate(engine)
    except NewerSchemaError as error:
        await _dispose(engine)
        raise StorageError(
            f"the database {shown} was written by a newer version of the bot ({error}); "
            "update the bot, or name another database in BOT_DATABASE_URL"
        ) from error
    except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
        await _dispose(engine)
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise StorageError(
            f"the database {shown} cannot be opened ({reason}); check BOT_DATABASE_URL, "
            "the folder's permissions and the free space"
        ) from error
    try:
        yield Database(engine)
    finally:
        await engine.dispose()


def open_engine(address: URL) -> Engine:
    """Return what gives connections to the database at an address."""
    if address.get_backend_name() != "sqlite":
        # Only here: with it comes SQLAlchemy's mapper of objects, which nobody uses.
        from bot.storage.postgresql import PostgresqlEngine  # noqa: PLC0415

        return PostgresqlEngine(address)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    return SqliteEngine(address)


async def _migrate(engine: Engine) -> None:
    connection = await engine.connect()
    try:
        await connection.begin()
        if engine.dialect.name == "postgresql":
            await connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
        await connection.run_sync(migrate)
        await connection.commit()
    finally:
        await connection.close()


async def _dispose(engine: Engine | None) -> None:
    if engine is not None:
        await engine.dispose()
