"""SQLite without threads: each call is made where it is awaited.

SQLite answers in tens of microseconds; to hand each statement, BEGIN and COMMIT to a thread and
take up its answer costs several times that. What can take long is another process that holds the
lock: that is waited for with the event loop free. docs/decisions/sqlite.md has the figures.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Any, Concatenate, Final

from sqlalchemy import URL, Connection, Dialect, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage.checkpoints import Checkpoints
from bot.storage.connection import P, Rows, Statement, T
from bot.storage.failures import raise_if_it_passes
from bot.storage.prepared import Fetched, Prepared

BUSY_SECONDS: Final = 10.0  # to wait for a lock that another process holds
SHORTEST_PAUSE: Final = 0.001  # seconds between two tries
LONGEST_PAUSE: Final = 0.05
PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 20000",  # pages; only if our own (``checkpoints``) do not come to it
)


class SqliteEngine:
    """Gives connections to a SQLite file, for one event loop.

    Args:
        address: of the file.
    """

    def __init__(self, address: URL) -> None:
        # There is no limit to the connections: SQLAlchemy would wait for one without asyncio.
        self._engine = create_engine(
            address,
            connect_args={"timeout": 0},
            max_overflow=-1,
            hide_parameters=True,  # of an error: they hold what people have said
        )
        event.listen(self._engine, "connect", _prepare)
        self.dialect: Final[Dialect] = self._engine.dialect
        self._free: list[SqliteConnection] = []
        self._checkpoints = Checkpoints(address.database)
        self._reading: SqliteConnection | None = None

    async def connect(self) -> "SqliteConnection":
        """Return a connection for one user.

        Raises:
            UnavailableError: the file cannot be opened.
        """
        if self._free:
            connection = self._free.pop()
        else:
            opened = await _patiently(self._engine.connect)
            connection = SqliteConnection(opened, self._committed, self._free.append)
        return connection.shared()

    async def read(self) -> "SqliteConnection":
        """Return a connection with which everybody reads until the event loop turns.

        To look into the file takes longer than what is then read. What is read is one snapshot,
        until somebody commits: that is to be seen at once.

        Raises:
            UnavailableError: the file cannot be opened.
        """
        if self._reading is None:
            connection = await self.connect()
            if self._reading is None:
                self._reading = connection
                asyncio.get_running_loop().call_soon(self._turned)
            else:
                await connection.close()
        return self._reading.shared()

    async def dispose(self) -> None:
        self._turned()
        await self._checkpoints.finish()
        for connection in self._free:
            connection.dispose()
        self._free.clear()
        self._engine.dispose()

    def _turned(self) -> None:
        reading, self._reading = self._reading, None
        if reading:
            reading.release()

    def _committed(self, changed: int) -> None:
        self._checkpoints.count(changed)
        if self._reading:
            self._reading.end()


class SqliteConnection:
    """The methods of SQLAlchemy's ``AsyncConnection`` that are used here.

    Args:
        connection: the same without asyncio.
        committed: is told how many rows a commit has changed.
        free: is given the connection when its last user has closed it; it can be used again.
    """

    def __init__(
        self,
        connection: Connection,
        committed: Callable[[int], None],
        free: Callable[["SqliteConnection"], None],
    ) -> None:
        self._connection = connection
        self._committed = committed
        self._free = free
        self._sqlite: Any = connection.connection.dbapi_connection
        self._changed = 0
        self._users = 0
        self.dialect: Final[Dialect] = connection.dialect

    async def begin(self) -> None:
        """Begin to write.

        Who writes takes the write lock at once: to find out half-way that somebody else has
        written since one's first look would be an error that no waiting mends.

        Raises:
            UnavailableError: another process has held the lock for too long.
        """
        await _patiently(self._sqlite.execute, "BEGIN IMMEDIATE")

    async def execute(self, statement: Statement, parameters: Any = None) -> Rows:
        # Left alone, Python's sqlite3 would begin late and commit each CREATE TABLE on its own:
        # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
        if not self._sqlite.in_transaction:
            self._sqlite.execute("BEGIN")
        if isinstance(statement, Prepared):
            return await _patiently(self._run, statement, parameters or {})
        return await _patiently(self._connection.execute, statement, parameters)

    async def scalar(self, statement: Statement, parameters: Any = None) -> Any:
        return (await self.execute(statement, parameters)).scalar()

    async def scalars(self, statement: Statement, parameters: Any = None) -> Sequence[Any]:
        return [row[0] for row in await self.execute(statement, parameters)]

    async def begin_nested(self) -> "Savepoint":
        _at_once(self._sqlite.execute, "SAVEPOINT part")
        return Savepoint(self._sqlite)

    async def run_sync(
        self, fn: Callable[Concatenate[Connection, P], T], *arg: P.args, **kw: P.kwargs
    ) -> T:
        """Do something that knows only connections without asyncio."""
        return fn(self._connection, *arg, **kw)

    async def commit(self) -> None:
        _at_once(self._sqlite.commit)
        changed = self._sqlite.total_changes
        self._committed(changed - self._changed)
        self._changed = changed

    async def close(self) -> None:
        """Undo what was not committed, and give the connection back."""
        self.release()

    def shared(self) -> "SqliteConnection":
        """Return the connection for one user more."""
        self._users += 1
        return self

    def release(self) -> None:
        """Have one user less; after the last, it is as new."""
        self._users -= 1
        if not self._users:
            self.end()
            self._free(self)

    def end(self) -> None:
        """End what was read or written; what was not committed is undone."""
        if self._sqlite.in_transaction:
            _at_once(self._sqlite.rollback)

    def dispose(self) -> None:
        """Close the connection for good."""
        self._connection.close()

    def _run(self, statement: Prepared, parameters: Mapping[str, Any]) -> Fetched:
        translated = statement.for_sqlite(tuple(parameters))
        try:
            return translated.execute(self._sqlite, parameters)
        except sqlite3.Error as error:  # as SQLAlchemy tells of it
            raise DBAPIError.instance(
                translated.sql, None, error, sqlite3.Error, dialect=self.dialect
            ) from error


class Savepoint:
    """A part of a transaction that can be undone by itself."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def is_active(self) -> bool:
        """Whether its transaction goes on; where the disk is full, SQLite may end it."""
        return self._connection.in_transaction

    async def commit(self) -> None:
        _at_once(self._connection.execute, "RELEASE part")

    async def rollback(self) -> None:
        _at_once(self._connection.execute, "ROLLBACK TO part")
        _at_once(self._connection.execute, "RELEASE part")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 is to begin nothing by itself
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


async def _patiently(call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Call; while the file is locked, again, until it is not or the time is over.

    Raises:
        UnavailableError: it is still locked, or fails otherwise at present.
    """
    give_up, pause = None, SHORTEST_PAUSE
    while True:
        try:
            return call(*args, **named)
        except (sqlite3.Error, SQLAlchemyError) as error:
            give_up = give_up or monotonic() + BUSY_SECONDS
            if not _is_locked(error) or monotonic() > give_up:
                raise_if_it_passes(error)
                raise
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _at_once(call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Call what needs no lock, or has it.

    Raises:
        UnavailableError: it fails at present.
    """
    try:
        return call(*args, **named)
    except sqlite3.Error as error:
        raise_if_it_passes(error)
        raise


def _is_locked(error: Exception) -> bool:
    driver = getattr(error, "orig", error)
    return getattr(driver, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
