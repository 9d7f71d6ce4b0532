"""PostgreSQL over asyncpg, by SQLAlchemy's asyncio engine."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Concatenate, Final

import asyncpg
from sqlalchemy import URL, Connection, Dialect, Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncTransaction, create_async_engine

from bot.errors import UnavailableError
from bot.storage.connection import P, Rows, Savepoint, Statement, T
from bot.storage.failures import raise_if_it_passes
from bot.storage.prepared import Prepared
from bot.storage.tables import METADATA

for _table in METADATA.tables.values():
    for _index in _table.indexes:
        # What SQLite's index is limited to, PostgreSQL's is, too. Said beside the other, it would
        # have SQLAlchemy import this dialect wherever there are tables.
        if "sqlite_where" in _index.dialect_kwargs:
            _index.dialect_kwargs["postgresql_where"] = _index.dialect_kwargs["sqlite_where"]

CONNECTIONS: Final = 15  # of a process; PostgreSQL's default is 100 for all of them
ANSWER_SECONDS: Final = 10.0
"""Within which a server that is there answers.

One that has gone without a word, as behind a broken network, would be waited for until the system
gives the connection up: a quarter of an hour.
"""
CLOSING_SECONDS: Final = 0.5


class PostgresqlEngine:
    """Gives connections to a PostgreSQL.

    Args:
        address: of the database.
    """

    def __init__(self, address: URL) -> None:
        url = address.set(drivername="postgresql").render_as_string(hide_password=False)
        self._engine = create_async_engine(
            "postgresql+asyncpg://",
            # asyncpg reads a URL as libpq and pg_dump do, sslmode and all; SQLAlchemy does not.
            async_creator=partial(asyncpg.connect, url),
            pool_size=CONNECTIONS,
            max_overflow=0,
            hide_parameters=True,  # of an error: they hold what people have said
        )
        self.dialect: Final[Dialect] = self._engine.dialect

    async def connect(self) -> "PostgresqlConnection":
        return PostgresqlConnection(await _answered(self._engine.connect()))

    async def read(self) -> "PostgresqlConnection":
        return await self.connect()

    async def dispose(self) -> None:
        with suppress(TimeoutError):  # who does not answer need not be told that it is over
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._engine.dispose()


class PostgresqlConnection:
    """SQLAlchemy's connection, which here takes prepared statements, too.

    Whatever is asked of it raises ``UnavailableError`` where there is no answer in time; but for
    ``run_sync``, with which tables are changed, however long that takes.

    Args:
        connection: SQLAlchemy's.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.dialect: Final[Dialect] = connection.dialect

    async def begin(self) -> None:
        await _answered(self._connection.begin())

    async def execute(self, statement: Statement, parameters: Any = None) -> Rows:
        return await _answered(self._connection.execute(_plain(statement), parameters))

    async def scalar(self, statement: Statement, parameters: Any = None) -> Any:
        return await _answered(self._connection.scalar(_plain(statement), parameters))

    async def scalars(self, statement: Statement, parameters: Any = None) -> Sequence[Any]:
        return (await _answered(self._connection.scalars(_plain(statement), parameters))).all()

    async def run_sync(
        self, fn: Callable[Concatenate[Connection, P], T], *arg: P.args, **kw: P.kwargs
    ) -> T:
        return await self._connection.run_sync(fn, *arg, **kw)

    async def begin_nested(self) -> Savepoint:
        savepoint = await _answered(self._connection.begin_nested())
        return PostgresqlSavepoint(savepoint, self._connection)

    async def commit(self) -> None:
        await _answered(self._connection.commit())

    async def close(self) -> None:
        await _answered(self._connection.close())


class PostgresqlSavepoint:
    """A part of a transaction that can be undone by itself.

    Args:
        savepoint: SQLAlchemy's.
        connection: on which it was made.
    """

    def __init__(self, savepoint: AsyncTransaction, connection: AsyncConnection) -> None:
        self._savepoint = savepoint
        self._connection = connection

    @property
    def is_active(self) -> bool:
        """Whether its transaction goes on; it does not where the connection was lost."""
        return self._savepoint.is_active and not self._connection.invalidated

    async def commit(self) -> None:
        await _answered(self._savepoint.commit())

    async def rollback(self) -> None:
        await _answered(self._savepoint.rollback())


async def _answered(answer: Awaitable[T]) -> T:
    """Wait for an answer of the server.

    Raises:
        UnavailableError: there is none, or none that can be used at present.
    """
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await answer
    except TimeoutError as error:
        raise UnavailableError(f"no answer within {ANSWER_SECONDS:g} s") from error
    except Exception as error:
        raise_if_it_passes(error)
        raise


def _plain(statement: Statement) -> Executable:
    return statement.statement if isinstance(statement, Prepared) else statement
