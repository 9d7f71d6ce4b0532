"""Updates of one chat in their order; a chat that is held up stops nobody else."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.telegram.ordering import PerChat
from bot.telegram.updates import Update, as_update


def update(number: int, chat: int) -> Update:
    where = {"id": chat, "type": "private"}
    return as_update({"update_id": number, "message": {"message_id": number, "chat": where}})


async def test_one_chat_in_order_others_meanwhile() -> None:
    turns = PerChat()
    gate, done = asyncio.Event(), []

    async def handle(name: str, *, wait: bool = False) -> None:
        if wait:
            await gate.wait()
        done.append(name)

    async def take_turn(update: Update, work: Coroutine[Any, Any, None]) -> None:
        async with turns.turn(update):
            await work

    held_up = [
        asyncio.create_task(take_turn(update(i, 1), handle(f"a{i}", wait=not i)))
        for i in range(200)
    ]
    await take_turn(update(900, 2), handle("b"))
    assert done == ["b"]
    gate.set()
    await asyncio.gather(*held_up)
    assert done == ["b", *(f"a{i}" for i in range(200))]


async def test_who_does_not_wait_any_more_holds_nobody_up() -> None:
    turns, gate, done = PerChat(), asyncio.Event(), []

    async def take_turn(number: int) -> None:
        async with turns.turn(update(number, 1)):
            await gate.wait()
            done.append(number)

    first, second, third = [asyncio.create_task(take_turn(number)) for number in range(3)]
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait((second,))
    gate.set()
    await asyncio.gather(first, third)
    assert done == [0, 2]
    await take_turn(3)
    assert done == [0, 2, 3]
