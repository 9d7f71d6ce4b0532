"""What has been chosen for a group or a channel; in a private chat it is its person's choice."""

from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    Insert,
    String,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    select,
    update,
)

from bot.rendering.display import Display
from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import ID_LENGTH, METADATA, chats, moves
from bot.storage.upsert import insert_into

_CHOSEN: Final = Prepared(select(chats).where(chats.c.id == bindparam("chat")))


@dataclass(frozen=True)
class Showing:
    """How replies are shown in a chat.

    Args:
        display: how formulas are shown.
        asker_only: whether only who asked is to see an answer.
        tidies: whether the bot's messages that nobody needs any more are deleted.
    """

    display: Display = Display.AUTO
    asker_only: bool = False
    tidies: bool = False


class ChatStore:
    """Reads and writes what has been chosen for chats.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def showing(self, chat: str) -> Showing:
        """Return how replies are shown here, the defaults where nothing has been chosen."""
        row = await self._row(chat)
        if row is None:
            return Showing()
        return Showing(Display(row.display), bool(row.asker_only), bool(row.tidies))

    async def choose_display(self, chat: str, display: Display) -> None:
        await self._choose(chat, display=display)

    async def choose_asker_only(self, chat: str, *, only: bool) -> None:
        await self._choose(chat, asker_only=only)

    async def choose_tidies(self, chat: str, *, tidies: bool) -> None:
        await self._choose(chat, tidies=tidies)

    async def zone(self, chat: str) -> ZoneInfo | None:
        """Return the time zone of a group or a channel, None if none was chosen."""
        row = await self._row(chat)
        return ZoneInfo(row.zone) if row and row.zone else None

    async def choose_zone(self, chat: str, zone: ZoneInfo | None) -> None:
        await self._choose(chat, zone=zone.key if zone else None)

    async def deck(self, chat: str) -> str | None:
        """Return the id of the deck that a chat, also a private one, has chosen."""
        row = await self._row(chat)
        return row.deck if row else None

    async def choose_deck(self, chat: str, deck: str) -> None:
        await self._choose(chat, deck=deck)

    async def move(self, old: str, new: str) -> None:
        """Hand everything that is stored of a chat, in whatever table, over to another.

        Every column that can hold an id is looked through, so that no table is forgotten. Where
        the new chat has a row of its own already, that one stays.
        """
        tables = METADATA.sorted_tables
        pointed_at = {key.column for table in tables for key in table.foreign_keys}
        columns = [column for table in tables for column in table.c if _holds_ids(column)]
        async with self._database.begin() as connection:
            for column in columns:
                if column in pointed_at:
                    await connection.execute(_copied(column, old, new, connection))
                else:
                    await _rename(connection, column, old, new)
            for column in columns:
                await connection.execute(delete(column.table).where(column == old))
            noted = insert_into(moves, self._database).values(old=old, new=new)
            await connection.execute(noted.on_conflict_do_nothing())

    async def current(self, chat: str) -> str:
        """Return the id that a chat has now: that of the supergroup which a group has become."""
        query = select(moves.c.new).where(moves.c.old == chat)
        async with self._database.connect() as connection:
            return await connection.scalar(query) or chat

    async def _row(self, chat: str) -> Any:
        async with self._database.connect() as connection:
            return (await connection.execute(_CHOSEN, {"chat": chat})).one_or_none()

    async def _choose(self, chat: str, **choice: str | bool | None) -> None:
        values: dict[str, str | bool | None] = {"display": Display.AUTO, **choice}
        statement = (
            insert_into(chats, self._database)
            .values(id=chat, **values)
            .on_conflict_do_update(index_elements=[chats.c.id], set_=choice)
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)


def _holds_ids(column: Column[Any]) -> bool:
    return isinstance(column.type, String) and column.type.length == ID_LENGTH


def _copied(column: Column[str], old: str, new: str, connection: Connection) -> Insert:
    """Copy a row that others point at under the new id: they are to point at the copy."""
    table = column.table
    values = [literal(new) if one is column else one for one in table.c]
    rows = select(*values).where(column == old)
    return insert_into(table, connection).from_select(table.c.keys(), rows).on_conflict_do_nothing()


async def _rename(connection: Connection, column: Column[str], old: str, new: str) -> None:
    """Put a new value in the place of an old one, unless that makes two rows of one key."""
    table = column.table
    if column.primary_key:
        other = table.alias()
        same = [other.c[key.name] == key for key in table.primary_key if key is not column]
        taken = exists().where(and_(other.c[column.name] == new, *same))
        await connection.execute(delete(table).where(column == old, taken))
    await connection.execute(update(table).where(column == old).values({column.name: new}))
