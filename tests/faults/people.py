"""People who use the bot whatever happens to it, and the count of what they got."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.tables import attempts, drill_cards, outbox
from tests.botapi import BotApi, ChatMessage, Person, Place
from tests.faults.process import LONG_ENOUGH

QUESTION, ANSWER = "question 32", "Dropout"
CARDS = 2


async def called(api: BotApi, times: int, busy: Sequence[asyncio.Task[Any]]) -> None:
    """Wait until the bot has made its calls, or nobody wants anything any more."""
    await api.until(
        lambda: len(api.calls) >= times or all(task.done() for task in busy), f"call {times}"
    )


async def ask(api: BotApi, person: Person) -> None:
    """Ask a question and wait for its answer."""
    await person.says(QUESTION)
    await seen(api, person, lambda message: ANSWER in message.text, "the answer")


async def drill(api: BotApi, person: Person) -> None:
    """Do a drill to its end, at the pace of the replies."""
    await person.says(f"/quiz {CARDS}")
    for position in range(1, CARDS + 1):
        await press(api, person, rf"/reveal \d+ {position}")
        await press(api, person, rf"/grade \d+ {position} good")
    await seen(api, person, lambda message: "Drill over" in message.text, "the end of the drill")


async def press(api: BotApi, person: Person, line: str) -> None:
    """Wait for a button that says a line, and press it."""

    def data(message: ChatMessage) -> str | None:
        lines = [button.data for button in message.buttons if button.data]
        return next((it for it in lines if re.fullmatch(line, it)), None)

    message = await seen(api, person, lambda message: data(message) is not None, line)
    await person.presses(message, data=data(message))


async def seen(
    api: BotApi, person: Person, fits: Callable[[ChatMessage], bool], what: str
) -> ChatMessage:
    """Wait for a message of the bot that is in the chat now."""

    def found() -> ChatMessage | None:
        return next(filter(fits, reversed(said_by_bot(person))), None)

    await api.until(lambda: found() is not None, f"{what} for {person.user.first_name}")
    message = found()
    assert message
    return message


def said_by_bot(place: Place) -> list[ChatMessage]:
    """Return the messages of the bot that are in the chat now."""
    return [it for it in place.history if it.raw["from"]["is_bot"]]


def answers_since(api: BotApi, start: int, end: int | None = None) -> Counter[int]:
    """Return how often each chat was sent the answer between two moments of the world."""
    shown = [ChatMessage(it.message, it.edited) for it in api.world.shown[start:end]]
    return Counter(it.chat_id for it in shown if not it.edited and ANSWER in it.text)


async def all_settled(database_url: str) -> None:
    """Wait until no reply waits: a dead process keeps what it had claimed until the claim is over.

    Its people may have nothing to wait for: they have seen it, but that was not noted any more.
    """
    async with open_database(database_url) as database, asyncio.timeout(LONG_ENOUGH):
        while await _waiting(database):  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.1)


async def check_grades(database_url: str, drillers: int) -> None:
    """Check that every card was graded, that each grade counts once, and nothing waits."""
    async with open_database(database_url) as database, database.connect() as connection:
        outcomes = [row.outcome for row in await connection.execute(select(drill_cards))]
        graded = Counter(
            (row.person, row.entry) for row in await connection.execute(select(attempts))
        )
        assert await _waiting(database) == []
    assert outcomes == ["good"] * CARDS * drillers
    assert len(graded) == CARDS * drillers
    assert set(graded.values()) == {1}


async def _waiting(database: Database) -> list[str]:
    """Return what was handled whose reply is not settled."""
    keys = select(outbox.c.key).where(outbox.c.settled_at.is_(None))
    async with database.connect() as connection:
        return [row.key for row in await connection.execute(keys)]
