"""What was committed is carried into the file while people write."""

import asyncio
import resource
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.language import Language
from bot.settings import LogFormat
from bot.storage.opening import open_database
from bot.storage.people import PeopleStore, Preferences
from bot.storage.tables import people


async def test_what_was_written_is_in_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.checkpoints.EVERY", 10)
    file, alone = tmp_path / "bot.db", tmp_path / "alone.db"
    async with open_database(f"sqlite:///{file}") as database:
        for number in range(25):
            await PeopleStore(database).choose(f"p{number}", Preferences(Language.ZH))
        reader = sqlite3.connect(file)  # so that closing carries nothing over
        reader.execute("SELECT count(*) FROM people").fetchone()
    shutil.copy(file, alone)  # without its log
    with closing(sqlite3.connect(alone)) as connection, closing(reader):
        (kept,) = connection.execute("SELECT count(*) FROM people").fetchone()
    assert 10 <= kept <= 25


async def test_the_log_begins_anew_while_people_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.checkpoints.EVERY", 10)
    log = tmp_path / "bot.db-wal"

    def salts() -> bytes:
        with log.open("rb") as file:
            return file.read(32)[16:24]  # https://www.sqlite.org/fileformat2.html#walformat

    async with open_database(f"sqlite:///{tmp_path / 'bot.db'}") as database:
        store = PeopleStore(database)
        await store.choose("p", Preferences())
        before, written = salts(), 0
        while salts() == before:
            await store.choose(f"p{written}", Preferences())
            await asyncio.sleep(0)
            written += 1
            assert written < 3_000


async def test_that_the_file_cannot_grow_is_told_while_its_log_still_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: Callable[..., StringIO]
) -> None:
    monkeypatch.setattr("bot.storage.checkpoints.EVERY", 10)
    told, file = logged(LogFormat.TEXT), tmp_path / "bot.db"
    async with open_database(f"sqlite:///{file}"):
        pass  # the log is gone then
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with open_database(f"sqlite:///{file}") as database:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, before[1]))
        try:
            async with database.together():
                for number in range(500):
                    await PeopleStore(database).choose(f"p{number}", Preferences())
            await database.close()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "what was written stays in the database's log" in told.getvalue()
    async with open_database(f"sqlite:///{file}") as database, database.connect() as connection:
        assert len(await connection.scalars(select(people.c.id))) == 500
