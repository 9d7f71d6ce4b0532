"""What has been chosen for a chat; how a private one shows formulas is its person's choice."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.rendering.display import Display
from bot.storage.database import Database
from bot.storage.tables import chats
from bot.storage.upsert import insert_into


class ChatStore:
    """Reads and writes what has been chosen for chats.

    Args:
        database: where they are kept.
        zone: the time zone where none has been chosen.
    """

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone

    async def display(self, chat: str) -> Display:
        """Return how formulas are shown here, the default where nothing has been chosen."""
        query = select(chats.c.display).where(chats.c.id == chat)
        async with self._database.connect() as connection:
            return Display(await connection.scalar(query) or Display.AUTO)

    async def choose_display(self, chat: str, display: Display) -> None:
        await self._choose(chat, display=display)

    async def asker_only(self, chat: str) -> bool:
        """Tell whether only who asked is to see the answer."""
        query = select(chats.c.asker_only).where(chats.c.id == chat)
        async with self._database.connect() as connection:
            return bool(await connection.scalar(query))

    async def choose_asker_only(self, chat: str, *, only: bool) -> None:
        await self._choose(chat, asker_only=only)

    async def zone(self, chat: str) -> ZoneInfo:
        """Return the time zone of a chat."""
        query = select(chats.c.zone).where(chats.c.id == chat)
        async with self._database.connect() as connection:
            name = await connection.scalar(query)
        return ZoneInfo(name) if name else self._zone

    async def choose_zone(self, chat: str, zone: ZoneInfo) -> None:
        await self._choose(chat, zone=zone.key)

    async def _choose(self, chat: str, **choice: str | bool) -> None:
        values: dict[str, str | bool] = {"display": Display.AUTO, **choice}
        statement = (
            insert_into(chats, self._database)
            .values(id=chat, **values)
            .on_conflict_do_update(index_elements=[chats.c.id], set_=choice)
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)
