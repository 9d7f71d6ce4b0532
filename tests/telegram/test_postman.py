"""The postman: replies come in their order, are held meanwhile, and settled in the end."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import StringIO

import pytest
import telegram
from telegram.error import Forbidden

from bot.conversation.message import Message, Origin, Reply
from bot.rendering.document import Paragraph, Text
from bot.services.notices import Lack
from bot.settings import LogFormat, Settings
from bot.storage.opening import open_database
from bot.storage.outbox import LEASE, Outbox, Waiting
from bot.telegram.letter import Letter, write
from bot.telegram.outgoing import Outgoing
from bot.telegram.places import Place, address
from bot.telegram.postman import Postman
from tests.botapi import BotApi, Person


def letter(word: str, chat: int) -> Letter:
    return Letter(Reply((Message((Paragraph((Text(word),)),)),)), Place(chat), Origin.TYPED)


async def nobody_told(_letter: Letter, _lack: Lack) -> None: ...


async def test_a_reply_that_is_decided_when_the_one_before_is_settled(
    api: BotApi, client: telegram.Bot, settings: Settings, ann: Person
) -> None:
    await ann.says("/start")
    first, second = letter("first", ann.id), letter("second", ann.id)
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

    async with open_database(settings.effective_database_url) as database:
        outbox = Observed(database, 1)
        postman = Postman(outbox, Slow(), lambda: over, nobody_told, None)
        said = letter("late", 1)
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
        said = letter("no", 1)
        waiting = await outbox.handled("update 1", "c", write(said), now)
        assert waiting
        postman.deliver(waiting, said)
        await postman.finish(10)
        assert await outbox.claim(now + 2 * LEASE) == ()  # not again and again
    assert "lack not told" in log.getvalue()
    assert "a mistake of ours" in log.getvalue()
