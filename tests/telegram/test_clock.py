"""The clock in Telegram: what is due is said in its chat."""

from datetime import UTC, datetime

import pytest

from bot.app import open_bot
from bot.decks import Knowledge
from bot.settings import Settings
from bot.storage.alarms import Alarm
from tests.botapi import BotApi, Person


@pytest.mark.usefixtures("front")
async def test_an_alarm_of_before_the_start_rings(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    await ann.says("/start")
    await api.next_from_bot(ann)
    async with open_bot(settings, knowledge=knowledge) as bot:
        chat = f"telegram:{ann.id}"
        alarm = Alarm("test", chat, "private", chat, "/topics", datetime(2026, 1, 1, tzinfo=UTC))
        await bot.alarms.set(alarm)
    assert "topics" in (await api.next_from_bot(ann)).text
