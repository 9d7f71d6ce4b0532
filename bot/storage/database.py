"""The database: one engine, migrated to the newest schema when it is opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StorageError

DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_TIMEOUT_MS: Final = 10_000


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
    address = make_url(url)
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
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
    except (SQLAlchemyError, OSError, ImportError) as error:
        if engine:
            await engine.dispose()
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise StorageError(
            f"the database {shown} cannot be opened ({reason}); check BOT_DATABASE_URL, "
            "the folder's permissions and the free space"
        ) from error
    try:
        yield engine
    finally:
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

    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
    """
    connection.exec_driver_sql("BEGIN")


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
