"""What the clock says goes through the dispatcher and is settled when it has been shown."""

from datetime import UTC, datetime

import pytest

from bot.app import Bot
from bot.conversation.clock import MOST_RINGS, ring
from bot.conversation.message import Reply
from bot.storage.alarms import LEASE, Alarm
from tests.conversation.talk import text_of

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ALARM = Alarm("topics:test", "test:1", "private", "test:1", "/topics", NOW)


async def test_an_alarm_is_said_shown_and_settled(bot: Bot) -> None:
    await bot.alarms.set(ALARM)
    shown: list[Reply] = []

    async def show(reply: Reply) -> None:
        shown.append(reply)

    (alarm,) = await bot.alarms.claim("test:", NOW)
    await ring(alarm, bot.alarms, bot.dispatcher, show, NOW)
    assert "topics" in text_of(shown[0].messages[0].document)
    assert await bot.alarms.claim("test:", NOW + LEASE) == ()


async def test_one_that_cannot_be_shown_rings_again_and_is_given_up_at_last(bot: Bot) -> None:
    await bot.alarms.set(ALARM)

    async def show(_: Reply) -> None:
        raise ConnectionError

    for tried in range(MOST_RINGS - 1):
        (alarm,) = await bot.alarms.claim("test:", NOW + tried * LEASE)
        with pytest.raises(ConnectionError):
            await ring(alarm, bot.alarms, bot.dispatcher, show, NOW)
    (alarm,) = await bot.alarms.claim("test:", NOW + (MOST_RINGS - 1) * LEASE)
    await ring(alarm, bot.alarms, bot.dispatcher, show, NOW)
    assert await bot.alarms.claim("test:", NOW + MOST_RINGS * LEASE) == ()
