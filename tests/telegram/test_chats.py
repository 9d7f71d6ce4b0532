"""What happens to chats: who may set things, removal, leaving, a group that becomes another."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select, update

from bot.decks import Knowledge
from bot.settings import Settings
from bot.storage import tables
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.postgresql import CONNECTIONS
from tests.botapi import BotApi, Person, Status
from tests.postgresql import Postgresql
from tests.telegram.conftest import serving


async def _make_due(database: Database) -> None:
    """Have every question of the day due a minute ago."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    async with database.begin() as connection:
        await connection.execute(update(tables.dailies).values(time=f"{now:%H:%M}"))
        await connection.execute(update(tables.alarms).values(at=now))


async def _in_utc(database: Database, chat: int) -> None:
    await ChatStore(database).choose_zone(f"telegram:{chat}", ZoneInfo("UTC"))


async def test_administrators_and_anonymous_ones_set_schedules_others_do_not(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    bobs = api.channel("Bob's", bob)
    async with serving(settings, knowledge):
        await bob.says("/daily 09:00", chat=group)
        assert "Only administrators" in (await api.next_from_bot(group)).text
        await bob.says("/daily 09:00", chat=group, in_the_name_of=bobs)
        assert "Only administrators" in (await api.next_from_bot(group)).text
        await ann.says("/daily 09:00", chat=group)
        listed = await api.next_from_bot(group)
        toast = await bob.presses(listed, data="/daily off 09:00")
        assert "Only administrators" in toast.text
        await bob.says("/daily 10:00", chat=group, in_the_name_of=group)  # anonymous
        assert "10:00" in (await api.next_from_bot(group)).text


async def test_a_question_of_the_day_comes_and_stops_when_the_bot_is_removed(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, database: Database
) -> None:
    group = api.group("Study", [ann], bot=Status.ADMINISTRATOR)
    await _in_utc(database, group.id)
    async with serving(settings, knowledge):
        await ann.says("/daily 09:00 en", chat=group)
        await api.next_from_bot(group)
        await _make_due(database)
        assert "Question of the day" in (await api.next_from_bot(group)).text
        await group.makes_bot(Status.LEFT)
        await api.quiet()
    async with database.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(tables.dailies)) == 0


async def test_a_channel_has_one_set_by_its_administrator_in_private(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person,
    database: Database,
) -> None:  # fmt: skip
    channel = api.channel("News", ann)
    channel.chat.username = "dl_news"
    await _in_utc(database, channel.id)
    async with serving(settings, knowledge):
        await bob.says("/daily @dl_news 09:00")
        assert "cannot set this for @dl_news" in (await api.next_from_bot(bob)).text
        await bob.says("/daily @nowhere 09:00")
        assert "cannot set this for @nowhere" in (await api.next_from_bot(bob)).text
        api.refused.clear()
        await ann.says("/daily @dl_news 09:00 en")
        assert "09:00" in (await api.next_from_bot(ann)).text
        await _make_due(database)
        posted = await api.next_from_bot(channel)
        assert "Question of the day" in posted.text
        assert "spoiler" in str(posted.raw)
        assert posted.buttons[0].url


async def test_who_is_in_charge_is_asked_again_where_telegram_fails_for_a_moment(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    group, channel = api.group("Study", [ann]), api.channel("News", ann)
    channel.chat.username = "dl_news"
    async with serving(settings, knowledge):
        api.fail("getChatAdministrators", 502)
        await ann.says("/daily 09:00 en", chat=group)
        assert "09:00" in (await api.next_from_bot(group)).text
        api.drop("getChat")
        api.drop("getChatAdministrators")
        await ann.says("/daily @dl_news 09:00 en")
        assert "09:00" in (await api.next_from_bot(ann)).text


async def test_telegram_is_not_waited_for_for_long(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person
) -> None:
    group = api.group("Study", [bob])
    async with serving(settings, knowledge):
        with api.holding("getChatAdministrators"):
            await bob.says("/daily 09:00", chat=group)
            assert "went wrong" in (await api.next_from_bot(group)).text


async def test_groups_that_wait_for_telegram_hold_up_nobody_else(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    postgresql: Postgresql,
    ann: Person,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    method = "getChatAdministrators"
    url = SecretStr(postgresql.renew("test", "migrated"))
    monkeypatch.setattr("bot.telegram.desk.AT_WORK", 2)
    groups = [api.group(f"Study {number}", [bob]) for number in range(CONNECTIONS + 1)]
    async with serving(settings.model_copy(update={"database_url": url}), knowledge):
        with api.holding(method):
            for group in groups:
                await bob.says("/daily 09:00", chat=group)
                await bob.says("/help", chat=group)
            await api.until(
                lambda: [call.method for call in api.calls].count(method) == len(groups),
                "the question of every group",
            )
            await ann.says("question 32")
            assert "Dropout" in (await api.next_from_bot(ann)).text
            assert not any(api.unread(group) for group in groups)
        for group in groups:  # each in the order in which it was said
            assert "09:00" in (await api.next_from_bot(group)).text
            assert "/quiz" in (await api.next_from_bot(group)).text


async def test_who_leaves_or_forgets_disappears(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person
) -> None:
    eve = api.person("Eve", "en")
    group = api.group("Study", [ann, bob, eve])
    async with serving(settings, knowledge):
        await bob.says("/quiz 1 600s", chat=group)
        await api.next_from_bot(group)
        poll = await api.next_from_bot(group)
        for person in (ann, bob, eve):
            await person.votes(poll, 0)
        result = await api.next_from_bot(group)
        assert {"Ann", "Bob", "Eve"} <= set(result.text.split())
        await group.loses(ann)
        await eve.says("/forget")
        await eve.presses(await api.next_from_bot(eve), data="/forget yes")
        await bob.says("/leaderboard ever", chat=group)
        board = (await api.next_from_bot(group)).text
        assert "Bob" in board
        assert "Ann" not in board
        assert "Eve" not in board


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, database: Database
) -> None:
    group = api.group("Study", [ann], bot=Status.ADMINISTRATOR)
    await _in_utc(database, group.id)
    async with serving(settings, knowledge):
        await ann.says("/daily 09:00 en", chat=group)
        await api.next_from_bot(group)
        supergroup = await group.migrates()
        await api.quiet()
        await _make_due(database)
        assert "Question of the day" in (await api.next_from_bot(supergroup)).text
        await ann.says("/daily", chat=supergroup)
        assert "UTC" in (await api.next_from_bot(supergroup)).text


async def test_one_that_became_a_supergroup_unnoticed_is_found(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, database_url: str,
) -> None:  # fmt: skip
    group = api.group("Study", [ann])
    async with serving(settings, knowledge):
        await ann.says("/daily 09:00 en", chat=group)
        await api.next_from_bot(group)
    supergroup = await group.migrates()
    api.world.updates.pending.clear()  # older than a day: Telegram has dropped them
    async with open_database(database_url) as database:
        await _in_utc(database, group.id)
        await _make_due(database)
    async with serving(settings, knowledge):
        assert "Question of the day" in (await api.next_from_bot(supergroup)).text
    api.refused.clear()


async def test_posts_that_a_channel_forwards_to_its_group_are_answered_once(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    channel = api.channel("News", ann)
    group = api.group("Talk about news", [ann])
    async with serving(settings, knowledge):
        await ann.says("/ask question 31", chat=channel)
        assert "haring" in (await api.next_from_bot(channel)).text
        forwarded = {"text": "/ask question 31", "is_automatic_forward": True,
                     "sender_chat": channel.chat.as_json(),
                     "entities": [{"type": "bot_command", "offset": 0, "length": 4}]}  # fmt: skip
        api.world.say(group.chat, ann.user, forwarded)
        await api.quiet()
        assert api.unread(group) == []
