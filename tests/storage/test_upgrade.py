"""A database of every earlier revision opens with today's code, and nothing in it is lost."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, make_url, text

from bot.domain.language import Language
from bot.domain.quiz import Grade, Kind, Mode
from bot.domain.review import Stage
from bot.rendering.display import Display
from bot.storage.alarms import AlarmStore
from bot.storage.attempts import AttemptStore
from bot.storage.cards import CardStore
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.drills import DrillStore
from bot.storage.lacks import LackStore
from bot.storage.opening import open_database, open_engine
from bot.storage.people import PeopleStore, Preferences
from bot.storage.personal import PersonalStore
from bot.storage.pictures import PictureStore
from bot.storage.queries import QueryStore
from bot.storage.reports import ReportStore
from bot.storage.rounds import RoundStore
from bot.storage.tables import METADATA
from tests.storage.upgrade import FOLDER, load, revisions, upgrade

EARLIER = revisions()[:-1]
ANN, BOB, CYD, DAN = (f"telegram:{number}" for number in range(42, 46))


def test_there_is_a_database_of_every_earlier_revision() -> None:
    missing = [name for name in EARLIER if not (FOLDER / f"{name}.sql").exists()]
    assert missing == [], "python -m tests.storage.upgrade writes them"


@pytest.fixture(params=EARLIER)
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    load(request.param, tmp_path / "old.db")
    return f"sqlite:///{tmp_path / 'old.db'}"


async def test_its_tables_are_those_of_today(old_url: str) -> None:
    async with open_database(old_url) as database, database.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), METADATA)
        )
    assert differences == []


async def test_people_and_questions_are_there(old_url: str) -> None:
    async with open_database(old_url) as database:
        people = PeopleStore(database)
        assert await people.preferences(ANN) == Preferences(Language.ZH, keep_queries=False)
        assert await people.preferences("console") == Preferences(Language.EN)
        (noted,) = await QueryStore(database).most_frequent(9)
        assert (noted.text, noted.count, noted.chosen) == ("warum dropout", 3, ("dl-32",))


async def test_drills_go_on_where_they_were(old_url: str) -> None:
    async with open_database(old_url) as database:
        store = DrillStore(database)
        drill = await store.open_here(ANN, ANN)
        assert drill is not None
        assert (drill.id, drill.kind, drill.pool) == (3, Kind.QUIZ, ("dl-30", "dl-32"))
        assert drill.current is not None
        assert (drill.current.entry, drill.current.hints) == ("dl-30", 2)
        assert drill.current.mode is Mode.REVEAL
        over = await store.find(1)
        assert over is not None
        assert [card.outcome for card in over.cards] == ["again", "good", "skipped"]


async def test_grades_have_become_attempts_and_memories(old_url: str) -> None:
    async with open_database(old_url) as database:
        attempts = await AttemptStore(database).answers(ANN)
        assert [(attempt.entry, attempt.grade) for attempt in attempts] == [
            ("dl-32", Grade.AGAIN),
            ("dl-30", Grade.GOOD),
            ("dl-32", Grade.EASY),
        ]
        memories = await CardStore(database).memories(ANN)
        assert memories.keys() == {"dl-30", "dl-32"}
        easy = datetime(2026, 11, 21, 8, 1, 30, 500000, UTC)
        assert memories["dl-32"].reviewed == easy
        assert memories["dl-32"].due == easy + timedelta(days=8)
        assert memories["dl-30"].stage is Stage.REVIEW
        assert (await CardStore(database).memories(BOB))["dl-32"].stage is Stage.LEARNING
        await PersonalStore(database).forget(ANN)
        assert await CardStore(database).memories(ANN) == {}


@pytest.mark.parametrize("revision", EARLIER[1:])
async def test_the_choices_of_chats_are_there(revision: str, tmp_path: Path) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        chats = ChatStore(database)
        assert (await chats.showing("telegram:-1007")).display is Display.TEXT


@pytest.mark.parametrize("revision", EARLIER[2:])
async def test_alarms_still_ring(revision: str, tmp_path: Path) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        due = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
        (alarm,) = await AlarmStore(database).claim("telegram:", due)
        assert (alarm.key, alarm.person, alarm.line) == ("daily:17", ANN, "/daily")


@pytest.mark.parametrize("revision", EARLIER[3:])
async def test_rounds_keep_their_votes(revision: str, tmp_path: Path) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        store = RoundStore(database)
        assert [(vote.person, vote.points) for vote in await store.votes(1)] == [(BOB, 137)]
        assert await store.names("telegram:-1007") == {BOB: "Bob"}
        assert await ChatStore(database).zone("telegram:-1007") == ZoneInfo("Europe/Berlin")


async def test_the_first_revision_is_carried_over_in_every_database(
    empty_database_url: str,
) -> None:
    engine = open_engine(make_url(empty_database_url))
    async with Database(engine).begin() as connection:
        await connection.run_sync(upgrade, "0001")
        for row in (
            "people VALUES ('ann', 'zh', false)",
            "drills VALUES (7, 'ann', 'bob', 'en', '[\"a\"]', 1, '2026-11-20', NULL)",
            "drill_cards VALUES (7, 1, 'a', '2026-11-20', 0, NULL, 'good', '2026-11-21')",
        ):
            await connection.execute(text(f"INSERT INTO {row}"))
    await engine.dispose()
    async with open_database(empty_database_url) as database:
        people = PeopleStore(database)
        assert await people.preferences("ann") == Preferences(Language.ZH, keep_queries=False)
        await people.choose("ann", Preferences(display=Display.TEXT))
        assert await people.preferences("ann") == Preferences(display=Display.TEXT)
        memory = (await CardStore(database).memories("bob"))["a"]
        assert memory.due - memory.reviewed == timedelta(days=2)
        last = await AttemptStore(database).last("bob")
        assert last is not None
        assert (last.entry, last.grade, last.before) == ("a", Grade.GOOD, None)


@pytest.mark.parametrize("revision", EARLIER[4:])
async def test_pictures_are_still_known(revision: str, tmp_path: Path) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        assert await PictureStore(database).find("d1", 123456789) == ("file-1", "file-2")


@pytest.mark.parametrize("revision", EARLIER[8:9])
async def test_a_person_and_their_private_chat_have_one_time_zone(
    revision: str, tmp_path: Path
) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        people, chats = PeopleStore(database), ChatStore(database)
        for person, zone in {BOB: "Asia/Tokyo", CYD: "Asia/Tokyo", DAN: "America/New_York"}.items():
            assert (await people.preferences(person)).timezone == ZoneInfo(zone)
            assert await chats.zone(person) is None
        assert (await people.preferences(DAN)).reminder_hour == 20


@pytest.mark.parametrize("revision", [it for it in EARLIER if it >= "0012"])
async def test_a_chat_keeps_its_deck(revision: str, tmp_path: Path) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        assert await ChatStore(database).deck("telegram:-1007") == "deep-learning"


@pytest.mark.parametrize("revision", [it for it in EARLIER if it >= "0013"])
async def test_reports_wait_on(revision: str, tmp_path: Path) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        (report,) = await ReportStore(database).waiting(9)
        assert (report.person, report.entry, report.text) == (BOB, "dl-32", "a sign")


@pytest.mark.parametrize("revision", [it for it in EARLIER if it >= "0015"])
async def test_nobody_is_told_again_what_is_missing(revision: str, tmp_path: Path) -> None:
    load(revision, tmp_path / "old.db")
    async with open_database(f"sqlite:///{tmp_path / 'old.db'}") as database:
        store = LackStore(database)
        assert not await store.note("telegram:-1007", "mentions", datetime.now(UTC))
        assert await store.host("telegram:-1007") == BOB


def _layout(connection: Connection) -> object:
    """Return what a database's tables are made of, whatever the order in which it was made."""
    seen = inspect(connection)
    looks = (
        seen.get_columns,
        seen.get_indexes,
        seen.get_unique_constraints,
        seen.get_foreign_keys,
        seen.get_check_constraints,
    )
    return {
        name: (seen.get_pk_constraint(name), *(_in_any_order(look(name)) for look in looks))
        for name in seen.get_table_names()
    }


def _in_any_order(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted(str(_written(part)) for part in parts)


def _written(part: object) -> object:
    if isinstance(part, Mapping):
        return {key: _written(value) for key, value in sorted(part.items())}
    return str(part)


async def test_a_new_database_is_laid_out_as_one_that_was_brought_up_to_date(
    empty_database_url: str,
) -> None:
    async with open_database(empty_database_url) as database, database.connect() as connection:
        new = await connection.run_sync(_layout)
    engine = open_engine(make_url(empty_database_url))
    connection = await engine.connect()
    await connection.begin()
    await connection.run_sync(METADATA.drop_all)
    await connection.execute(text("DROP TABLE alembic_version"))
    await connection.run_sync(upgrade, "head")
    assert await connection.run_sync(_layout) == new
    await connection.close()
    await engine.dispose()
