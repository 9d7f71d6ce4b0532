"""Which failures of a database pass by themselves, so that trying again is worth while."""

import sqlite3
from typing import Final

from sqlalchemy import exc

from bot.errors import UnavailableError

SQLITE_PASSING: Final = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
POSTGRESQL_PASSING: Final = ("08", "25006", "28", "3D", "40", "53", "55", "57", "58")
"""How states begin: connection, read-only, login, database missing, conflict, resources, lock,
operator, system. A server is read-only when another has taken over, or its disk is full.

https://www.postgresql.org/docs/current/errcodes-appendix.html
"""


def raise_if_it_passes(error: BaseException) -> None:
    """Raise UnavailableError for a failure that passes by itself."""
    if passes(error):
        raise UnavailableError(str(getattr(error, "orig", None) or error)) from error


def passes(error: BaseException) -> bool:
    """Tell whether a failure lies with the database's present condition, not with what was asked.

    The disk is full, the file is locked, the server restarts or takes no writes, the network is
    gone.
    """
    if isinstance(error, OSError | exc.TimeoutError):
        return True
    if isinstance(error, exc.PendingRollbackError):  # its connection was lost before
        return True
    if isinstance(error, exc.DBAPIError) and error.connection_invalidated:
        return True
    driver = error.orig if isinstance(error, exc.DBAPIError) else error
    code = getattr(driver, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_PASSING  # the rest says where it happened
    state = getattr(driver, "sqlstate", None)
    if state is not None:
        return str(state).startswith(POSTGRESQL_PASSING)
    return type(driver).__name__ == "InterfaceError"  # asyncpg's: the connection is closed
