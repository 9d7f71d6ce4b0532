"""What several write at the same time is kept by one commit, and fails one by one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.errors import UnavailableError
from bot.rendering.display import Display
from bot.storage.chats import ChatStore
from bot.storage.connection import Connection, Step
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.sqlite import SqliteConnection
from bot.storage.tables import chats
from tests.locking import locked

LATER = 60.0


def adding(chat: str) -> Step[str]:
    async def add(connection: Connection) -> str:
        await connection.execute(insert(chats).values(id=chat, display=Display.TEXT))
        return chat

    return add


async def kept(database: Database) -> list[str]:
    async with database.connect() as connection:
        return list(await connection.scalars(select(chats.c.id).order_by(chats.c.id)))


@pytest.fixture
async def in_a_file(tmp_path: Path) -> AsyncIterator[Database]:
    """A database of SQLite's, which alone joins what is written."""
    async with open_database(f"sqlite:///{tmp_path / 'bot.db'}") as database:
        yield database


async def test_what_is_joined_is_kept_when_it_returns(database: Database) -> None:
    async def join(chat: str) -> str:
        added = await database.join(adding(chat))
        assert chat in await kept(database)
        return added

    names = [f"c{number:02}" for number in range(20)]
    assert await asyncio.gather(*map(join, names)) == names


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[SqliteConnection]:
    """Every commit that is made, by its connection."""
    made, commit = list[SqliteConnection](), SqliteConnection.commit

    async def counted(connection: SqliteConnection) -> None:
        made.append(connection)
        await commit(connection)

    monkeypatch.setattr(SqliteConnection, "commit", counted)
    return made


async def test_one_commit_keeps_all(in_a_file: Database, commits: list[SqliteConnection]) -> None:
    patient = asyncio.create_task(in_a_file.join(adding("patient"), LATER))
    await asyncio.gather(*(in_a_file.join(adding(f"c{number}")) for number in range(9)))
    await patient  # it has gone with those who had no time
    assert len(commits) == 1
    assert len(await kept(in_a_file)) == 10


async def test_who_fails_fails_alone(database: Database) -> None:
    names = ("a", "b", "a", "c")
    results = await asyncio.gather(
        *(database.join(adding(name)) for name in names), return_exceptions=True
    )
    assert [one for one in results if isinstance(one, str)] == ["a", "b", "c"]
    assert isinstance(results[2], IntegrityError)
    assert await kept(database) == ["a", "b", "c"]


async def test_in_a_transaction_it_is_a_part_of_it(database: Database) -> None:
    async def go_wrong() -> None:
        async with database.together():
            await ChatStore(database).choose_display("before", Display.TEXT)
            await database.join(adding("joined"))
            raise LookupError

    with pytest.raises(LookupError):
        await go_wrong()
    assert await kept(database) == []


async def test_what_is_deferred_shares_the_commit(
    in_a_file: Database, commits: list[SqliteConnection]
) -> None:
    async def answer(number: int) -> None:
        async with in_a_file.together(), in_a_file.together():
            await in_a_file.defer(adding(f"deferred {number}"))
            await in_a_file.join(adding(f"joined {number}"))
            assert {f"deferred {number}", f"joined {number}"} <= {*await kept(in_a_file)}

    await asyncio.gather(*map(answer, range(5)))
    assert len(commits) == 1
    assert len(await kept(in_a_file)) == 10


async def test_what_is_deferred_is_kept_or_undone_with_the_rest(database: Database) -> None:
    async def go_wrong(name: str, *, joined: bool) -> None:
        async with database.together():
            await database.defer(adding(name))
            if joined:
                await database.join(adding("before"))
            raise LookupError

    async with database.together():
        await database.defer(adding("before"))
        with pytest.raises(LookupError):
            await go_wrong("part", joined=False)
        await database.defer(adding("after"))
    await database.defer(adding("by itself"))
    assert await kept(database) == ["after", "before", "by itself"]
    with pytest.raises(LookupError):
        await go_wrong("alone", joined=False)
    with pytest.raises(IntegrityError):
        await go_wrong("with it", joined=True)
    assert await kept(database) == ["after", "before", "by itself"]


async def test_what_is_deferred_comes_before_what_is_written_then(database: Database) -> None:
    async with database.together():
        await database.defer(adding("c"))
        await ChatStore(database).choose_display("c", Display.PICTURE)
        assert (await ChatStore(database).showing("c")).display is Display.PICTURE
    assert await kept(database) == ["c"]


async def test_nothing_is_written_after_the_last(in_a_file: Database) -> None:
    async with in_a_file.together():
        await in_a_file.join(adding("last"))
        with pytest.raises(RuntimeError, match="the last"):
            await ChatStore(in_a_file).choose_display("after", Display.TEXT)
    await ChatStore(in_a_file).choose_display("then", Display.TEXT)
    assert await kept(in_a_file) == ["last", "then"]


async def test_who_has_time_is_written_at_the_end(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with open_database(url) as database:
        patient = asyncio.create_task(database.join(adding("patient"), LATER))
        await asyncio.sleep(0)
    assert await patient == "patient"
    async with open_database(url) as database:
        assert await kept(database) == ["patient"]


async def test_a_locked_file_keeps_nobody_from_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.BUSY_SECONDS", 3600)
    file = tmp_path / "bot.db"
    async with open_database(f"sqlite:///{file}") as database:
        with locked(file):
            names = [asyncio.create_task(database.join(adding(name))) for name in "ab"]
            await asyncio.sleep(0)
            async with asyncio.timeout(20):
                await database.close()
    results = await asyncio.gather(*names, return_exceptions=True)
    assert [type(one) for one in results] == [asyncio.CancelledError] * 2


async def test_who_is_not_waited_for_any_more_stops_nobody(database: Database) -> None:
    gone = asyncio.create_task(database.join(adding("gone"), LATER))
    await asyncio.sleep(0)
    gone.cancel()
    assert await database.join(adding("here")) == "here"
    if not database.shared:  # with PostgreSQL it may be written already
        assert await kept(database) == ["here"]


async def test_while_the_file_is_locked_everybody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.BUSY_SECONDS", 0.01)
    file = tmp_path / "bot.db"
    async with open_database(f"sqlite:///{file}") as database:
        with locked(file):
            results = await asyncio.gather(
                *(database.join(adding(name)) for name in "ab"), return_exceptions=True
            )
            assert [type(one) for one in results] == [UnavailableError] * 2
        assert await asyncio.gather(*(database.join(adding(name)) for name in "ab")) == ["a", "b"]
