"""What is told once, and what is kept of all that people ask, on a real database."""

from datetime import UTC, datetime, timedelta

import pytest

import bot.storage.queries
from bot.storage.database import Database
from bot.storage.lacks import LackStore
from bot.storage.pauses import PauseStore
from bot.storage.personal import PersonalStore
from bot.storage.queries import QueryStore

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
