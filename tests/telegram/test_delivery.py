"""At least once in, once in effect: what is confirmed when, and what comes again."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import StringIO

import pytest
import telegram
from telegram.error import Forbidden

from bot.app import open_bot
from bot.conversation.message import Message, Origin, Reply
from bot.decks import Knowledge
from bot.rendering.document import Paragraph, Text
from bot.services.notices import Lack
from bot.settings import LanguageSetting, LogFormat, Settings
from bot.storage.opening import open_database
from bot.storage.outbox import LEASE, Outbox, Waiting
from bot.storage.personal import PersonalStore
from bot.telegram.app import Front
from bot.telegram.letter import Letter, write
from bot.telegram.outgoing import Outgoing
from bot.telegram.places import Place, address
from bot.telegram.polling import Polling
from bot.telegram.postman import Postman
from bot.telegram.transport import AiohttpRequest
from bot.telegram.updates import Update, as_update
from tests.botapi import BotApi, Person
from tests.telegram.conftest import serving


async def test_nothing_is_confirmed_before_all_up_to_it_is_handled(
    api: BotApi, client: telegram.Bot, fetching: AiohttpRequest, ann: Person, bob: Person
) -> None:
    gate, handled = asyncio.Event(), list[str]()

    async def accept(update: Update) -> None:
        text = update["message"]["text"]
        if text == "slow":
            await gate.wait()
        handled.append(text)
        api.world.changes.notify()

    polling = Polling(client, fetching, accept, ["message"])
    running = asyncio.create_task(polling.run())
    await ann.says("first")
    await ann.says("slow")
    await bob.says("fast")
    await api.until(lambda: "fast" in handled, "the fast one")
    await bob.says("faster")
    await api.until(lambda: "faster" in handled, "what came later")
    pending = [update["message"]["text"] for update in api.world.updates.pending]
    assert pending == ["slow", "fast", "faster"]
    gate.set()
    await api.until(lambda: not api.world.updates.pending, "the confirmation")
    assert handled == ["first", "fast", "faster", "slow"]  # each once
    running.cancel()
    await asyncio.wait((running,))


async def test_what_is_unfinished_at_the_end_comes_again(
    api: BotApi, client: telegram.Bot, fetching: AiohttpRequest, ann: Person
) -> None:
    taken = asyncio.Event()

    async def accept(update: Update) -> None:
        if update["message"]["text"] == "endless":
            taken.set()
            await asyncio.Event().wait()

    polling = Polling(client, fetching, accept, ["message"])
    running = asyncio.create_task(polling.run())
    await ann.says("done")
    await ann.says("endless")
    await taken.wait()
    running.cancel()
    await asyncio.wait((running,))
    await polling.finish(0.1)
    pending = [update["message"]["text"] for update in api.world.updates.pending]
    assert pending == ["endless"]


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


async def test_a_reply_that_is_decided_when_the_one_before_is_settled(
    api: BotApi, client: telegram.Bot, settings: Settings, ann: Person
) -> None:
    await ann.says("/start")
    first, second = (
        Letter(Reply((Message((Paragraph((Text(word),)),)),)), Place(ann.id), Origin.TYPED)
        for word in ("first", "second")
    )
    outgoing = Outgoing(client, None, None, None)  # type: ignore[arg-type]  # neither polls nor groups
    async with open_database(settings.effective_database_url) as database:

        class Quick(Outbox):
            """Something is handled the moment a reply is settled, before its task is over."""

            async def settle(
                self, waiting: Waiting, messages: Sequence[int], now: datetime
            ) -> Waiting | None:
                following = await super().settle(waiting, messages, now)
                if waiting.key == "update 1":
                    other = await self.handled("update 2", waiting.chat, write(second), now)
                    assert other
                    asyncio.get_running_loop().call_soon(postman.deliver, other, second)
                return following

        async def nobody_told(_letter: Letter, _lack: Lack) -> None: ...

        outbox = Quick(database, api.world.bot.id)
        postman = Postman(outbox, outgoing, lambda: datetime.now(UTC), nobody_told, None)
        noted = write(first)
        waiting = await outbox.handled("update 1", address(ann.id), noted, datetime.now(UTC))
        assert waiting
        postman.deliver(waiting, first)
        shown = [(await api.next_from_bot(ann)).text for _ in range(2)]
        await postman.finish(10)
    assert shown == ["first", "second"]


async def test_a_reply_that_takes_long_stays_claimed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.postman.RENEW_EVERY", 0)
    begun = datetime(2026, 11, 27, 9, tzinfo=UTC)
    over = begun + LEASE
    showing, sent, held = asyncio.Event(), asyncio.Event(), asyncio.Event()

    class Slow(Outgoing):
        def __init__(self) -> None: ...

        async def show(self, *_: object, **__: object) -> tuple[int, ...]:
            showing.set()
            await sent.wait()
            return (7,)

    class Observed(Outbox):
        async def hold(self, replies: Sequence[int], now: datetime) -> None:
            await super().hold(replies, now)
            held.set()

    async def nobody_told(_letter: Letter, _lack: Lack) -> None: ...

    async with open_database(settings.effective_database_url) as database:
        outbox = Observed(database, 1)
        postman = Postman(outbox, Slow(), lambda: over, nobody_told, None)
        said = Letter(Reply((Message((Paragraph((Text("late"),)),)),)), Place(1), Origin.TYPED)
        waiting = await outbox.handled("update 1", "c", write(said), begun)
        assert waiting
        postman.deliver(waiting, said)
        await showing.wait()
        looking = asyncio.create_task(postman.look())
        await asyncio.wait_for(held.wait(), 10)
        assert await outbox.claim(over) == ()
        looking.cancel()
        await asyncio.wait((looking,))
        sent.set()
        await postman.finish(10)
        await outbox.hold((waiting.id,), over)  # comes too late
        assert await outbox.claim(over + 2 * LEASE) == ()


async def test_a_refusal_that_cannot_be_told_ends_the_reply_too(
    settings: Settings, logged: Callable[..., StringIO]
) -> None:
    log, now = logged(LogFormat.TEXT), datetime(2026, 11, 27, 9, tzinfo=UTC)

    class Refused(Outgoing):
        def __init__(self) -> None: ...

        async def show(self, *_: object, **__: object) -> tuple[int, ...]:
            raise Forbidden("Forbidden: bot can't initiate conversation with a user")

    async def broken(_letter: Letter, _lack: Lack) -> None:
        raise LookupError("a mistake of ours")

    async with open_database(settings.effective_database_url) as database:
        outbox = Outbox(database, 1)
        postman = Postman(outbox, Refused(), lambda: now, broken, None)
        said = Letter(Reply((Message((Paragraph((Text("no"),)),)),)), Place(1), Origin.TYPED)
        waiting = await outbox.handled("update 1", "c", write(said), now)
        assert waiting
        postman.deliver(waiting, said)
        await postman.finish(10)
        assert await outbox.claim(now + 2 * LEASE) == ()  # not again and again
    assert "lack not told" in log.getvalue()
    assert "a mistake of ours" in log.getvalue()
