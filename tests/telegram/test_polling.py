"""Fetching: what is confirmed when, and when more is asked for."""

import asyncio
from collections import deque
from functools import partial

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.gathering import ALONE
from bot.telegram.polling import AT_ONCE, CATCHING_UP_SECONDS, Polling
from bot.telegram.transport import AiohttpRequest
from bot.telegram.updates import Update
from bot.telegram.window import Window
from tests.botapi import BotApi, Person

SIZE = 5


@given(st.data())
def test_the_window_confirms_what_is_done_with_all_before_it(data: st.DataObject) -> None:
    window, in_hand, done = Window(SIZE), set[int](), set[int]()
    for _ in range(data.draw(st.integers(0, 30))):
        start = window.start or 1
        for number in range(start, start + SIZE):  # what Telegram gives, some of it again
            assert window.take(number) is (number not in in_hand | done)
            in_hand |= {number} - done
        finished = data.draw(st.sets(st.sampled_from(sorted(in_hand)), min_size=1))
        for number in finished:
            window.finish(number)
        in_hand -= finished
        done |= finished
        assert window.start == min(in_hand, default=max(done) + 1)
        assert window.is_empty == (not in_hand)
        assert window.room == sum(
            number not in in_hand | done for number in range(window.start, window.start + SIZE)
        )


def test_numbers_of_updates_may_have_gaps() -> None:
    window = Window(SIZE)
    assert Window(SIZE).start is None
    assert [window.take(number) for number in (3, 9, 30)] == [True] * 3
    window.finish(9)
    assert (window.start, window.room) == (3, 2)
    window.finish(3)
    assert (window.start, window.room, window.is_half_done) == (30, 4, True)
    window.finish(30)
    assert (window.start, window.room, window.is_empty) == (31, 5, True)


async def test_more_comes_while_half_is_in_hand(
    api: BotApi, client: telegram.Bot, fetching: AiohttpRequest, ann: Person
) -> None:
    held = deque[asyncio.Event]()

    async def accept(_update: Update) -> None:
        done = asyncio.Event()
        held.append(done)
        api.world.changes.notify()
        await done.wait()

    for number in range(AT_ONCE + 20):
        await ann.says(str(number))
    polling = Polling(client, fetching, accept, ["message"])
    running = asyncio.create_task(polling.run())
    await api.until(lambda: len(held) == AT_ONCE, "as many as come at once")
    for _ in range(AT_ONCE // 2):
        held.popleft().set()
    await api.until(lambda: len(held) == AT_ONCE // 2 + 20, "the others")
    assert len(api.world.updates.pending) == AT_ONCE // 2 + 20  # none in hand is confirmed
    while held:
        held.popleft().set()
    await api.until(lambda: not api.world.updates.pending, "the confirmation")
    running.cancel()
    await asyncio.wait((running,))


async def test_while_nothing_new_can_come_nothing_is_asked(
    api: BotApi, client: telegram.Bot, fetching: AiohttpRequest, ann: Person
) -> None:
    gate, begun = asyncio.Event(), list[int]()

    async def accept(update: Update) -> None:
        begun.append(update["update_id"])
        api.world.changes.notify()
        await gate.wait()

    for number in range(AT_ONCE + 1):
        await ann.says(str(number))
    polling = Polling(client, fetching, accept, ["message"])
    running = asyncio.create_task(polling.run())
    await api.until(lambda: len(begun) == AT_ONCE, "as many as come at once")
    await asyncio.sleep(10 * CATCHING_UP_SECONDS)  # with room it would be asked after that many
    assert len(api.calls) == 2  # getMe and getUpdates
    gate.set()
    await api.until(lambda: len(begun) == AT_ONCE + 1, "the last one")
    running.cancel()
    await asyncio.wait((running,))


async def test_only_an_update_by_itself_is_alone(
    api: BotApi, client: telegram.Bot, fetching: AiohttpRequest, ann: Person
) -> None:
    alone = list[tuple[str, bool]]()
    gate = asyncio.Event()

    async def accept(update: Update) -> None:
        alone.append((update["message"]["text"], ALONE.get()))
        api.world.changes.notify()
        if update["message"]["text"] == "slow":
            await gate.wait()

    for text in ("two", "at once"):
        await ann.says(text)
    polling = Polling(client, fetching, accept, ["message"])
    running = asyncio.create_task(polling.run())
    for text in ("by itself", "slow", "meanwhile"):
        await api.until(lambda: bool(alone) and polling.at_work is (text == "meanwhile"), text)  # noqa: B023
        before = len(alone)
        await ann.says(text)
        await api.until(lambda: len(alone) > before, text)  # noqa: B023
    gate.set()
    running.cancel()
    await asyncio.wait((running,))
    assert alone == [
        ("two", False), ("at once", False), ("by itself", True), ("slow", True),
        ("meanwhile", False),
    ]  # fmt: skip


async def test_telegram_may_go_on_with_lower_numbers(
    api: BotApi, client: telegram.Bot, fetching: AiohttpRequest, ann: Person
) -> None:
    taken = list[str]()

    async def accept(update: Update) -> None:
        taken.append(update["message"]["text"])
        api.world.changes.notify()

    polling = Polling(client, fetching, accept, ["message"])
    running = asyncio.create_task(polling.run())
    await ann.says("before")
    await api.until(lambda: api.world.updates.is_polled and not polling.at_work, "a wait for more")
    await api.until(lambda: not api.world.updates.pending, "the confirmation")
    api.world.updates.count_from(1_000)
    for text in ("after a quiet week", "and on"):
        await ann.says(text)
        await api.until(lambda: not api.world.updates.pending, "the confirmation")
    assert taken == ["before", "after a quiet week", "and on"]
    running.cancel()
    await asyncio.wait((running,))


async def test_at_the_end_nobody_waits_for_a_telegram_that_does_not_answer(
    api: BotApi,
    client: telegram.Bot,
    fetching: AiohttpRequest,
    ann: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def accept(_update: Update) -> None:
        pass

    polling = Polling(client, fetching, accept, ["message"])
    running = asyncio.create_task(polling.run())
    await ann.says("something")
    await api.until(lambda: not api.world.updates.pending, "the confirmation")
    running.cancel()
    await asyncio.wait((running,))
    # A wait for updates, which the double answers when there are some, does not end here.
    confirming = partial(client.get_updates, timeout=3600)
    monkeypatch.setattr(telegram.Bot, "get_updates", lambda *_, **__: confirming())
    async with asyncio.timeout(10):
        await polling.finish(0)


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
