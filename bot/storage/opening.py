"""Opening the database: found, brought up to date, and where that cannot be, what to do."""

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StorageError, UnavailableError
from bot.storage.connection import Engine, T
from bot.storage.database import Database
from bot.storage.migrating import NewerSchemaError, Schema, look, migrate
from bot.storage.sqlite import SqliteEngine


class Space(NamedTuple):
    """How much can be written.

    Args:
        folder: where.
        free: in bytes.
    """

    folder: Path
    free: int


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


def space_for(url: str) -> Space | None:
    """Tell how much space there is for a SQLite file; None for another database.

    Raises:
        StorageError: as ``open_database``.
    """
    with explained(url) as address:
        file = _file(address)
        if file is None:
            return None
        folder = _nearest_folder(file)
        return Space(folder, shutil.disk_usage(folder).free)


def _is_missing(address: URL) -> bool:
    """Tell whether a file of SQLite is not there yet; whether it could be is found out.

    Raises:
        PermissionError: it could not.
    """
    file = _file(address)
    if file is None:
        return False
    folder = _nearest_folder(file)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(f"nothing can be written into {folder}")
    return not file.exists()


def _file(address: URL) -> Path | None:
    """Return the file of a SQLite database; None for one that is another, or no plain path."""
    named = address.get_backend_name() == "sqlite" and "uri" not in address.query
    return Path(address.database).absolute() if named and address.database else None


def _nearest_folder(file: Path) -> Path:
    """Return the folder of a file, or that in which it would be made."""
    return next(it for it in file.parents if it.exists())


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
    except (UnavailableError, SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
        reason = _reason(error)
        raise StorageError(
            f"the database {shown} cannot be opened ({reason}); {_remedy(address, error, reason)}"
        ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, UnavailableError):
        return error.reason
    return " ".join(str(getattr(error, "orig", None) or error).split())


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
