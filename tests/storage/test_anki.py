"""Packages for Anki, opened as what they are: a zip with a SQLite collection."""

import io
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.conversation.exporting import for_anki
from bot.domain.knowledge import Deck
from bot.domain.language import Language

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Collection:
    notes: dict[str, tuple[str, list[str], list[str]]]  # by entry: guid, tags, fields
    cards: int
    models: dict[str, Any]
    decks: dict[str, Any]
    modified: set[int]


def opened(package: bytes, folder: Path) -> Collection:
    with ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("media")) == {}
        archive.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    try:
        rows = connection.execute("SELECT guid, tags, flds, mod FROM notes").fetchall()
        (cards,) = connection.execute("SELECT count(*) FROM cards").fetchone()
        models, decks = connection.execute("SELECT models, decks FROM col").fetchone()
    finally:
        connection.close()
    notes = {
        fields.split("\x1f")[0]: (guid, tags.split(), fields.split("\x1f"))
        for guid, tags, fields, _ in rows
    }
    return Collection(notes, cards, json.loads(models), json.loads(decks), {r[3] for r in rows})


@pytest.fixture(scope="module")
def package(deck: Deck) -> bytes:
    return for_anki(deck.entries, deck, Language.ZH, NOW)


@pytest.fixture
def collection(package: bytes, tmp_path: Path) -> Collection:
    return opened(package, tmp_path)


def test_every_entry_is_a_note_with_one_card(collection: Collection, deck: Deck) -> None:
    assert collection.notes.keys() == {entry.id for entry in deck.entries}
    assert collection.cards == len(deck.entries)


def test_both_languages_are_fields(collection: Collection) -> None:
    (model,) = (m for m in collection.models.values() if m["name"].startswith("Deep-learning"))
    names = [field["name"] for field in model["flds"]]
    assert names == [
        *("Id", "First", "Question zh", "Answer zh", "Pages zh"),
        *("Question en", "Answer en", "Pages en"),
    ]
    fields = dict(zip(names, collection.notes["dl-32"][2], strict=True))
    assert fields["First"] == "zh"
    assert "Dropout 与 Bagging" in fields["Question zh"]
    assert "How is dropout related" in fields["Question en"]
    assert "7.12 Dropout，第 258–268 页" in fields["Pages zh"]
    assert "7.12 Dropout, pp. 258–268" in fields["Pages en"]
    assert "https://www.deeplearningbook.org/contents/regularization.html" in fields["Pages en"]
    for template in model["tmpls"]:
        for name in names[2:]:
            assert f"{{{{{name}}}}}" in template["qfmt"] + template["afmt"]


def test_formulas_are_for_mathjax_and_tables_are_html(collection: Collection, deck: Deck) -> None:
    everything = "".join("".join(fields) for _, _, fields in collection.notes.values())
    assert r"\(\lambda\)" in everything
    assert r"\[" in everything
    assert "<table><tr><th" in everything
    assert "$" not in everything.replace(r"\$", "")
    assert everything.count(r"\(") == everything.count(r"\)")
    assert everything.count(r"\[") == everything.count(r"\]")


def test_tags_say_topic_and_level(collection: Collection, deck: Deck) -> None:
    for entry in deck.entries:
        topic = deck.topic_of[entry.id].id
        assert collection.notes[entry.id][1] == [f"topic::{topic}", f"level::{entry.level}"]


def test_a_second_import_updates(deck: Deck, collection: Collection, tmp_path: Path) -> None:
    later = NOW + timedelta(days=1)
    some = [deck.by_id["dl-32"], deck.by_id["dl-01"]]
    again = opened(for_anki(some, deck, Language.EN, later), tmp_path)
    assert again.models.keys() == collection.models.keys()
    assert again.decks.keys() == collection.decks.keys()
    for name in ("dl-32", "dl-01"):
        assert again.notes[name][0] == collection.notes[name][0]
    assert min(again.modified) > max(collection.modified)
    guids = {guid for guid, _, _ in collection.notes.values()}
    assert len(guids) == len(deck.entries)


def test_the_ids_are_those_of_the_first_release(collection: Collection) -> None:
    """Whoever has imported the deck would get everything twice if one of them changed."""
    assert "1730611042" in collection.models
    assert set(collection.decks) - {"1"} == {"1227018589"}
    assert collection.notes["dl-32"][0] == "EDP{Vh*%%W"
