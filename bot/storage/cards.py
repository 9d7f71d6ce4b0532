"""What people remember of entries, in the database."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, select

from bot.domain.review import Fading, Memory, Stage
from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import cards
from bot.storage.upsert import insert_into

_THEIRS: Final = cards.c.person == bindparam("of_person")
_ALL: Final = select(cards).where(_THEIRS)
_MEMORIES: Final = Prepared(_ALL)
_DUE: Final = Prepared(
    select(cards.c.entry, cards.c.stability, cards.c.reviewed)
    .where(_THEIRS)
    .where(cards.c.due <= bindparam("now"))
)
_COMING: Final = Prepared(
    select(cards.c.entry, cards.c.due)
    .where(_THEIRS)
    .where(cards.c.due > bindparam("now"))
    .order_by(cards.c.due)
)
_MEMORY: Final = Prepared(_ALL.where(cards.c.entry == bindparam("of_entry")).with_for_update())


@cache
def _putting(dialect: str) -> Prepared:
    insertion = insert_into(cards, dialect)
    kept = {column.name: insertion.excluded[column.name] for column in cards.c}
    key = cards.primary_key
    return Prepared(insertion.on_conflict_do_update(index_elements=key, set_=kept))


class CardStore:
    """Reads what people remember; it is written with the grade that changes it (``attempts``)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def memories(self, person: str) -> Mapping[str, Memory]:
        """Return what this person remembers, by entry."""
        async with self._database.connect() as connection:
            rows = await connection.execute(_MEMORIES, {"of_person": person})
            return {row.entry: _memory(row) for row in rows}

    async def due(self, person: str, at: datetime) -> list[Fading]:
        """Return what of this person's memory is due, in no order."""
        async with self._database.connect() as connection:
            rows = await connection.execute(_DUE, {"of_person": person, "now": at})
            return list(map(Fading._make, rows))

    async def coming(self, person: str, after: datetime) -> list[tuple[str, datetime]]:
        """Return the entries that fall due later, with the moment, the next first."""
        async with self._database.connect() as connection:
            rows = await connection.execute(_COMING, {"of_person": person, "now": after})
            return [(row.entry, row.due) for row in rows]


async def find_memory(connection: Connection, person: str, entry: str) -> Memory | None:
    """Return what this person remembers of an entry, and keep others from changing it meanwhile."""
    which = {"of_person": person, "of_entry": entry}
    row = (await connection.execute(_MEMORY, which)).one_or_none()
    return _memory(row) if row else None


async def put_memory(
    connection: Connection, person: str, entry: str, memory: Memory | None
) -> None:
    """Store what this person remembers of an entry; None where they have never met it."""
    if memory is None:
        here = and_(cards.c.person == person, cards.c.entry == entry)
        await connection.execute(delete(cards).where(here))
        return
    values = {"person": person, "entry": entry, **vars(memory)}
    await connection.execute(_putting(connection.dialect.name), values)


def memory_to_json(memory: Memory | None) -> dict[str, Any] | None:
    """Return a memory as JSON keeps it."""
    if memory is None:
        return None
    due, reviewed = memory.due.isoformat(), memory.reviewed.isoformat()
    return vars(memory) | {"due": due, "reviewed": reviewed}


def memory_from_json(kept: dict[str, Any] | None) -> Memory | None:
    """Return a memory from what :func:`memory_to_json` made of it."""
    if kept is None:
        return None
    moments = {name: datetime.fromisoformat(kept[name]) for name in ("due", "reviewed")}
    return Memory(**(kept | moments | {"stage": Stage(kept["stage"])}))


def _memory(row: Any) -> Memory:
    return Memory(
        stability=row.stability,
        difficulty=row.difficulty,
        due=row.due,
        reviewed=row.reviewed,
        stage=Stage(row.stage),
        step=row.step,
        reps=row.reps,
        lapses=row.lapses,
    )
