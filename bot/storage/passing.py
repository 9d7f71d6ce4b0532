"""Messages of the bot that nobody needs after a while, in groups that want them gone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables import chats, passing
from bot.storage.upsert import insert_into


class PassingStore:
    """Remembers which messages are to be deleted, and when.

    Args:
        database: where they are kept.
        bot: the bot's id in its front end.
    """

    def __init__(self, database: Database, bot: int) -> None:
        self._database = database
        self._bot = bot

    async def remember(self, chat: str, messages: Sequence[int], at: datetime) -> None:
        """Have messages deleted at a moment, in UTC; the last that is said of one counts."""
        new = insert_into(passing, self._database).values(
            [{"bot": self._bot, "chat": chat, "message": it, "at": at} for it in messages]
        )
        key = passing.c.bot, passing.c.chat, passing.c.message
        async with self._database.begin() as connection:
            await connection.execute(new.on_conflict_do_update(index_elements=key, set_={"at": at}))

    async def keep(self, chat: str, messages: Sequence[int]) -> None:
        """Have messages stay: they say something else now."""
        those = passing.c.chat == chat, passing.c.message.in_(messages)
        async with self._database.begin() as connection:
            await connection.execute(delete(passing).where(passing.c.bot == self._bot, *those))

    async def take(self, now: datetime) -> list[tuple[str, int]]:
        """Take what is due where that is still wanted: chats and messages; remember it no more.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        due = passing.c.bot == self._bot, passing.c.at <= now
        async with self._database.connect() as connection:
            if await connection.scalar(select(passing.c.message).where(*due).limit(1)) is None:
                return []
        gone = delete(passing).where(*due).returning(passing.c.chat, passing.c.message)
        wanted = select(chats.c.id).where(chats.c.tidies)
        async with self._database.begin() as connection:
            rows = (await connection.execute(gone)).all()
            tidy = set(await connection.scalars(wanted))
        return [(row.chat, row.message) for row in rows if row.chat in tidy]
