"""Everything about a person: handed over whole, deleted whole, and nobody else's."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    cast,
    inspect,
    select,
    text,
)

from bot.storage.database import Database
from bot.storage.outbox import HandledBeforeError, Outbox
from bot.storage.personal import PersonalStore
from bot.storage.tables import METADATA, Instant, outbox

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
ANN, BOB = "front:ann", "front:bob"

IMPERSONAL = {"queries", "pictures", "proposals", "moves"}
"""Tables whose rows are about nobody. Add one only if that is so, else a column ``person``."""

OWNERS = {"person", "chat", "forum", "starter"}


def value(column: Column[Any], person: str, number: int) -> Any:
    """Return something that a column may hold, the person's id where it holds one."""
    key = next(iter(column.foreign_keys), None)
    if key is not None:
        return value(key.column, person, number)
    if column.name in OWNERS or (column.table.name in {"people", "chats"} and column.primary_key):
        return person
    match column.type:
        case Boolean():
            return True
        case Float():
            return 0.5
        case JSON():
            return []
        case Instant():
            return NOW
        case Integer():
            return number
        case _:
            return "en" if column.name == "language" else f"x{number}"


async def fill(database: Database, people: Iterable[str]) -> None:
    """Put a row about each of them into every table."""
    async with database.begin() as connection:
        for number, person in enumerate(people, start=1):
            for table in METADATA.sorted_tables:
                row = {column.name: value(column, person, number) for column in table.columns}
                await connection.execute(table.insert().values(row))


def mentions(connection: Connection, person: str) -> dict[str, int]:
    """Return how many rows of each table of the database hold a person's id in any column."""
    tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    found = {}
    for name in tables:
        table = Table(name, MetaData(), autoload_with=connection)
        rows = connection.execute(select(*(cast(column, Text) for column in table.columns))).all()
        found[name] = sum(any(person in str(cell) for cell in row) for row in rows)
    return found


def is_personal(table: Table) -> bool:
    parents = (key.column.table for key in table.foreign_keys)
    return (
        table.name in {"people", "chats"}
        or bool(OWNERS & set(table.columns.keys()))
        or any(map(is_personal, parents))
    )


def test_every_table_is_about_somebody_or_is_known_not_to_be() -> None:
    impersonal = {table.name for table in METADATA.sorted_tables if not is_personal(table)}
    assert impersonal == IMPERSONAL


async def test_after_forgetting_no_table_of_the_database_knows_the_person(
    database: Database,
) -> None:
    await fill(database, (ANN, BOB))
    async with database.connect() as connection:
        before = await connection.run_sync(mentions, BOB)
        known = await connection.run_sync(mentions, ANN)
    assert before == known
    assert {name for name, rows in known.items() if rows} >= {"people", "drills", "votes"}
    await PersonalStore(database).forget(ANN)
    async with database.connect() as connection:
        assert not any((await connection.run_sync(mentions, ANN)).values())
        assert await connection.run_sync(mentions, BOB) == before
        for table in METADATA.sorted_tables:
            rows = (await connection.execute(table.select())).all()
            stay = table.name in IMPERSONAL | {"outbox"}  # which keeps what was handled, not whose
            assert len(rows) == (2 if stay else 1), table.name


async def test_of_what_was_handled_for_who_is_forgotten_only_the_key_stays(
    database: Database,
) -> None:
    store = Outbox(database, 1)
    for key in ("update 7", "update 8", f"alarm reminder:{ANN}:2026-11-27 x"):
        await store.handled(key, ANN, f"for {ANN}", NOW, 5)
    await PersonalStore(database).forget(ANN)
    async with database.connect() as connection:
        assert not any((await connection.run_sync(mentions, ANN)).values())
        rows = (await connection.execute(select(outbox).order_by(outbox.c.id))).all()
    assert [(row.key, row.content, row.question, row.messages) for row in rows] == [
        ("update 7", None, None, []),
        ("update 8", None, None, []),
    ]
    assert await store.claim(NOW + timedelta(days=1)) == ()  # nothing is shown any more
    for key in ("update 7", "update 8"):
        with pytest.raises(HandledBeforeError):
            await store.handled(key, ANN, None, NOW)


async def test_forgetting_twice_and_a_stranger(database: Database) -> None:
    store = PersonalStore(database)
    await fill(database, (BOB,))
    for person in (ANN, BOB, BOB):
        await store.forget(person)
    assert await store.everything(BOB) == {}


async def test_everything_is_what_forgetting_deletes(database: Database) -> None:
    await fill(database, (ANN, BOB))
    stored = await PersonalStore(database).everything(ANN)
    personal = {table.name for table in METADATA.sorted_tables} - IMPERSONAL
    assert set(stored) == personal
    for rows in stored.values():
        assert len(rows) == 1
        assert BOB not in str(rows)
    assert stored["people"][0]["id"] == ANN
    assert stored["drill_cards"][0]["asked_at"] == NOW


async def test_what_is_handed_over_is_not_handed_over_with_what_comes_next(
    database: Database,
) -> None:
    await Outbox(database, 1).handled("update 7", ANN, "all of it", NOW)
    (row,) = (await PersonalStore(database).everything(ANN))["outbox"]
    assert row["key"] == "update 7"
    assert "all of it" not in str(row)


async def test_a_group_keeps_its_round_but_not_who_started_it(database: Database) -> None:
    await fill(database, (ANN,))
    async with database.begin() as connection:
        await connection.execute(text("UPDATE rounds SET chat = 'group', forum = 'group'"))
    await PersonalStore(database).forget(ANN)
    async with database.connect() as connection:
        assert await connection.scalar(text("SELECT starter FROM rounds")) == ""
        assert await connection.scalar(text("SELECT count(*) FROM votes")) == 0


@pytest.mark.parametrize("person", ["", "%", "front:an", "' OR ''='"])
async def test_only_the_very_same_id_counts(database: Database, person: str) -> None:
    await fill(database, (ANN,))
    store = PersonalStore(database)
    assert await store.everything(person) == {}
    await store.forget(person)
    assert (await store.everything(ANN)).keys() >= {"people", "drills"}
