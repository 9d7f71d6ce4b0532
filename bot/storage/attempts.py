"""Graded answers in the database, each with the memory it changed.

The functions are steps of a transaction of ``bot.storage.drills``: a question is settled, its
answer noted and its entry scheduled at once, or not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, insert, select, update

from bot.domain.progress import Answer
from bot.domain.quiz import Card, Drill, Grade, Kind, Mode, Settlement
from bot.domain.review import Memory
from bot.storage.cards import find_memory, memory_from_json, memory_to_json, put_memory
from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.people import meet
from bot.storage.prepared import Prepared
from bot.storage.tables import attempts, drills

Schedule: TypeAlias = Callable[[Memory | None], Memory]
"""What is remembered after an answer, from what was remembered before it."""

_IN_ORDER: Final = (attempts.c.at, attempts.c.drill, attempts.c.position)
_NEWEST_FIRST: Final = tuple(column.desc() for column in _IN_ORDER)
_THEIRS: Final = attempts.c.person == bindparam("of_person")
_ANSWERS: Final = Prepared(
    select(attempts.c.entry, attempts.c.at, attempts.c.grade).where(_THEIRS).order_by(*_IN_ORDER)
)
_REVIEWED: Final = Prepared(
    select(attempts.c.entry)
    .join(drills, drills.c.id == attempts.c.drill)
    .where(_THEIRS, attempts.c.at >= bindparam("start"), drills.c.kind == Kind.REVIEW)
)
_RECORD: Final = Prepared(insert(attempts))


@dataclass(frozen=True)
class Attempt:
    """One graded answer.

    Args:
        drill: the drill it was given in.
        position: of the question there.
        entry: what was asked.
        at: when it was graded.
        grade: how well it was recalled.
        mode: how it was answered.
        score: of an answer that was typed or picked, 0 to 1.
        before: what was remembered until then; None where the entry was met for the first time.
    """

    drill: int
    position: int
    entry: str
    at: datetime
    grade: Grade
    mode: Mode
    score: float | None
    before: Memory | None


class AttemptStore:
    """Reads graded answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def answers(self, person: str) -> list[Answer]:
        """Return all that this person has graded, in order."""
        async with self._database.connect() as connection:
            rows = await connection.execute(_ANSWERS, {"of_person": person})
            return [Answer(row.entry, row.at, Grade(row.grade)) for row in rows]

    async def last(self, person: str) -> Attempt | None:
        """Return the answer that this person graded last."""
        query = (
            select(attempts).where(attempts.c.person == person).order_by(*_NEWEST_FIRST).limit(1)
        )
        async with self._database.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return _attempt(row) if row else None

    async def reviewed(self, person: str, start: datetime) -> list[str]:
        """Return the entries that this person graded in reviews from a moment on."""
        since = {"of_person": person, "start": start}
        async with self._database.connect() as connection:
            return [str(entry) for entry in await connection.scalars(_REVIEWED, since)]


async def record(
    connection: Connection, drill: Drill, card: Card, settled: Settlement, schedule: Schedule
) -> None:
    """Note a graded answer, and schedule its entry."""
    await meet(connection, drill.person)
    before = await find_memory(connection, drill.person, card.entry)
    after = schedule(before)
    await put_memory(connection, drill.person, card.entry, after)
    attempt = {
        "drill": drill.id,
        "position": card.position,
        "person": drill.person,
        "entry": card.entry,
        "at": settled.at,
        "grade": settled.outcome,
        "mode": card.mode,
        "score": settled.score,
        "before": memory_to_json(before),
        "due": after.due,
        "lapses": after.lapses,
    }
    await connection.execute(_RECORD, attempt)


async def change(
    connection: Connection, drill: Drill, card: Card, grade: Grade, schedule: Schedule
) -> None:
    """Grade an answer anew, from what was remembered before it."""
    here = _at(drill, card)
    kept = await connection.scalar(select(attempts.c.before).where(here))
    after = schedule(memory_from_json(kept))
    await put_memory(connection, drill.person, card.entry, after)
    values = {"grade": grade, "due": after.due, "lapses": after.lapses}
    await connection.execute(update(attempts).where(here).values(**values))


async def is_latest(connection: Connection, drill: Drill, card: Card) -> bool:
    """Tell whether this person has graded no answer to the same entry since."""
    query = (
        select(attempts.c.drill, attempts.c.position)
        .where(attempts.c.person == drill.person, attempts.c.entry == card.entry)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return row is not None and (row.drill, row.position) == (drill.id, card.position)


async def take_back(connection: Connection, drill: Drill, card: Card) -> None:
    """Delete a graded answer, and remember what was remembered before it."""
    deleted = delete(attempts).where(_at(drill, card)).returning(attempts.c.before)
    kept = (await connection.execute(deleted)).scalar_one()
    await put_memory(connection, drill.person, card.entry, memory_from_json(kept))


def _at(drill: Drill, card: Card) -> ColumnElement[bool]:
    return and_(attempts.c.drill == drill.id, attempts.c.position == card.position)


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        drill=row.drill,
        position=row.position,
        entry=row.entry,
        at=row.at,
        grade=Grade(row.grade),
        mode=Mode(row.mode),
        score=row.score,
        before=memory_from_json(row.before),
    )
