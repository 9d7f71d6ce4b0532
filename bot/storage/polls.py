"""Which polls are out: whose votes say which line, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.storage.database import Database
from bot.storage.tables import polls
from bot.storage.upsert import insert_into


@dataclass(frozen=True)
class Posted:
    """A poll that a front end has shown.

    Args:
        id: what the front end calls it.
        chat: the id of the chat where it is.
        message: the number of its message there.
        line: what a vote says, but for the chosen options.
        at: when it was shown, in UTC.
        until: when it closes by itself, in UTC.
    """

    id: str
    chat: str
    message: int
    line: str
    at: datetime
    until: datetime


class PollStore:
    """Remembers polls."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, poll: Posted) -> None:
        """Note a poll that was shown; the same one again changes nothing."""
        values = {
            "id": poll.id,
            "chat": poll.chat,
            "message": poll.message,
            "line": poll.line,
            "at": poll.at,
            "until": poll.until,
        }
        statement = insert_into(polls, self._database).values(**values).on_conflict_do_nothing()
        async with self._database.begin() as connection:
            await connection.execute(statement)

    async def find(self, name: str) -> Posted | None:
        """Return the poll that the front end calls so."""
        async with self._database.connect() as connection:
            row = (await connection.execute(select(polls).where(polls.c.id == name))).one_or_none()
        return Posted(*row) if row else None

    async def saying(self, chat: str, line: str) -> Sequence[Posted]:
        """Return the polls of a chat whose votes say this line: after a crash there may be two."""
        query = select(polls).where(polls.c.chat == chat, polls.c.line == line)
        async with self._database.connect() as connection:
            return [Posted(*row) for row in await connection.execute(query)]

    async def shown_at(self, chat: str, line: str) -> datetime | None:
        """Return when the newest poll whose votes say this line was shown; None if none was."""
        newest = select(func.max(polls.c.at)).where(polls.c.chat == chat, polls.c.line == line)
        async with self._database.connect() as connection:
            shown: datetime | None = await connection.scalar(newest)
        return shown

    async def prune(self, before: datetime) -> None:
        """Drop polls that were shown before this moment: their time has long been over.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        async with self._database.begin() as connection:
            await connection.execute(delete(polls).where(polls.c.at < before))
