"""Who is not answered for a while, so that only one process says so."""

from datetime import datetime

from sqlalchemy import delete, or_

from bot.storage.database import Database
from bot.storage.tables import pauses
from bot.storage.upsert import insert_into


class PauseStore:
    """Remembers pauses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, chat: str, now: datetime, until: datetime) -> bool:
        """Begin a pause; return False if there is one already.

        Args:
            chat: the chat, or the person, who has the id of their private chat.
            now: the present, in UTC.
            until: when the pause is over, in UTC.
        """
        new = insert_into(pauses, self._database).values(chat=chat, until=until)
        # One that lasts much longer than any was begun before the clock was set back.
        over = or_(pauses.c.until <= now, pauses.c.until > until + (until - now))
        statement = new.on_conflict_do_update(
            index_elements=[pauses.c.chat], set_={"until": until}, where=over
        )
        async with self._database.begin() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def prune(self, before: datetime) -> None:
        """Forget pauses that were over before a moment.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        async with self._database.begin() as connection:
            await connection.execute(delete(pauses).where(pauses.c.until < before))
