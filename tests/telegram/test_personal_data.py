"""One's own data in Telegram, end to end: handed over, and deleted."""

import json
import sqlite3
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine

from bot.settings import Settings
from tests.botapi import BotApi, Person
from tests.storage.test_personal import mentions
from tests.telegram.talking import ask, press

ENTRY = "dl-32"


@pytest.mark.usefixtures("front")
async def test_ones_data_as_json_and_the_deck_for_anki(
    api: BotApi, bob: Person, tmp_path: Path
) -> None:
    await ask(api, bob, f"/quiz 1 {ENTRY}")
    mine = await ask(api, bob, "/export")
    assert mine.document
    assert mine.document["file_name"].endswith(".json")
    held = json.loads(api.world.files[mine.document["file_id"]])
    assert held["person"] == f"telegram:{bob.id}"
    assert [card["entry"] for card in held["stored"]["drill_cards"]] == [ENTRY]
    anki = await press(api, bob, mine, "The deck for Anki")
    assert anki.document
    assert anki.document["file_name"] == "deep-learning.apkg"
    with ZipFile(BytesIO(api.world.files[anki.document["file_id"]])) as package:
        collection = package.extract("collection.anki2", tmp_path)
    (notes,) = sqlite3.connect(collection).execute("select count(*) from notes").fetchone()
    assert f"{notes} questions for Anki" in anki.text


@pytest.mark.usefixtures("front")
async def test_forgetting_leaves_nothing_in_the_database(
    api: BotApi, ann: Person, bob: Person, settings: Settings
) -> None:
    for person, label, grade in (
        (ann, "看答案", "🙂 答上来了"),
        (bob, "Show answer", "🙂 Knew it"),
    ):
        await ask(api, person, "/settings reminder 20", "/daily 09:00")
        question = await ask(api, person, "/quiz 2")
        shown = await press(api, person, question, label)
        await press(api, person, shown, grade)
        await api.next_from_bot(person)
    kept = await press(api, bob, await ask(api, bob, "/forget"), "Keep it")
    assert "nothing was deleted" in kept.text
    gone = await press(api, bob, await ask(api, bob, "/forget"), "Delete everything")
    assert gone.text == "Everything about you is deleted."
    await api.quiet()
    engine = create_engine(settings.effective_database_url)
    with engine.connect() as connection:
        of_bob = mentions(connection, f"telegram:{bob.id}")
        of_ann = mentions(connection, f"telegram:{ann.id}")
    engine.dispose()
    assert {table for table, rows in of_bob.items() if rows} <= {"outbox"}
    assert {"drills", "cards", "attempts", "alarms", "people"} <= {
        t for t, n in of_ann.items() if n
    }
