"""Delivery, end to end: whatever fails or comes again, each reply is shown, and once."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.app import open_bot
from bot.conversation.message import Message, Origin, Reply
from bot.decks import Knowledge
from bot.rendering.document import Paragraph, Text
from bot.settings import LanguageSetting, Settings
from bot.storage.opening import open_database
from bot.storage.outbox import Outbox
from bot.storage.personal import PersonalStore
from bot.telegram.app import Front
from bot.telegram.letter import Letter, write
from bot.telegram.places import Place, address
from bot.telegram.updates import as_update
from tests.botapi import BotApi, Person
from tests.telegram.conftest import serving


@pytest.mark.parametrize("fault", [500, 502, None])
async def test_what_telegram_did_not_take_is_shown_later(
    api: BotApi, front: Front, bob: Person, fault: int | None
) -> None:
    if fault:
        api.fail("sendMessage", fault, times=2)
    else:
        api.drop("sendMessage", times=2)
    await bob.says("/help")
    assert "How to use it" in (await api.next_from_bot(bob)).text
    await api.quiet()
    assert api.unread(bob) == []


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409])
async def test_only_telegram_can_refuse(
    api: BotApi, front: Front, bob: Person, status: int
) -> None:
    api.intercept("sendMessage", status)
    api.intercept("getUpdates", status)
    await bob.says("/help")
    assert "How to use it" in (await api.next_from_bot(bob)).text


@pytest.mark.parametrize(("language", "said"), [("auto", "Sorry, "), ("zh", "抱歉")])
async def test_what_telegram_refuses_for_good_is_apologised_for(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person, language: str, said: str
) -> None:
    api.fail("sendMessage", 400, description="Bad Request: can't parse entities")
    spoken = settings.model_copy(update={"language": LanguageSetting(language)})
    async with serving(spoken, knowledge):
        await bob.says("/help")
        assert said in (await api.next_from_bot(bob)).text
        assert (await bob.asks_inline("zzzz qqqq")).raw["button"]["text"] == (
            "私聊提问" if language == "zh" else "Ask me in private"
        )


async def test_a_press_is_answered_later_and_its_reply_shown_once(
    api: BotApi, front: Front, bob: Person
) -> None:
    await bob.says("/quiz 1 dl-33")
    question = await api.next_from_bot(bob)
    api.drop("answerCallbackQuery")
    await bob.presses(question, "Stop")
    await api.next_from_bot(bob)
    await api.quiet()
    assert api.unread(bob) == []
    assert all("not modified" in str(call.error) for call in api.refused)
    api.refused.clear()


async def test_a_chat_that_has_to_wait_holds_nobody_up(
    api: BotApi, front: Front, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann])
    api.fail("sendMessage", 429, retry_after=60)
    await ann.says("/help", chat=group)
    await api.until(lambda: any(call.error for call in api.calls), "the refusal")
    await ann.says("/topics", chat=group)
    await bob.says("/help")
    assert "How to use it" in (await api.next_from_bot(bob)).text
    assert api.unread(group) == []


async def test_what_comes_again_after_it_was_forgotten_is_not_stored_again(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    async with serving(settings, knowledge):
        await ann.says("/daily 09:00")
        await ann.says("/forget yes")
        unconfirmed = [*api.world.updates.pending]
        await api.next_from_bot(ann)
        assert "全部删除" in (await api.next_from_bot(ann)).text
    api.world.updates.pending[:] = unconfirmed  # a crash came before it was confirmed
    async with serving(settings, knowledge):
        await api.until(lambda: not api.world.updates.pending, "the confirmation")
        await api.quiet()
    assert api.unread(ann) == []
    async with open_database(settings.effective_database_url) as database:
        stored = await PersonalStore(database).everything(address(ann.user.id))
    assert stored.keys() == {"outbox"}  # the word that everything is deleted


async def test_a_reply_that_a_crash_kept_from_being_shown(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    await ann.says("/start")
    api.world.updates.pending.clear()
    reply = Reply((Message((Paragraph((Text("late"),)),)),))
    letter = write(Letter(reply, Place(ann.id), Origin.TYPED))
    async with open_database(settings.effective_database_url) as database:
        outbox = Outbox(database, api.world.bot.id)
        assert await outbox.handled("update 1", address(ann.id), letter, datetime.now(UTC))
    async with serving(settings, knowledge):
        assert (await api.next_from_bot(ann)).text == "late"
    async with serving(settings, knowledge):
        await api.quiet()
    assert api.unread(ann) == []


async def test_a_crash_between_pages_shows_none_twice(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    await ann.says("/start")
    api.world.updates.pending.clear()
    long = tuple(Paragraph((Text(f"{number} {'x' * 900}"),)) for number in range(9))
    letter = write(Letter(Reply((Message(long),)), Place(ann.id), Origin.TYPED))
    async with open_bot(settings, knowledge=knowledge) as bot:
        outbox = Outbox(bot.database, api.world.bot.id)
        await outbox.handled("update 1", address(ann.id), letter, datetime.now(UTC))
        front = Front(bot, settings)
        api.drop("sendMessage")
        stop = asyncio.Event()
        running = asyncio.create_task(front.run(stop))
        shown = [await api.next_from_bot(ann) for _ in range(3)]
        await api.quiet()
        stop.set()
        await running
    assert [message.text[0] for message in shown] == ["0", "4", "8"]
    assert api.unread(ann) == []


async def test_an_update_that_comes_twice_is_answered_once(
    api: BotApi, front: Front, bob: Person
) -> None:
    await bob.says("/help")
    (update,) = api.world.updates.pending
    await api.next_from_bot(bob)
    await front._desk.accept(as_update(update))
    await bob.says("question 32")
    assert "Dropout" in (await api.next_from_bot(bob)).text
    assert api.unread(bob) == []
