"""What was handled, and the replies that wait to be shown.

Everything that is handled leaves a row, in the same transaction as its effects. So what comes again
is known, and a reply that a crash has kept from being shown is found. A row is *claimed* by the
process that shows it until it is *settled*; the rows of a chat are claimed in their order, one at a
time.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import Instant, outbox
from bot.storage.upsert import insert_into

LEASE: Final = timedelta(seconds=30)
"""How long whoever claims a reply has for showing the next message of it, before another may."""

SETTLED_WITHIN: Final = 0.005  # seconds
MOST_AT_ONCE: Final = 100
HELD_AT_ONCE: Final = 1_000  # after a large daily post; SQL has room for some thirty thousand
PRUNED_AT_ONCE: Final = 200  # rows; takes some milliseconds

# The statements that every answer needs are built once (docs/decisions/sqlite.md).
_NOW: Final = bindparam("now", type_=Instant)
_LATER: Final = bindparam("later", type_=Instant)
_MUCH_LATER: Final = bindparam("much_later", type_=Instant)
_SHOWS: Final = Prepared(update(outbox).where(outbox.c.id == bindparam("reply")))


class HandledBeforeError(Exception):
    """It has come again; whatever was done about it this time is to be undone."""


class Waiting(NamedTuple):
    """A reply that is claimed.

    Args:
        id: its place in the order of all replies.
        key: what was handled, and is answered.
        chat: where it belongs.
        content: what it says; empty for who has just noted it, and knows that.
        question: the message that it answers, or None.
        messages: ids of the messages that show it already, in order; of an earlier try.
    """

    id: int
    key: str
    chat: str
    content: str
    question: int | None = None
    messages: tuple[int, ...] = ()


class Outbox:
    """Reads and writes what one bot has handled.

    Args:
        database: where it is kept.
        bot: the bot's id in its front end.
    """

    def __init__(self, database: Database, bot: int) -> None:
        self._database = database
        self._mine = outbox.c.bot == bot
        self._insert = _insertion(database, bot)
        self._settle = _settling(bot)
        self._claim_next = self._claiming(outbox.c.chat == bindparam("in_chat"))
        self._claim_any = self._claiming()
        self._any_free = Prepared(select(outbox.c.id).where(*self._free).limit(1))

    async def handled(
        self,
        key: str,
        chat: str,
        content: str | None,
        now: datetime,
        question: int | None = None,
        *,
        last: bool = False,
    ) -> Waiting | None:
        """Note that something was handled, together with its reply.

        Args:
            key: what was handled; there is one row for a key.
            chat: where the reply belongs.
            content: the reply, or None where there is nothing to say.
            now: the present, in UTC.
            question: the message that is answered.
            last: whether that is all there is to be written; then it can share a commit.

        Returns:
            The reply, claimed; None if others of the chat come first, or there is none.

        Raises:
            HandledBeforeError: it was handled before.
        """
        noted: dict[str, Any] = {
            "key": key,
            "chat": chat,
            "question": question,
            "content": content,
            "settled_at": None if content else now,
            "in_chat": chat,
            "now": now,
            "later": now + LEASE,
        }

        async def step(connection: Connection) -> Any:
            return (await connection.execute(self._insert, noted)).one()

        try:
            row = await (self._database.join(step) if last else self._database.write(step))
        except IntegrityError as error:
            raise HandledBeforeError(key) from error
        if content is None or row.free_at <= now:
            return None
        # Not the content: hundreds may be on their way, and it takes 18 kB of a reply of 4.
        return Waiting(row.id, key, chat, "", question)

    async def shows(self, waiting: Waiting, messages: Sequence[int], now: datetime) -> None:
        """Note the messages that show a reply so far, and go on claiming it."""
        values = {"reply": waiting.id, "messages": list(messages), "free_at": now + LEASE}
        async with self._database.begin() as connection:
            await connection.execute(_SHOWS, values)

    async def hold(self, replies: Sequence[int], now: datetime) -> None:
        """Go on claiming replies that are not settled yet."""
        claimed = update(outbox).where(outbox.c.settled_at.is_(None)).values(free_at=now + LEASE)
        for start in range(0, len(replies), HELD_AT_ONCE):
            these = replies[start : start + HELD_AT_ONCE]
            async with self._database.begin() as connection:
                await connection.execute(claimed.where(outbox.c.id.in_(these)))

    async def settle(
        self, waiting: Waiting, messages: Sequence[int], now: datetime
    ) -> Waiting | None:
        """Note that a reply is shown; return the next of its chat, claimed, if there is one.

        Nobody but that one waits for it, so it takes up to ``SETTLED_WITHIN``, and what others have
        to note is kept by the same commit.
        """
        values = {
            "reply": waiting.id,
            "in_chat": waiting.chat,
            "messages": list(messages),
            "content": None,
            "settled_at": now,
        }

        async def step(connection: Connection) -> Waiting | None:
            if await connection.scalar(self._settle, values) is None:
                return None
            moments = _moments(now, in_chat=waiting.chat)
            return next(iter(_in_order(await connection.execute(self._claim_next, moments))), None)

        return await self._database.join(step, SETTLED_WITHIN)

    async def claim(self, now: datetime) -> tuple[Waiting, ...]:
        """Claim replies that nobody is showing, the next of each chat, the oldest first."""
        moments = _moments(now)
        async with self._database.connect() as connection:
            if await connection.scalar(self._any_free, moments) is None:
                return ()
        async with self._database.begin() as connection:
            return _in_order(await connection.execute(self._claim_any, moments))

    async def release(self, now: datetime) -> None:
        """Give back every claim: those of a process that is no more, if this is the only one."""
        claims = self._mine, outbox.c.settled_at.is_(None), outbox.c.free_at > now
        async with self._database.begin() as connection:
            await connection.execute(update(outbox).where(*claims).values(free_at=now))

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
        async with self._database.connect() as connection:
            ends = select(func.min(outbox.c.id)), select(func.max(outbox.c.id))
            first, last = [await connection.scalar(end) or 0 for end in ends]
        for start in range(first, last + 1, PRUNED_AT_ONCE):  # so that nobody waits for all of it
            step = self._mine, outbox.c.id.between(start, start + PRUNED_AT_ONCE - 1)
            young = select(outbox.c.id).where(*step, outbox.c.settled_at >= before).limit(1)
            async with self._database.begin() as connection:
                gone = delete(outbox).where(*step, outbox.c.settled_at < before)
                deleted = (await connection.execute(gone)).rowcount
                if not deleted and await connection.scalar(young) is not None:
                    return  # those that follow were settled later
            await asyncio.sleep(0)

    def _claiming(self, *only: ColumnElement[bool]) -> Prepared:
        """Return the statement that claims the next reply of each chat."""
        older = outbox.alias("older")
        first = ~exists().where(
            older.c.bot == outbox.c.bot,
            older.c.chat == outbox.c.chat,
            older.c.settled_at.is_(None),
            older.c.id < outbox.c.id,
        )
        free = (
            select(outbox.c.id)
            .where(*self._free, first, *only)
            .order_by(outbox.c.id)
            .limit(MOST_AT_ONCE)
            .with_for_update(skip_locked=True)  # for PostgreSQL; SQLite has one writer anyway
        )
        return Prepared(
            update(outbox)
            .where(outbox.c.id.in_(free.scalar_subquery()))
            .values(free_at=_LATER)
            .returning(outbox)
        )

    @property
    def _free(self) -> tuple[ColumnElement[bool], ...]:
        # A claim that lasts much longer than any was made before the clock was set back. Not just
        # longer: it may have been made since ``now``, or by a clock that is a little ahead.
        over = or_(outbox.c.free_at <= _NOW, outbox.c.free_at > _MUCH_LATER)
        return self._mine, outbox.c.settled_at.is_(None), over


def _insertion(database: Database, bot: int) -> Prepared:
    """Return the statement that notes what was handled, and claims it if it is the next."""
    mine = outbox.c.bot == bot, outbox.c.chat == bindparam("in_chat")
    before = exists().where(*mine, outbox.c.settled_at.is_(None))
    free_at = case((before, _NOW), else_=_LATER)
    insertion = insert_into(outbox, database)
    insertion = insertion.values(bot=bot, free_at=free_at, messages=text("'[]'"))
    return Prepared(insertion.returning(outbox.c.id, outbox.c.free_at))


def _settling(bot: int) -> Prepared:
    """Return the statement that settles a reply, and tells whether another waits in its chat."""
    other = outbox.alias("other")
    waits = (
        select(other.c.id)
        .where(other.c.bot == bot, other.c.chat == bindparam("in_chat"))
        .where(other.c.settled_at.is_(None), other.c.id != bindparam("reply"))
        .limit(1)
    )
    settled = update(outbox).where(outbox.c.id == bindparam("reply"))
    return Prepared(settled.returning(waits.scalar_subquery().label("following")))


def _moments(now: datetime, **more: str) -> dict[str, Any]:
    return {"now": now, "later": now + LEASE, "much_later": now + 2 * LEASE, **more}


def _in_order(rows: Iterable[Row[Any]]) -> tuple[Waiting, ...]:
    return tuple(sorted(map(_waiting, rows), key=lambda waiting: waiting.id))


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(row.id, row.key, row.chat, row.content, row.question, tuple(row.messages))
