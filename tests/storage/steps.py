"""How much SQLite has to do for something, however fast the machine is."""

import sqlite3
from collections.abc import Callable

from bot.storage.database import Database


async def steps_of(database: Database) -> Callable[[], int]:
    """Return what tells how many steps SQLite's machine has made so far.

    That of the connection which is used if nobody else uses the database at the same time.
    PostgreSQL does not tell its steps: tests of this are marked ``sqlite``.
    """
    async with database.connect() as connection:
        plain = await connection.run_sync(lambda it: it.connection.dbapi_connection)
    assert isinstance(plain, sqlite3.Connection)
    made = 0

    def step() -> None:
        nonlocal made
        made += 1

    plain.set_progress_handler(step, 1)
    return lambda: made
