"""What was committed is carried into the file while people write."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.storage.database import open_database
from bot.storage.people import PeopleStore, Preferences


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
