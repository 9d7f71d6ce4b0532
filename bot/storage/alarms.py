"""Lines that the clock says when they are due, kept so that a restart forgets none."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import bindparam, delete, or_, select, update

from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import Instant, alarms
from bot.storage.upsert import insert_into

LEASE: Final = timedelta(seconds=30)
"""How long whoever claims an alarm has for ringing it, before another may; that takes milliseconds,
but machines' clocks may differ."""

MOST_AT_ONCE: Final = 100


@dataclass(frozen=True)
class Alarm:
    """A line to be said later.

    Args:
        key: what it is for, for example ``reminder:telegram:42``; there is one alarm for a key.
        chat: the id of the chat where it is said.
        kind: the kind of that chat.
        person: the id of the person for whom it is said, or None.
        line: the line, a command.
        at: when it is due, in UTC.
        rung: how often it was begun; more than once after a crash or a failure.
    """

    key: str
    chat: str
    kind: str
    person: str | None
    line: str
    at: datetime
    rung: int = 0


class AlarmStore:
    """Reads and writes alarms."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, alarm: Alarm) -> None:
        """Set an alarm; one with the same key is replaced, also while it rings."""
        values = {
            "chat": alarm.chat,
            "kind": alarm.kind,
            "person": alarm.person,
            "line": alarm.line,
            "at": alarm.at,
            "claimed_until": None,
            "rung": 0,
        }
        statement = (
            insert_into(alarms, self._database)
            .values(key=alarm.key, **values)
            .on_conflict_do_update(index_elements=[alarms.c.key], set_=values)
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)

    async def cancel(self, key: str) -> None:
        """Take an alarm back, if there is one."""
        async with self._database.begin() as connection:
            await connection.execute(delete(alarms).where(alarms.c.key == key))

    async def claim(self, front: str, now: datetime) -> tuple[Alarm, ...]:
        """Take what is due for ``LEASE``: nobody else gets it until then.

        Args:
            front: how the ids of the chats of the front end begin.
            now: the present, in UTC.

        Returns:
            At most ``MOST_AT_ONCE`` alarms, the one that is due longest first.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        any_due, claiming = _claiming(front)
        moments = {"now": now, "much_later": now + 2 * LEASE}
        async with self._database.connect() as connection:
            if await connection.scalar(any_due, moments) is None:
                return ()
        moments["later"] = now + LEASE
        async with self._database.begin() as connection:
            rows = (await connection.execute(claiming, moments)).all()
        claimed = [
            Alarm(row.key, row.chat, row.kind, row.person, row.line, row.at, row.rung)
            for row in rows
        ]
        return tuple(sorted(claimed, key=lambda alarm: alarm.at))

    async def release(self, front: str) -> None:
        """Give back every claim: those of a process that is no more, if this is the only one.

        Args:
            front: how the ids of the chats of the front end begin.
        """
        mine = alarms.c.chat.startswith(front, autoescape=True)
        claimed = alarms.c.claimed_until.is_not(None)
        async with self._database.begin() as connection:
            await connection.execute(update(alarms).where(mine, claimed).values(claimed_until=None))

    async def settle(self, alarm: Alarm) -> None:
        """Drop an alarm that has rung, unless it was set anew meanwhile."""
        rung = alarms.c.key == alarm.key, alarms.c.at == alarm.at
        async with self._database.begin() as connection:
            await connection.execute(delete(alarms).where(*rung))


@cache  # one look a second, for the one front end of a process
def _claiming(front: str) -> tuple[Prepared, Prepared]:
    """Return the statements that tell whether something is due, and that claim what is."""
    now, later, much_later = (
        bindparam(name, type_=Instant) for name in ("now", "later", "much_later")
    )
    until = alarms.c.claimed_until
    # Whoever claims for much longer did so before the clock was set back, as in the outbox.
    free = or_(until.is_(None), until <= now, until > much_later)
    waiting = select(alarms.c.key).where(
        alarms.c.at <= now, free, alarms.c.chat.startswith(front, autoescape=True)
    )
    due = (
        waiting.order_by(alarms.c.at)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)  # for PostgreSQL; SQLite has one writer anyway
    )
    claiming = (
        update(alarms)
        .where(alarms.c.key.in_(due.scalar_subquery()))
        .values(claimed_until=later, rung=alarms.c.rung + 1)
        .returning(alarms)
    )
    return Prepared(waiting.limit(1)), Prepared(claiming)
