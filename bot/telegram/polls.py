"""Polls in Telegram: shown, closed, and found again by a vote."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
import telegram
from telegram.constants import PollType
from telegram.error import BadRequest

from bot.conversation.message import Poll
from bot.storage.polls import PollStore, Posted
from bot.telegram.places import Place, chat_of, place_of

log = structlog.get_logger(__name__)

LOOKS_AGAIN: Final = (0.1, 0.4, 1.5)
"""Seconds between looks for a poll that is not known: a vote may overtake the note of its poll."""

MOST_KEPT: Final = 10_000  # polls whose chat is known at once


class Polls:
    """Shows polls, and knows which are out.

    Args:
        bot: the bot that shows them.
        store: remembers them.
    """

    def __init__(self, bot: telegram.Bot, store: PollStore) -> None:
        self._bot = bot
        self._store = store
        self._chats: dict[str, int] = {}

    def chat_of(self, name: str) -> int | None:
        """Return the chat of a poll, if that is known without asking the database."""
        return self._chats.get(name)

    async def show(self, poll: Poll, place: Place) -> int:
        """Show a poll; return the id of its message."""
        sent = await self._bot.send_poll(
            place.chat_id,
            poll.question,
            poll.options,
            is_anonymous=False,
            type=PollType.QUIZ,
            allows_multiple_answers=len(poll.correct) > 1,
            correct_option_ids=poll.correct,  # type: ignore[arg-type]  # places, 0 to 11
            explanation=poll.explanation,
            open_period=poll.seconds,
            message_thread_id=place.thread_id,
        )
        if sent.poll is None:
            raise LookupError("Telegram has sent a poll and shows none")
        self._keep(sent.poll.id, place)
        now = datetime.now(UTC)
        until = now + timedelta(seconds=poll.seconds)
        shown = Posted(sent.poll.id, chat_of(place), sent.message_id, poll.line, now, until)
        await self._store.remember(shown)
        return sent.message_id

    async def is_shown(self, poll: Poll, place: Place, message: int) -> bool:
        """Tell whether a message of a chat shows a poll."""
        shown = await self._store.saying(chat_of(place), poll.line)
        return any(it.message == message for it in shown)

    async def close(self, line: str, place: Place) -> None:
        """Take no more votes in the polls of a chat whose votes say this line."""
        for poll in await self._store.saying(chat_of(place), line):
            if poll.until <= datetime.now(UTC):
                continue  # it has closed by itself
            try:
                await self._bot.stop_poll(place.chat_id, poll.message)
            except BadRequest as error:  # closed in this moment, or somebody has deleted it
                log.debug("poll not closed", reason=error.message)

    async def find(self, name: str) -> Posted | None:
        """Return the poll of a vote, None for one of which nothing is known."""
        for pause in LOOKS_AGAIN:
            if found := await self._store.find(name):
                self._keep(name, place_of(found.chat))
                return found
            await asyncio.sleep(pause)
        return await self._store.find(name)

    def _keep(self, name: str, place: Place) -> None:
        self._chats[name] = place.chat_id
        if len(self._chats) > MOST_KEPT:
            del self._chats[next(iter(self._chats))]
