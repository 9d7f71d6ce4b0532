"""The stores on a real database: what is written once counts once."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.language import Language
from bot.domain.quiz import Order
from bot.errors import StorageError
from bot.rendering.display import Display
from bot.storage.answers import AnswerStore
from bot.storage.chats import ChatStore
from bot.storage.database import DRIVERS, open_database
from bot.storage.drills import DrillStore
from bot.storage.people import PeopleStore, Preferences
from bot.storage.queries import QueryStore, digest
from bot.storage.tables import METADATA

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ORDER = Order(("a", "b", "c"), 2)


async def test_migrations_make_exactly_the_tables_that_the_code_uses(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), METADATA)
        )
    assert differences == []


async def test_opening_twice_keeps_what_is_there(database_url: str) -> None:
    async with open_database(database_url) as engine:
        await PeopleStore(engine).choose("p", Preferences(Language.ZH, keep_queries=False))
    async with open_database(database_url) as engine:
        assert await PeopleStore(engine).preferences("p") == Preferences(
            Language.ZH, keep_queries=False
        )


async def test_a_database_of_the_first_revision_keeps_what_is_there(
    empty_database_url: str,
) -> None:
    address = make_url(empty_database_url)
    first = create_async_engine(address.set(drivername=DRIVERS[address.drivername]))
    async with first.begin() as connection:
        await connection.run_sync(_upgrade_to, "0001")
        await connection.execute(text("INSERT INTO people VALUES ('p', 'zh', false)"))
    await first.dispose()
    async with open_database(empty_database_url) as engine:
        store = PeopleStore(engine)
        assert await store.preferences("p") == Preferences(Language.ZH, keep_queries=False)
        await store.choose("p", Preferences(display=Display.TEXT))
        assert await store.preferences("p") == Preferences(display=Display.TEXT)


def _upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def test_a_chat_has_a_choice_of_its_own(engine: AsyncEngine) -> None:
    store = ChatStore(engine, ZoneInfo("UTC"))
    for display in (Display.RICH, Display.TEXT):
        await store.choose_display("c", display)
        assert await store.display("c") is display
    assert await store.display("elsewhere") is Display.AUTO
    assert await store.zone("c") == ZoneInfo("UTC")
    for chat in ("c", "elsewhere"):
        await store.choose_zone(chat, ZoneInfo("Europe/Berlin"))
        assert await store.zone(chat) == ZoneInfo("Europe/Berlin")
    assert await store.display("c") is Display.TEXT


async def test_sqlite_is_set_up_for_concurrency_and_integrity(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with open_database(url) as engine, engine.connect() as connection:
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1


async def test_a_database_that_cannot_be_opened_is_named_without_its_password(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be opened"):
        async with open_database(f"sqlite:///{tmp_path / 'file' / 'bot.db'}"):
            pass
    with pytest.raises(StorageError) as caught:
        async with open_database("postgresql://me:hush@127.0.0.1:1/x"):
            pass
    assert "hush" not in str(caught.value)


async def test_a_database_of_a_newer_version_is_named(database_url: str) -> None:
    async with open_database(database_url) as engine, engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="was written by a newer version of the bot"):
        async with open_database(database_url):
            pass


async def test_an_address_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="BOT_DATABASE_URL is no database address") as caught:
        async with open_database("postgresql://me:hush@host:port/x"):
            pass
    assert "hush" not in str(caught.value)


async def test_several_that_start_together_migrate_once(empty_database_url: str) -> None:
    async def start() -> None:
        async with open_database(empty_database_url):
            pass

    await asyncio.gather(*(start() for _ in range(4)))


async def test_a_failed_migration_leaves_nothing_behind(database_url: str) -> None:
    async with open_database(database_url) as engine, engine.begin() as connection:
        await connection.execute(text("DROP TABLE queries"))
        await connection.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(StorageError, match="already exists"):
        async with open_database(database_url):
            pass


async def test_a_card_is_settled_once(engine: AsyncEngine) -> None:
    store = DrillStore(engine)
    drill = await store.start("chat", "ann", Language.EN, ORDER, "a", NOW)
    assert await store.settle(drill, 1, "good", "b", NOW)
    assert not await store.settle(drill, 1, "again", "c", NOW)
    found = await store.find(drill)
    assert found is not None
    assert [(card.entry, card.outcome) for card in found.cards] == [("a", "good"), ("b", None)]
    assert await store.settle(drill, 2, "hard", None, NOW)
    found = await store.find(drill)
    assert found is not None
    assert found.ended
    assert not await store.end(drill, NOW)
    assert await store.times_asked("chat") == {"a": 1, "b": 1}
    assert await store.times_asked("elsewhere") == {}


async def test_ids_of_drills_are_never_used_again(engine: AsyncEngine) -> None:
    store, people = DrillStore(engine), PeopleStore(engine)
    first = await store.start("chat", "ann", Language.EN, ORDER, "a", NOW)
    await people.forget("ann")
    assert await store.find(first) is None
    second = await store.start("chat", "ann", Language.EN, ORDER, "a", NOW)
    assert second > first


async def test_forgetting_somebody_leaves_the_others(engine: AsyncEngine) -> None:
    store = DrillStore(engine)
    await store.start("chat", "ann", Language.EN, ORDER, "a", NOW)
    bobs = await store.start("chat", "bob", Language.EN, ORDER, "a", NOW)
    await PeopleStore(engine).forget("ann")
    assert await store.open_here("chat", "ann") is None
    assert await store.find(bobs) is not None
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM drill_cards")) == 1


async def test_queries_are_counted_with_what_was_picked(engine: AsyncEngine) -> None:
    store = QueryStore(engine)
    later = NOW + timedelta(hours=1)
    await store.note("rare", "not_found", NOW)
    await store.note("often", "unsure", NOW)
    await store.note("often", "unsure", later)
    await store.choose(digest("often"), "dl-32", later)
    await store.choose(digest("never asked"), "dl-32", later)
    often, rare = await store.most_frequent(10)
    assert (often.text, often.count, often.last_seen, often.chosen) == (
        "often",
        2,
        later,
        ("dl-32",),
    )
    assert (rare.text, rare.count, rare.chosen) == ("rare", 1, ())
    assert len(await store.most_frequent(1)) == 1


async def test_answers_are_remembered_until_nobody_can_edit_them(engine: AsyncEngine) -> None:
    store = AnswerStore(engine)
    await store.remember("c", 1, (10, 11), NOW)
    await store.remember("c", 1, (10,), NOW)
    await store.remember("c", 2, (12,), NOW - timedelta(days=3))
    assert await store.find("c", 1) == (10,)
    await store.prune(NOW - timedelta(days=2))
    assert await store.find("c", 1) == (10,)
    assert await store.find("c", 2) == ()
