"""Everything that is stored about a person, whichever table it is in: to hand over, or to delete.

Which rows are about a person is read off the tables, so that a new one cannot be left out: a column
``person`` holds a person's id, and a private chat has the id of its person.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Table, Update, delete, func, or_, select, update

from bot.storage.database import Database
from bot.storage.tables import METADATA, chats, outbox, people, rounds

_OWNERS: Final = ("person", "chat", "forum")


class PersonalStore:
    """Reads and deletes what is stored about a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def everything(self, person: str) -> dict[str, list[dict[str, Any]]]:
        """Return the rows about a person by table, with those that belong to them.

        Without what replies say that are on their way to the person: they come anyway, and one may
        be such a list itself, so that a few of them at once would hold each other.
        """
        held = {}
        async with self._database.connect() as connection:
            for table in METADATA.sorted_tables:
                condition = _about(table, person)
                if condition is not None:
                    columns = [column for column in table.c if column is not outbox.c.content]
                    rows = await connection.execute(select(*columns).where(condition))
                    # SQLAlchemy's own kind of text would take JSON's writer twenty times as long.
                    names = [str(column.key) for column in columns]
                    held[table.name] = [dict(zip(names, row, strict=True)) for row in rows]
        return {name: rows for name, rows in held.items() if rows}

    async def forget(self, person: str) -> None:
        """Delete everything about a person, at once.

        A round that the person started in a group belongs to the group: it stays, but for the name
        of who started it. That something was handled is still known, but not whose it was: what
        comes again after a crash would else be stored anew.
        """
        async with self._database.begin() as connection:
            await connection.execute(_handled_for_nobody(person))
            for table in reversed(METADATA.sorted_tables):
                condition = _about(table, person)
                if condition is not None:
                    await connection.execute(delete(table).where(condition))
            anonymous = update(rounds).where(rounds.c.starter == person).values(starter="")
            await connection.execute(anonymous)


def _handled_for_nobody(person: str) -> Update:
    """Return what leaves of all that was handled for a person the keys alone.

    That of an alarm may name the person; it goes, as the alarm does, which so never rings again.
    """
    theirs = outbox.c.chat == person, ~outbox.c.key.contains(person, autoescape=True)
    settled_at = func.coalesce(outbox.c.settled_at, outbox.c.free_at)
    statement = update(outbox).where(*theirs).values(settled_at=settled_at)
    return statement.values(chat="", content=None, question=None, messages=[])


def _about(table: Table, person: str) -> ColumnElement[bool] | None:
    """Return which rows of a table are about a person, None if none can be.

    A table that does not say whose its rows are goes with the table that they belong to.
    """
    owners = [table.c[name] for name in _OWNERS if name in table.c]
    if table in (people, chats):
        owners = [table.c.id]
    if owners:
        return or_(*(column == person for column in owners))
    for key in table.foreign_key_constraints:
        parent = _about(key.referred_table, person)
        if parent is not None and len(key.elements) == 1:
            (element,) = key.elements
            return element.parent.in_(select(element.column).where(parent))
    return None
