"""The database: one engine, migrated to the newest schema when it is opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, event, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StorageError

DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_TIMEOUT_MS: Final = 10_000
MIGRATING: Final = 0x6D6967  # the number of PostgreSQL's lock that whoever migrates holds


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[AsyncEngine]:
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
    address = address.set(drivername=DRIVERS.get(address.drivername, address.drivername))
    shown = address.render_as_string(hide_password=True)
    engine = None
    try:
        if address.database and address.get_backend_name() == "sqlite":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(address)
        if address.get_backend_name() == "sqlite":
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(engine.sync_engine, "begin", _begin_sqlite)
        async with engine.connect() as connection:
            await connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")
            async with connection.begin():
                if address.get_backend_name() == "postgresql":
                    await connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
                await connection.run_sync(_migrate)
    except CommandError as error:  # Alembic finds a revision that it does not know
        await _dispose(engine)
        raise StorageError(
            f"the database {shown} was written by a newer version of the bot ({error}); "
            "update the bot, or name another database in BOT_DATABASE_URL"
        ) from error
    except (SQLAlchemyError, OSError, ImportError) as error:
        await _dispose(engine)
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise StorageError(
            f"the database {shown} cannot be opened ({reason}); check BOT_DATABASE_URL, "
            "the folder's permissions and the free space"
        ) from error
    try:
        yield engine
    finally:
        await engine.dispose()


async def _dispose(engine: AsyncEngine | None) -> None:
    if engine is not None:
        await engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.isolation_level = None  # see _begin_sqlite


def _begin_sqlite(connection: Connection) -> None:
    """Begin for real: left alone, Python's sqlite3 commits each CREATE TABLE on its own.

    Migrating takes the write lock at once, so that of several that start together one migrates and
    the others wait, instead of failing half-way.

    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
    """
    options = connection.get_execution_options()
    connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
