"""What was handled, and the replies that wait to be shown.

Everything that is handled leaves a row, in the same transaction as its effects. So what comes again
is known, and a reply that a crash has kept from being shown is found. A row is *claimed* by the
process that shows it until it is *settled*; the rows of a chat are claimed in their order, one at a
time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    Update,
    case,
    delete,
    exists,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Connection, Database
from bot.storage.tables import Instant, outbox
from bot.storage.upsert import insert_into

LEASE: Final = timedelta(seconds=30)
"""How long whoever claims a reply has for showing the next message of it, before another may."""

MOST_AT_ONCE: Final = 100


class HandledBeforeError(Exception):
    """It has come again; whatever was done about it this time is to be undone."""


@dataclass(frozen=True)
class Waiting:
    """A reply that is claimed.

    Args:
        id: its place in the order of all replies.
        chat: where it belongs.
        content: what it says.
        question: the message that it answers, or None.
        messages: ids of the messages that show it already, in order; of an earlier try.
    """

    id: int
    chat: str
    content: str
    question: int | None = None
    messages: tuple[int, ...] = field(default=())


class Outbox:
    """Reads and writes what one bot has handled.

    Args:
        database: where it is kept.
        bot: the bot's id in its front end.
    """

    def __init__(self, database: Database, bot: int) -> None:
        self._database = database
        self._mine = outbox.c.bot == bot
        self._bot = bot

    async def handled(
        self, key: str, chat: str, content: str | None, now: datetime, question: int | None = None
    ) -> Waiting | None:
        """Note that something was handled, together with its reply.

        Args:
            key: what was handled; there is one row for a key.
            chat: where the reply belongs.
            content: the reply, or None where there is nothing to say.
            now: the present, in UTC.
            question: the message that is answered.

        Returns:
            The reply, claimed; None if others of the chat come first, or there is none.

        Raises:
            HandledBeforeError: it was handled before.
        """
        before = exists().where(self._mine, outbox.c.chat == chat, outbox.c.settled_at.is_(None))
        statement = (
            insert_into(outbox, self._database)
            .values(
                bot=self._bot,
                key=key,
                chat=chat,
                question=question,
                content=content,
                messages=[],
                free_at=case((before, literal(now, Instant)), else_=literal(now + LEASE, Instant)),
                settled_at=None if content else now,
            )
            .returning(outbox.c.id, outbox.c.free_at)
        )
        try:
            async with self._database.begin() as connection:
                row = (await connection.execute(statement)).one()
        except IntegrityError as error:
            raise HandledBeforeError(key) from error
        if content is None or row.free_at <= now:
            return None
        return Waiting(row.id, chat, content, question)

    async def shows(self, waiting: Waiting, messages: Sequence[int], now: datetime) -> None:
        """Note the messages that show a reply so far, and go on claiming it."""
        values = {"messages": list(messages), "free_at": now + LEASE}
        await self._change(update(outbox).where(outbox.c.id == waiting.id).values(values))

    async def settle(
        self, waiting: Waiting, messages: Sequence[int], now: datetime
    ) -> Waiting | None:
        """Note that a reply is shown; return the next of its chat, claimed, if there is one."""
        done = update(outbox).where(outbox.c.id == waiting.id)
        async with self._database.begin() as connection:
            await connection.execute(
                done.values(messages=list(messages), content=None, settled_at=now)
            )
            claimed = await self._claim(connection, now, outbox.c.chat == waiting.chat)
        return claimed[0] if claimed else None

    async def claim(self, now: datetime) -> tuple[Waiting, ...]:
        """Claim replies that nobody is showing, the next of each chat, the oldest first."""
        free = select(outbox.c.id).where(*self._free(now))
        async with self._database.connect() as connection:
            if await connection.scalar(free.limit(1)) is None:
                return ()
        async with self._database.begin() as connection:
            return await self._claim(connection, now)

    async def release(self, now: datetime) -> None:
        """Give back every claim: those of a process that is no more, if this is the only one."""
        claims = self._mine, outbox.c.settled_at.is_(None), outbox.c.free_at > now
        await self._change(update(outbox).where(*claims).values(free_at=now))

    async def answers(self, chat: str, question: int) -> tuple[int, ...]:
        """Return the ids of the messages that answer a message now; empty if none do."""
        query = (
            select(outbox.c.messages)
            .where(self._mine, outbox.c.chat == chat, outbox.c.question == question)
            .where(outbox.c.settled_at.is_not(None))
            .order_by(outbox.c.id.desc())
            .limit(1)
        )
        async with self._database.connect() as connection:
            return tuple(await connection.scalar(query) or ())

    async def prune(self, before: datetime) -> None:
        """Forget what was settled before a moment.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        async with self._database.begin() as connection:
            await connection.execute(delete(outbox).where(self._mine, outbox.c.settled_at < before))

    async def _claim(
        self, connection: Connection, now: datetime, *only: ColumnElement[bool]
    ) -> tuple[Waiting, ...]:
        older = outbox.alias("older")
        first = ~exists().where(
            older.c.bot == outbox.c.bot,
            older.c.chat == outbox.c.chat,
            older.c.settled_at.is_(None),
            older.c.id < outbox.c.id,
        )
        free = (
            select(outbox.c.id)
            .where(*self._free(now), first, *only)
            .order_by(outbox.c.id)
            .limit(MOST_AT_ONCE)
            .with_for_update(skip_locked=True)  # for PostgreSQL; SQLite has one writer anyway
        )
        claimed = (
            update(outbox)
            .where(outbox.c.id.in_(free.scalar_subquery()))
            .values(free_at=now + LEASE)
            .returning(outbox)
        )
        rows = (await connection.execute(claimed)).all()
        return tuple(sorted(map(_waiting, rows), key=lambda waiting: waiting.id))

    def _free(self, now: datetime) -> tuple[ColumnElement[bool], ...]:
        # A claim that lasts much longer than any was made before the clock was set back. Not just
        # longer: it may have been made since ``now``, or by a clock that is a little ahead.
        over = or_(outbox.c.free_at <= now, outbox.c.free_at > now + 2 * LEASE)
        return self._mine, outbox.c.settled_at.is_(None), over

    async def _change(self, statement: Update) -> None:
        async with self._database.begin() as connection:
            await connection.execute(statement)


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(row.id, row.chat, row.content, row.question, tuple(row.messages))
