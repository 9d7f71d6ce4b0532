"""What has been chosen for a group or a channel; a private chat has its person's choices."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.rendering.display import Display
from bot.storage.tables import chats
from bot.storage.upsert import insert_into


class ChatStore:
    """Reads and writes groups and channels."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def display(self, chat: str) -> Display:
        """Return how formulas are shown here, the default where nothing has been chosen."""
        query = select(chats.c.display).where(chats.c.id == chat)
        async with self._engine.connect() as connection:
            return Display(await connection.scalar(query) or Display.AUTO)

    async def choose_display(self, chat: str, display: Display) -> None:
        statement = (
            insert_into(chats, self._engine)
            .values(id=chat, display=display)
            .on_conflict_do_update(index_elements=[chats.c.id], set_={"display": display})
        )
        async with self._engine.begin() as connection:
            await connection.execute(statement)
