"""Messages that are to be deleted, on a real database."""

from datetime import UTC, datetime, timedelta

from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.passing import PassingStore

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_what_is_due_is_taken_once_where_it_is_wanted(database: Database) -> None:
    store, chats = PassingStore(database, 7), ChatStore(database)
    for chat in ("telegram:-1", "telegram:-2"):
        await chats.choose_tidies(chat, tidies=True)
        await store.remember(chat, [1, 2], NOW + HOUR)
    await store.remember("telegram:-1", [2, 3], NOW + 2 * HOUR)  # edited, and passing still
    await store.keep("telegram:-1", [3])  # edited into an answer
    await chats.choose_tidies("telegram:-2", tidies=False)
    assert await PassingStore(database, 8).take(NOW + HOUR) == []
    assert await store.take(NOW) == []
    assert await store.take(NOW + HOUR) == [("telegram:-1", 1)]
    assert await store.take(NOW + HOUR) == []
    assert await store.take(NOW + 9 * HOUR) == [("telegram:-1", 2)]
