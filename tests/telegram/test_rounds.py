"""Rounds in Telegram, end to end: native polls, topics. What goes wrong: tests/faults."""

import asyncio

import pytest
import telegram
from pydantic import SecretStr
from sqlalchemy import func, select, text

from bot.decks import Knowledge
from bot.settings import Settings
from bot.storage.opening import open_database
from tests.botapi import BotApi, ChatMessage, Group, Person
from tests.postgresql import Postgresql
from tests.telegram.conftest import serving


async def next_poll(api: BotApi, place: Group) -> ChatMessage:
    """Return the next poll; what is said in between is not of interest."""
    while True:
        message = await api.next_from_bot(place)
        if message.poll:
            return message


async def test_a_press_that_is_answered_late_shows_no_second_poll(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person
) -> None:
    group = api.group("Study", [bob])
    async with serving(settings, knowledge):
        await bob.says("/chapter 7", chat=group)
        api.fail("answerCallbackQuery", 502)
        await bob.presses(await api.next_from_bot(group), data="/quiz chapter 7")
        await api.quiet()
        assert len([it for it in group.history if it.poll]) == 1
        assert [call.method for call in api.calls].count("sendPoll") == 1
    assert all("not modified" in str(call.error) for call in api.refused)  # the words before it
    api.refused.clear()


async def test_a_round_is_native_quiz_polls(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    async with serving(settings, knowledge):
        await bob.says("/quiz 2 60s", chat=group)
        opening = await api.next_from_bot(group)
        assert "A round of 2 questions, 60 seconds each" in opening.text
        poll = (await next_poll(api, group)).poll
        assert poll
        assert (poll["type"], poll["is_anonymous"], poll["open_period"]) == ("quiz", False, 60)
        assert poll["question"].startswith("1 / 2 · ")
        assert poll["explanation"]
        await ann.says("/stop", chat=group)  # the creator of the group
        assert "Round over" in (await api.next_from_bot(group)).text
        await api.quiet()
    assert "stopPoll" in [call.method for call in api.calls]


async def test_forum_topics_play_side_by_side(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person
) -> None:
    forum = api.group("Forum", [ann, bob], forum=True)
    threads = [await forum.opens_topic(name) for name in ("One", "Two")]
    async with serving(settings, knowledge):
        polls = []
        for thread, person in zip(threads, (ann, bob), strict=True):
            await person.says("/quiz 2", chat=forum, thread=thread)
            polls.append(await next_poll(api, forum))
        assert [poll.thread for poll in polls] == threads
        await bob.says("/quiz", chat=forum, thread=threads[0])
        assert "running here already" in (await api.next_from_bot(forum)).text
        for person in (ann, bob):
            await person.votes(polls[1], 0)
        second = await next_poll(api, forum)
        assert (second.thread, second.text[:5]) == (threads[1], "2 / 2")
        await bob.says("/stop", chat=forum, thread=threads[1])
        assert "Round over" in (await api.next_from_bot(forum)).text


async def test_a_round_does_not_wait_long_for_how_many_could_play(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(telegram.Bot, "get_chat_member_count", lambda *_: asyncio.sleep(3600))
    group = api.group("Study", [bob])
    async with serving(settings, knowledge):
        await bob.says("/quiz 2 60s", chat=group)
        assert (await next_poll(api, group)).poll


async def test_a_vote_keeps_the_order_of_its_chat_whichever_process_gets_it(
    api: BotApi, settings: Settings, knowledge: Knowledge, postgresql: Postgresql,
    ann: Person, bob: Person,
) -> None:  # fmt: skip
    group = api.group("Study", [ann, bob])
    url = postgresql.renew("test", "migrated")
    shared = settings.model_copy(update={"database_url": SecretStr(url)})
    async with serving(shared, knowledge):
        await bob.says("/quiz 1 600s", chat=group)
        poll = await next_poll(api, group)
    of_chat = func.hashtextextended(str(group.id), 0)
    waits = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    async with serving(shared, knowledge), open_database(url) as database:  # it has seen no poll
        async with database.begin() as busy, asyncio.timeout(20):
            await busy.execute(select(func.pg_advisory_xact_lock(of_chat)))
            await ann.votes(poll, 0)
            while not await busy.scalar(waits):  # noqa: ASYNC110 -- nobody tells
                await asyncio.sleep(0.01)
        await api.quiet()
