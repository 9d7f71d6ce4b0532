"""Opening a database: laid out, brought up to date, and named where it cannot be used."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.domain.language import Language
from bot.errors import StorageError
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.people import PeopleStore, Preferences
from bot.storage.tables import METADATA
from tests.postgresql import Postgresql

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def test_migrations_make_exactly_the_tables_that_the_code_uses(database: Database) -> None:
    async with database.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), METADATA)
        )
    assert differences == []


async def test_opening_twice_keeps_what_is_there(database_url: str) -> None:
    async with open_database(database_url) as database:
        await PeopleStore(database).choose("p", Preferences(Language.ZH, keep_queries=False))
    async with open_database(database_url) as database:
        assert await PeopleStore(database).preferences("p") == Preferences(
            Language.ZH, keep_queries=False
        )


async def test_sqlite_is_set_up_for_concurrency_and_integrity(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with open_database(url) as database, database.connect() as connection:
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1


async def test_a_database_that_cannot_be_opened_is_named_without_its_password(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"cannot be opened .* the permissions of the file"):
        async with open_database(f"sqlite:///{tmp_path / 'file' / 'bot.db'}"):
            pass
    with pytest.raises(StorageError, match="whether the server runs") as caught:
        async with open_database("postgresql://me:hush@127.0.0.1:1/x"):
            pass
    assert "hush" not in str(caught.value)
    with pytest.raises(StorageError, match="whether the server runs") as caught:
        async with open_database("postgresql://127.0.0.1:1/x?user=me&password=hush"):
            pass
    assert "hush" not in str(caught.value)


async def test_a_database_that_another_process_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another process writes to it"):
            async with open_database(f"sqlite:///{tmp_path / 'bot.db'}"):
                pass


async def test_an_address_is_read_as_postgresql_reads_it(postgresql: Postgresql) -> None:
    url = postgresql.renew("test", "migrated")
    settings = "sslmode=disable&application_name=interviews"
    async with open_database(f"{url}&{settings}") as database, database.connect() as connection:
        assert await connection.scalar(text("SHOW application_name")) == "interviews"
    with pytest.raises(StorageError, match="sslmode"):
        async with open_database(f"{url}&sslmode=whatever"):
            pass


async def test_a_database_of_a_newer_version_is_named(database_url: str) -> None:
    async with open_database(database_url) as database, database.begin() as connection:
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
    async with open_database(database_url) as database, database.begin() as connection:
        await connection.execute(text("DROP TABLE queries"))
        await connection.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(StorageError, match="already exists"):
        async with open_database(database_url):
            pass
