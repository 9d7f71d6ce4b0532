"""What Telegram is asked about a chat: not while something is held, and each once."""

import pytest
import telegram
from telegram.error import BadRequest

from bot.conversation.command import Bearing, NotYetKnownError
from bot.storage.database import Database
from bot.storage.pauses import PauseStore
from bot.telegram.administrators import Administrators
from bot.telegram.incoming import read
from bot.telegram.manners import Manners
from bot.telegram.patience import until_known
from bot.telegram.surroundings import Here
from bot.telegram.updates import as_update
from tests.botapi import BotApi, Person


@pytest.fixture
async def here(
    api: BotApi, client: telegram.Bot, database: Database, ann: Person, bob: Person
) -> Here:
    """What can be known of a group where Bob, who does not administrate it, has said something."""
    await bob.says("/daily 09:00", chat=api.group("Study", [ann, bob]))
    incoming = read(as_update(api.world.updates.pending[-1]), client.bot)
    assert incoming is not None
    return Here(1, incoming, client, Administrators(client), Manners(PauseStore(database)))


async def test_what_is_not_known_yet_is_asked_once(api: BotApi, here: Here) -> None:
    handled = 0

    async def handle() -> tuple[bool, int | None]:
        nonlocal handled
        handled += 1
        return await here.in_charge(), await here.people()

    with pytest.raises(NotYetKnownError):
        await handle()
    asked = len(api.calls)
    assert await until_known(handle) == (False, 2)
    assert await until_known(handle) == (False, 2)
    assert handled == 5
    assert len(api.calls) == asked + 2


async def test_a_line_counts_once_however_often_it_is_handled(here: Here) -> None:
    assert {await here.bearing(1) for _ in range(500)} == {Bearing.ANSWER}


async def test_what_telegram_refuses_goes_wrong_where_it_was_to_be_known(
    api: BotApi, here: Here
) -> None:
    api.fail("getChatAdministrators", 400, description="Bad Request: chat not found")
    with pytest.raises(BadRequest, match="not found"):
        await until_known(here.in_charge)
