"""A prepared statement does what SQLAlchemy does with the same statement."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime, Select, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.prepared import DIALECT, Prepared
from bot.storage.tables import chats, drills

NOW = datetime(2026, 11, 27, 9, 0, 0, 7, tzinfo=UTC)
DRILL = {
    "chat": "c", "person": "p", "language": "zh", "kind": "quiz", "pool": ["dl-1", "dl-2"],
    "length": 2, "started_at": NOW, "ended_at": None,
}  # fmt: skip
ALL: Select[Any] = select(drills).order_by(drills.c.id)


async def test_what_is_written_is_read_alike(database: Database) -> None:
    add = insert(drills).returning(drills.c.id, drills.c.pool)
    elsewhere = NOW.astimezone(timezone(timedelta(hours=8)))
    async with database.begin() as connection:
        for one in (DRILL, DRILL | {"ended_at": elsewhere, "pool": []}):
            plain = (await connection.execute(add, one)).one()
            prepared = (await connection.execute(Prepared(add), one)).one()
            assert (prepared.id, prepared.pool) == (plain.id + 1, plain.pool)
    async with database.connect() as connection:
        plain_rows = (await connection.execute(ALL)).all()
        rows = (await connection.execute(Prepared(ALL))).all()
        assert list(map(tuple, rows)) == list(map(tuple, plain_rows))
        assert await connection.scalars(Prepared(ALL)) == [1, 2, 3, 4]
        assert await connection.scalar(Prepared(ALL)) == 1
    assert [row.started_at for row in rows] == [NOW] * 4
    assert [row.ended_at for row in rows] == [None, None, NOW, NOW]
    assert [row.pool for row in rows] == [["dl-1", "dl-2"]] * 2 + [[]] * 2


async def test_what_is_given_may_differ_each_time(database: Database) -> None:
    change = Prepared(update(chats).where(chats.c.id == bindparam("which")))
    find = Prepared(select(chats).where(chats.c.id == bindparam("which")))
    async with database.begin() as connection:
        await connection.execute(insert(chats).values(id="c", display="auto"))
        for values in ({"tidies": True}, {"display": "text", "zone": "Asia/Shanghai"}):
            changed = await connection.execute(change, {"which": "c"} | values)
            assert changed.rowcount == 1
        row = (await connection.execute(find, {"which": "c"})).one()
        assert (row.display, row.zone, row.tidies, row.asker_only) == (
            "text", "Asia/Shanghai", True, False,
        )  # fmt: skip
        assert (await connection.execute(find, {"which": "d"})).one_or_none() is None
        gone = Prepared(delete(chats).where(chats.c.id == "c").returning(chats.c.zone))
        assert (await connection.execute(gone)).scalar_one() == "Asia/Shanghai"
        assert await connection.scalar(find, {"which": "c"}) is None


async def test_what_is_refused_is_said_alike(database: Database) -> None:
    add = Prepared(insert(chats))
    async with database.begin() as connection:
        await connection.execute(add, {"id": "c", "display": "auto"})
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        async with database.begin() as connection:
            await connection.execute(add, {"id": "c", "display": "auto"})


def test_a_list_of_any_length_is_refused() -> None:
    several = Prepared(select(drills).where(drills.c.id.in_([1, 2])))
    with pytest.raises(TypeError, match="cannot be prepared"):
        several.for_sqlite(())


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_a_moment_of_any_clock_is_kept(moment: datetime) -> None:
    at = Prepared(select(drills.c.started_at).where(drills.c.started_at == bindparam("at")))
    as_sqlalchemy = DateTime().dialect_impl(DIALECT).bind_processor(DIALECT)
    assert as_sqlalchemy
    kept = as_sqlalchemy(moment.astimezone(UTC))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE drills AS SELECT ? AS started_at", (kept,))
        row = at.for_sqlite(("at",)).execute(connection, {"at": moment}).one()
    assert row.started_at == moment.astimezone(UTC)
    assert row.started_at.tzinfo is UTC
