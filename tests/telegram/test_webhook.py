"""The webhook: a delivery is answered when it is stored, and taken once."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.decks import Knowledge
from bot.settings import Settings
from bot.telegram.app import HANDLING_SECONDS, Front
from bot.telegram.webhook import AT_ONCE
from tests.botapi import BotApi, Person
from tests.locking import locked
from tests.telegram.conftest import serving
from tests.telegram.hook import SECRET, webhook_settings


@pytest.fixture
def settings(api: BotApi, database_url: str) -> Settings:
    return webhook_settings(api, database_url)


async def test_deliveries_are_taken_once(
    api: BotApi, settings: Settings, front: Front, bob: Person, session: ClientSession
) -> None:
    await bob.says("question 32")
    (update,) = api.world.updates.pending
    assert "Dropout" in (await api.next_from_bot(bob)).text
    async with session.post(str(settings.webhook_url), json=update, headers=SECRET) as response:
        assert response.status == 200
    await api.quiet()
    assert api.unread(bob) == []
    webhook = api.world.webhook
    assert webhook
    assert webhook.max_connections == AT_ONCE


@pytest.mark.parametrize(
    "odd",
    [
        {"message": {"text": "from nowhere"}},
        {"message": "no message"},
        {"message": {"chat": {"id": 1, "type": "unheard of"}, "text": "x"}},
        {"callback_query": {"id": "1"}},
        {"callback_query": {"id": "1", "from": None, "message": {"chat": None}}},
        {"poll_answer": {}},
        {"my_chat_member": []},
        {"my_chat_member": {"chat": {"id": 1, "type": "group"}, "new_chat_member": {}}},
        {"inline_query": {"from": 7}},
        {"message": None},
        {"unheard_of": {}},
    ],
)
async def test_what_cannot_be_understood_is_not_delivered_for_ever(
    settings: Settings,
    front: Front,
    session: ClientSession,
    api: BotApi,
    bob: Person,
    odd: dict[str, object],
) -> None:
    await api.quiet()
    delivery = {"update_id": 7, **odd}
    async with session.post(str(settings.webhook_url), json=delivery, headers=SECRET) as response:
        assert response.status == 200
    await bob.says("question 32")
    assert "Dropout" in (await api.next_from_bot(bob)).text


async def test_half_a_character_is_answered_too(
    settings: Settings, front: Front, api: BotApi, bob: Person
) -> None:
    await api.quiet()
    await bob.says("/show dl-\ud83d \U0001f600")
    assert "dl-?" in (await api.next_from_bot(bob)).text


async def test_a_delivery_that_cannot_be_stored_is_not_taken(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.BUSY_SECONDS", 0.01)
    monkeypatch.setattr("bot.telegram.app.WEBHOOK_PATIENCE", 0.1)
    async with serving(settings, knowledge):
        await api.quiet()
        with locked(tmp_path / "bot.db"):
            await bob.says("question 32")
            webhook = api.world.webhook
            assert webhook
            await api.until(lambda: webhook.last_error is not None, "a refusal")
            assert webhook.last_error == "Wrong response from the webhook: 503"
            assert api.unread(bob) == []
        assert "Dropout" in (await api.next_from_bot(bob)).text


async def test_a_stop_does_not_wait_for_a_delivery_for_longer_than_it_says(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person
) -> None:
    with api.holding("getChatAdministrators"):
        async with serving(settings, knowledge):
            await api.quiet()
            await bob.says("/daily 09:00", chat=api.group("Study", [bob]))
            await api.until(
                lambda: any(it.method == "getChatAdministrators" for it in api.calls), "a question"
            )
            told_to_stop = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - told_to_stop <= HANDLING_SECONDS
