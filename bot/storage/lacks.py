"""What the bot lacks where, as far as it was told; and who has added it to a chat."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, select

from bot.storage.database import Database
from bot.storage.tables import hosts, lacks
from bot.storage.upsert import insert_into

TITLE_CHARACTERS = 128


class LackStore:
    """Reads and writes what has been told, and to whom it can be."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, chat: str, lack: str, at: datetime) -> bool:
        """Note that something is told; return False if it was before."""
        new = insert_into(lacks, self._database).values(chat=chat, lack=lack, at=at)
        async with self._database.begin() as connection:
            return bool((await connection.execute(new.on_conflict_do_nothing())).rowcount)

    async def take_back(self, person: str, kinds: Collection[str]) -> None:
        """Note that what was to be told to who has added the bot was not, wherever that is."""
        theirs = select(hosts.c.chat).where(hosts.c.person == person)
        which = and_(lacks.c.chat.in_(theirs), lacks.c.lack.in_(kinds))
        async with self._database.begin() as connection:
            await connection.execute(delete(lacks).where(which))

    async def remember_host(self, chat: str, person: str, title: str) -> None:
        """Remember who has added the bot to a chat, in place of who did before."""
        values = {"person": person, "title": title[:TITLE_CHARACTERS]}
        new = insert_into(hosts, self._database).values(chat=chat, **values)
        statement = new.on_conflict_do_update(index_elements=[hosts.c.chat], set_=values)
        async with self._database.begin() as connection:
            await connection.execute(statement)

    async def forget_host(self, chat: str) -> None:
        async with self._database.begin() as connection:
            await connection.execute(delete(hosts).where(hosts.c.chat == chat))

    async def host(self, chat: str) -> str | None:
        """Return who has added the bot to a chat, if that is known."""
        query = select(hosts.c.person).where(hosts.c.chat == chat)
        async with self._database.connect() as connection:
            person: str | None = await connection.scalar(query)
        return person

    async def title(self, chat: str) -> str:
        """Return what a chat was called when the bot was added; empty if that is not known."""
        query = select(hosts.c.title).where(hosts.c.chat == chat)
        async with self._database.connect() as connection:
            return await connection.scalar(query) or ""
