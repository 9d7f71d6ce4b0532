"""Reports of mistakes in the database; every change names the state it expects."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, select, update

from bot.domain.language import Language
from bot.domain.reports import Draft, Report, State
from bot.storage.database import Database
from bot.storage.tables import reports
from bot.storage.upsert import insert_into

_GONE: Final = State.WITHDRAWN


class ReportStore:
    """Reads and writes reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, draft: Draft, at: datetime) -> tuple[Report, bool]:
        """Keep a report; return it, and whether it is new: the same text again is the same one."""
        digest = blake2b(draft.text.casefold().encode(), digest_size=8).hexdigest()
        statement = (
            insert_into(reports, self._database)
            .values(**asdict(draft), digest=digest, state=State.OPEN, tell=False, at=at)
            .on_conflict_do_nothing()
        )
        same = [
            reports.c.person == draft.person,
            reports.c.entry == draft.entry,
            reports.c.digest == digest,
        ]
        async with self._database.begin() as connection:
            new = bool((await connection.execute(statement)).rowcount)
            row = (await connection.execute(select(reports).where(*same))).one()
        return _report(row), new

    async def find(self, number: int) -> Report | None:
        """Return a report, unless it was withdrawn."""
        found = await self._select(and_(reports.c.id == number, reports.c.state != _GONE), limit=1)
        return found[0] if found else None

    async def count(self, person: str, since: datetime) -> int:
        """Return how many reports somebody has sent since a moment."""
        mine = select(func.count()).where(reports.c.person == person, reports.c.at > since)
        async with self._database.connect() as connection:
            return int(await connection.scalar(mine) or 0)

    async def waiting(self, limit: int) -> Sequence[Report]:
        """Return the reports that nobody has settled, the oldest first."""
        return await self._select(reports.c.state == State.OPEN, limit=limit)

    async def settle(self, number: int, before: State, after: State, at: datetime) -> bool:
        """Note what has become of a report; False if it was not in the state ``before``."""
        here = reports.c.id == number, reports.c.state == before
        values = {"state": after, "settled_at": None if after is State.OPEN else at}
        async with self._database.begin() as connection:
            changed = await connection.execute(update(reports).where(*here).values(**values))
            return bool(changed.rowcount)

    async def want_to_hear(self, number: int, person: str) -> bool:
        """Note that who has reported wants to hear of the outcome; False if it is not theirs."""
        theirs = reports.c.id == number, reports.c.person == person, reports.c.state != _GONE
        async with self._database.begin() as connection:
            changed = await connection.execute(update(reports).where(*theirs).values(tell=True))
            return bool(changed.rowcount)

    async def withdraw(self, number: int, person: str, at: datetime) -> bool:
        """Delete the text of somebody's own report; False if it is not theirs, or gone."""
        theirs = reports.c.id == number, reports.c.person == person, reports.c.state != _GONE
        values = {
            "text": "",
            "digest": f"{number:016}",  # the same may be reported again
            "state": _GONE,
            "tell": False,
            "settled_at": at,
        }
        async with self._database.begin() as connection:
            changed = await connection.execute(update(reports).where(*theirs).values(values))
            return bool(changed.rowcount)

    async def _select(self, which: ColumnElement[bool], limit: int) -> Sequence[Report]:
        query = select(reports).where(which).order_by(reports.c.id).limit(limit)
        async with self._database.connect() as connection:
            return [_report(row) for row in await connection.execute(query)]


def _report(row: Row[Any]) -> Report:
    return Report(
        id=row.id,
        person=row.person,
        deck=row.deck,
        entry=row.entry,
        version=row.version,
        language=Language(row.language),
        text=row.text,
        state=State(row.state),
        tell=row.tell,
        at=row.at,
    )
