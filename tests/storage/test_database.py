"""What is written together is kept together, and which failures pass by themselves."""

import asyncio
from asyncio import timeout
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from bot.domain.language import Language
from bot.errors import StorageError, UnavailableError
from bot.rendering.display import Display
from bot.storage import tables
from bot.storage.chats import ChatStore
from bot.storage.connection import Connection, Statement
from bot.storage.database import Database
from bot.storage.opening import look_at_schema, open_database
from bot.storage.people import PeopleStore, Preferences
from bot.storage.prepared import Prepared
from tests.locking import locked
from tests.postgresql import Postgresql

ADDING = insert(tables.chats)
ZH = Preferences(Language.ZH)


class MishapError(Exception):
    """Something goes wrong on purpose."""


async def test_what_is_written_together_is_kept_together(database: Database) -> None:
    people, chats = PeopleStore(database), ChatStore(database)

    async def go_wrong() -> None:
        async with database.together():
            await people.choose("p", ZH)
            await chats.choose_display("c", Display.TEXT)
            assert await people.preferences("p") == ZH  # its own writes are seen inside
            raise MishapError

    with pytest.raises(MishapError):
        await go_wrong()
    assert await people.preferences("p") == Preferences()
    assert (await chats.showing("c")).display is Display.AUTO
    async with database.together():
        await people.choose("p", ZH)
        await chats.choose_display("c", Display.TEXT)
    assert await people.preferences("p") == ZH
    assert (await chats.showing("c")).display is Display.TEXT


@pytest.mark.parametrize("before", [True, False])
async def test_a_part_can_fail_by_itself(database: Database, *, before: bool) -> None:
    people = PeopleStore(database)

    async def go_wrong() -> None:
        async with database.together():
            await people.choose("part", ZH)
            raise MishapError

    async with database.together():
        if before:
            await people.choose("before", ZH)
        with pytest.raises(MishapError):
            await go_wrong()
        await people.choose("after", ZH)
    kept = [await people.preferences(name) == ZH for name in ("before", "part", "after")]
    assert kept == [before, False, True]


async def test_a_task_that_outlives_a_transaction_writes_by_itself(database: Database) -> None:
    people, over = PeopleStore(database), asyncio.Event()

    async def later() -> None:
        await over.wait()
        await people.choose("later", ZH)

    async with database.together():
        await people.choose("p", ZH)
        task = asyncio.create_task(later())
    over.set()
    await task
    assert await people.preferences("later") == ZH


async def test_what_is_kept_is_seen_at_once(database: Database) -> None:
    people = PeopleStore(database)
    async with database.connect() as connection:
        for chosen in (ZH, Preferences(Language.EN)):  # with SQLite the loop does not turn here
            await people.choose("p", chosen)
            assert await people.preferences("p") == chosen
            assert await connection.scalar(select(tables.people.c.language)) == chosen.language


async def test_many_write_side_by_side(database: Database) -> None:
    people = PeopleStore(database)

    async def change(name: str) -> None:
        async with database.together(name):
            before = await people.preferences(name)
            await asyncio.sleep(0)
            await people.choose(name, Preferences(keep_queries=not before.keep_queries))

    await asyncio.gather(*(change(f"p{number % 5}") for number in range(55)))
    assert [(await people.preferences(f"p{it}")).keep_queries for it in range(5)] == [False] * 5


async def test_a_locked_file_is_worth_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.BUSY_SECONDS", 0.01)
    file = tmp_path / "bot.db"
    async with open_database(f"sqlite:///{file}") as database:
        with locked(file), pytest.raises(UnavailableError, match="database is locked"):
            await PeopleStore(database).choose("p", ZH)
        await PeopleStore(database).choose("p", ZH)


async def test_a_full_disk_is_worth_another_try(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path / 'bot.db'}") as database:

        async def fill(pages: int) -> None:
            async with database.begin() as connection:
                await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
                await connection.execute(text("CREATE TABLE ballast AS SELECT zeroblob(1e6)"))

        with pytest.raises(UnavailableError, match="full"):
            await fill(1)
        await fill(1_000_000)


async def test_a_file_that_can_only_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_database("sqlite:///bot.db"):
        pass
    with pytest.raises(StorageError, match="readonly"):
        async with open_database("sqlite:///file:bot.db?mode=ro&uri=true"):
            pass


async def test_a_look_finds_out_what_would_stop_a_start(tmp_path: Path) -> None:
    file, url = tmp_path / "bot.db", f"sqlite:///{tmp_path / 'bot.db'}"
    async with open_database(url) as database:
        assert (await look_at_schema(url)).is_current
        with pytest.raises(StorageError, match="readonly"):
            await look_at_schema(f"sqlite:///file:{file}?mode=ro&uri=true")
        async with database.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"newer version of the bot \(.*9999.*update the bot"):
        await look_at_schema(url)
    file.write_text("Once upon a time there was no database.\n" * 99)
    with pytest.raises(StorageError, match="not a database"):
        await look_at_schema(url)


async def test_a_look_at_an_empty_database_leaves_it_empty(empty_database_url: str) -> None:
    for _ in range(2):
        assert (await look_at_schema(empty_database_url)).revision is None


async def test_a_look_finds_a_server_that_takes_no_writes(postgresql: Postgresql) -> None:
    url = postgresql.renew("test", "migrated")
    assert (await look_at_schema(url)).is_current
    with pytest.raises(StorageError, match="read-only"):
        await look_at_schema(f"{url}&options=-c%20default_transaction_read_only%3Don")


async def test_a_server_that_takes_no_writes_is_worth_another_try(postgresql: Postgresql) -> None:
    async with open_database(postgresql.renew("test", "migrated")) as database:

        async def write(connection: Connection) -> None:
            await connection.execute(text("SET TRANSACTION READ ONLY"))
            await connection.execute(ADDING, {"id": "c"})

        with pytest.raises(UnavailableError, match="read-only"):
            await database.write(write)


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("at_once", [False, True])
async def test_a_connection_that_is_lost_is_worth_another_try(
    postgresql: Postgresql, *, at_once: bool, goes_on: bool
) -> None:
    url = postgresql.renew("test", "migrated")

    async def lose_it(connection: Connection) -> None:
        process = await connection.scalar(select(func.pg_backend_pid()))
        async with elsewhere.connect() as other:
            await other.execute(select(func.pg_terminate_backend(process)))
        if at_once:  # else what fails is to end the part
            await connection.scalar(select(1))

    async def go_wrong() -> None:
        async with database.together("c"):
            try:
                async with database.together():
                    await database.write(lose_it)
            except UnavailableError:
                if not goes_on:
                    raise
            await PeopleStore(database).choose("p", ZH)

    async with open_database(url) as database, open_database(url) as elsewhere:
        with pytest.raises(UnavailableError):
            await go_wrong()
        await PeopleStore(database).choose("p", ZH)


async def test_a_server_that_does_not_answer_is_worth_another_try(
    postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_database(postgresql.renew("test", "migrated")) as database:
        await database.ping()
        with postgresql.frozen(), monkeypatch.context() as in_haste:
            in_haste.setattr("bot.storage.postgresql.ANSWER_SECONDS", 0.1)
            with pytest.raises(UnavailableError, match="no answer"):
                await database.ping()
            with pytest.raises(UnavailableError, match="no answer"):
                await database.write(lambda connection: connection.execute(ADDING, {"id": "c"}))
        await database.ping()


async def test_a_server_that_does_not_answer_keeps_nobody_from_closing(
    postgresql: Postgresql,
) -> None:
    async with open_database(postgresql.renew("test", "migrated")) as database, timeout(10):
        await database.ping()
        with postgresql.frozen():
            await database.close()


async def test_a_mistake_of_ours_is_not_worth_another_try(database: Database) -> None:
    with pytest.raises(Exception, match="nowhere") as caught:
        async with database.connect() as connection:
            await connection.execute(text("SELECT * FROM nowhere"))
    assert not isinstance(caught.value, UnavailableError)


@pytest.mark.parametrize(
    "statement", [ADDING, Prepared(insert(tables.chats))], ids=["plain", "prepared"]
)
async def test_what_an_error_says_holds_nothing_that_people_have_said(
    database: Database, statement: Statement
) -> None:
    async def twice(connection: Connection) -> None:
        for _ in range(2):
            await connection.execute(statement, {"id": "twice", "display": "why me?"})

    with pytest.raises(DBAPIError) as caught:
        await database.write(twice)
    assert "why me?" not in str(caught.value)
