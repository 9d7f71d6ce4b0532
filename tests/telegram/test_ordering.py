"""Updates of one chat in their order; a chat that is held up stops nobody else."""

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update

from bot.telegram.ordering import PerChat


def update(number: int, chat: int) -> Update:
    message = Message(number, datetime.now(UTC), Chat(chat, "private"))
    return Update(number, message=message)


async def test_one_chat_in_order_others_meanwhile() -> None:
    processor = PerChat(at_work=2)
    gate, done = asyncio.Event(), []

    async def handle(name: str, *, wait: bool = False) -> None:
        if wait:
            await gate.wait()
        done.append(name)

    held_up = [
        asyncio.create_task(processor.process_update(update(i, 1), handle(f"a{i}", wait=not i)))
        for i in range(200)
    ]
    await processor.process_update(update(900, 2), handle("b"))
    assert done == ["b"]
    gate.set()
    await asyncio.gather(*held_up)
    assert done == ["b", *(f"a{i}" for i in range(200))]
