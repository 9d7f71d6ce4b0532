"""What is told once, and what is kept of all that people ask, on a real database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

import bot.storage.limits
import bot.storage.queries
from bot.storage.database import Database
from bot.storage.lacks import LackStore
from bot.storage.limits import prune_drills
from bot.storage.pauses import PauseStore
from bot.storage.personal import PersonalStore
from bot.storage.queries import QueryStore
from bot.storage.tables import drills

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def test_a_lack_is_noted_once_for_each_chat(database: Database) -> None:
    store = LackStore(database)
    assert await store.note("telegram:-1", "polls", NOW)
    assert not await store.note("telegram:-1", "polls", NOW + MINUTE)
    assert await store.note("telegram:-1", "texts", NOW)
    assert await store.note("telegram:-2", "polls", NOW)


async def test_who_added_the_bot_last_is_known_until_they_or_it_are_gone(
    database: Database,
) -> None:
    store = LackStore(database)
    assert (await store.host("telegram:-1"), await store.title("telegram:-1")) == (None, "")
    await store.remember_host("telegram:-1", "telegram:5", "Study " * 40)
    await store.remember_host("telegram:-1", "telegram:6", "Study")
    await store.remember_host("telegram:-2", "telegram:6", "News")
    assert await store.host("telegram:-1") == "telegram:6"
    assert await store.title("telegram:-1") == "Study"
    await store.forget_host("telegram:-2")
    assert await store.host("telegram:-2") is None
    await PersonalStore(database).forget("telegram:6")
    assert await store.host("telegram:-1") is None


async def test_a_pause_begins_once_until_it_is_over(database: Database) -> None:
    store = PauseStore(database)
    assert await store.begin("telegram:1", NOW, NOW + MINUTE)
    assert not await store.begin("telegram:1", NOW, NOW + 2 * MINUTE)
    assert await store.begin("telegram:2", NOW, NOW + MINUTE)
    assert await store.begin("telegram:1", NOW + MINUTE, NOW + 2 * MINUTE)


async def test_a_pause_from_before_the_clock_was_set_back_is_none(database: Database) -> None:
    store = PauseStore(database)
    ahead = NOW + timedelta(days=3)
    assert await store.begin("telegram:1", ahead, ahead + MINUTE)
    assert await store.begin("telegram:1", NOW, NOW + MINUTE)
    assert not await store.begin("telegram:1", NOW, NOW + MINUTE)


async def test_of_unanswered_questions_the_last_are_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.storage.queries, "MOST_KEPT", 3)
    store = QueryStore(database)
    for number in range(5):
        await store.note(f"question {number}", "not_found", NOW + number * MINUTE)
    await store.note("question 1", "not_found", NOW + 9 * MINUTE)
    await store.prune()
    kept = {noted.text for noted in await store.most_frequent(9)}
    assert kept == {"question 1", "question 3", "question 4"}


async def test_of_drills_the_newest_are_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.storage.limits, "MOST_DRILLS", 2)
    rows: list[dict[str, Any]] = [
        {"chat": who, "person": who, "language": "en", "pool": [], "length": 1, "started_at": NOW}
        for who in ("ann", "bob", "ann", "ann", "ann", "bob")
    ]
    async with database.begin() as connection:
        await connection.execute(insert(drills), rows)
    await prune_drills(database)
    async with database.connect() as connection:
        kept = await connection.execute(select(drills.c.id, drills.c.person).order_by(drills.c.id))
        assert [row.person for row in kept] == ["bob", "ann", "ann", "bob"]
