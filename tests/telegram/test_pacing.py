"""The pace of what goes out, against a server that counts it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import telegram
from telegram.error import NetworkError, RetryAfter

from bot.telegram.app import Front
from bot.telegram.limits import telegram_limits
from bot.telegram.pacing import TRIES, PacedRequest, nobody_waits
from bot.telegram.transport import AiohttpRequest
from tests.botapi import BotApi, Flood, Person

KEPT = telegram_limits(30)


def counted() -> Flood:
    """Return Telegram's limits to the letter, by the clock of the loop."""
    return Flood(now=asyncio.get_running_loop().time)


@asynccontextmanager
async def caller(api: BotApi) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(
        api.token,
        base_url=api.base_url,
        request=PacedRequest(KEPT),
        get_updates_request=AiohttpRequest(1),
    )
    async with bot:
        yield bot


async def started(api: BotApi, count: int) -> list[Person]:
    people = [api.person(f"Person{number}") for number in range(count)]
    for person in people:
        await person.says("/start")
    return people


def refused(api: BotApi) -> int:
    return sum(call.error is not None for call in api.calls)


async def test_a_large_post_keeps_within_what_the_server_counts(api: BotApi, ann: Person) -> None:
    people = await started(api, 70)
    await ann.says("/start")
    api.limit(counted())
    async with caller(api) as bot, asyncio.TaskGroup() as tasks:
        with nobody_waits():
            for person in people:
                tasks.create_task(bot.send_message(person.id, "the question of the day"))
        await asyncio.sleep(0)  # they wait in the queue
        await bot.send_message(ann.id, "an answer")
    order = [call.parameters["chat_id"] for call in api.calls if call.method == "sendMessage"]
    assert order.index(ann.id) <= KEPT.broadcast.count
    assert all(api.unread(person) for person in people)
    assert refused(api) == 0


async def test_a_busy_group_keeps_within_what_the_server_counts(
    api: BotApi, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    api.limit(counted())
    async with caller(api) as bot, asyncio.TaskGroup() as tasks:
        for number in range(25):
            tasks.create_task(bot.send_message(group.id, str(number)))
    assert [it.text for it in api.unread(group)] == [str(number) for number in range(25)]
    assert refused(api) == 0


async def test_a_burst_in_private_is_one_until_it_is_refused(api: BotApi, ann: Person) -> None:
    await ann.says("/start")
    api.limit(counted())
    async with caller(api) as bot:
        for number in range(4):
            await bot.send_message(ann.id, str(number))
    assert [it.text for it in api.unread(ann)] == ["0", "1", "2", "3"]
    assert refused(api) == 1


async def test_a_hundred_who_ask_at_once_are_answered_within_telegrams_limits(
    api: BotApi, front: Front
) -> None:
    people = [api.person(f"Person{number}") for number in range(100)]
    api.limit(counted())
    for person in people:
        await person.says("question 32")
    await api.until(lambda: all(map(api.unread, people)), "a hundred answers")
    assert refused(api) == 0


async def test_patience_ends(api: BotApi, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    await ann.says("/start")
    async with caller(api) as bot:
        api.fail("sendMessage", 429, retry_after=61)
        with pytest.raises(RetryAfter) as told:
            await bot.send_message(ann.id, "x")
        assert told.value.retry_after == timedelta(seconds=61)
    waited = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    async with caller(api) as bot:
        api.fail("getChat", 429, retry_after=2, times=TRIES)
        with pytest.raises(RetryAfter):
            await bot.get_chat(ann.id)
    assert waited == [2.0] * (TRIES - 1)


async def test_who_stands_before_telegram_and_says_too_many_is_given_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [(429, b"<html>slow down</html>"), (200, b'{"ok":true,"result":true}')]

    async def do_request(*_: object, **__: object) -> tuple[int, bytes]:
        return answers.pop(0)

    monkeypatch.setattr(AiohttpRequest, "do_request", do_request)
    begun = asyncio.get_running_loop().time()
    async with PacedRequest(KEPT) as request:
        assert await request.post("https://telegram.invalid/bot1:a/getChat") is True
    assert asyncio.get_running_loop().time() - begun == 1


async def test_what_may_have_arrived_is_not_sent_again(api: BotApi, ann: Person) -> None:
    await ann.says("/start")
    async with caller(api) as bot:
        api.drop("sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(ann.id, "x")
    assert len([it for it in api.calls if it.method == "sendMessage"]) == 1
