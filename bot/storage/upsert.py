"""Insertion that copes with what is there already; SQLite and PostgreSQL spell it alike."""

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from bot.storage.connection import Connection
from bot.storage.database import Database


def insert_into(table: Table, to: Database | Connection | str) -> sqlite.Insert:
    """Return an INSERT that has ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    dialect = to if isinstance(to, str) else to.dialect.name
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- only where it is used

        return postgresql.insert(table)  # type: ignore[return-value]  # the same two methods
    return sqlite.insert(table)
