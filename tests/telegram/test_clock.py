"""The clock in Telegram: what is due is said in its chat."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from pydantic import SecretStr
from sqlalchemy import Select, func, select

from bot.app import open_bot
from bot.decks import Knowledge
from bot.settings import LogFormat, Settings
from bot.storage.alarms import Alarm
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.tables import alarms
from tests.botapi import BotApi, Person
from tests.postgresql import Postgresql
from tests.telegram.conftest import serving

DUE = datetime(2026, 1, 1, tzinfo=UTC)


def topics(person: Person) -> Alarm:
    """Return an alarm that is long due."""
    chat = f"telegram:{person.id}"
    return Alarm("test", chat, "private", chat, "/topics", DUE)


async def until(database: Database, holds: Select[bool]) -> None:
    """Wait until something can be seen in a database."""
    async with asyncio.timeout(20):
        while True:
            async with database.connect() as connection:
                if await connection.scalar(holds):
                    return
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("front")
async def test_an_alarm_of_before_the_start_rings(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    await ann.says("/start")
    await api.next_from_bot(ann)
    async with open_bot(settings, knowledge=knowledge) as bot:
        await bot.alarms.set(topics(ann))
    assert "topics" in (await api.next_from_bot(ann)).text


@pytest.mark.usefixtures("front")
async def test_what_has_been_said_already_is_not_tried_for_ever(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    ann: Person,
    logged: Callable[..., StringIO],
) -> None:
    log = logged(LogFormat.TEXT)
    await ann.says("/start")
    await api.next_from_bot(ann)
    async with open_bot(settings, knowledge=knowledge) as bot:
        await bot.alarms.set(topics(ann))
        assert "topics" in (await api.next_from_bot(ann)).text
        await bot.alarms.set(topics(ann))
        await until(bot.database, select(func.count() == 0).select_from(alarms))
    await api.quiet()
    assert api.unread(ann) == []
    assert log.getvalue().count("alarm rang again") == 1


async def test_nothing_rings_when_the_service_has_ended(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    postgresql: Postgresql,
    ann: Person,
) -> None:
    url = postgresql.renew("test", "migrated")
    here = settings.model_copy(update={"database_url": SecretStr(url)})
    async with open_database(url) as elsewhere, open_bot(here, knowledge=knowledge) as bot:
        await bot.alarms.set(topics(ann))
        async with elsewhere.together(str(ann.id)), serving(here, knowledge):
            await until(bot.database, select(alarms.c.claimed_until.is_not(None)))
        assert not [task for task in asyncio.all_tasks() if "Desk.ring" in repr(task)]
