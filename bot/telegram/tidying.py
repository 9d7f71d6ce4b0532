"""Deleting those of the bot's own messages that nobody needs any more, where a group wants that.

Telegram lets a bot delete its messages for 48 hours; what was not deleted by then stays. So does
what a crash comes between: a message too many harms nobody.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog
import telegram
from telegram.error import TelegramError

from bot.conversation.message import Message
from bot.errors import UnavailableError
from bot.storage.passing import PassingStore
from bot.telegram.places import Place, address, place_of

log = structlog.get_logger(__name__)

AFTER: Final = timedelta(hours=1)
LOOK_EVERY: Final = 30.0  # seconds


class Tidying:
    """Knows which messages pass, and deletes them.

    Args:
        bot: the bot whose messages they are.
        store: remembers them.
        now: tells the time, in UTC.
    """

    def __init__(self, bot: telegram.Bot, store: PassingStore, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._store = store
        self._now = now

    async def note(self, message: Message, place: Place, shown: Sequence[int]) -> None:
        """Note what was shown in a group that wants what is passing to be deleted.

        Args:
            message: what was shown; anything else, an answer above all, stays.
            place: where.
            shown: the messages that show it, maybe in the place of something that was to pass.
        """
        chat = address(place.chat_id)
        if message.passing and shown:
            await self._store.remember(chat, shown, self._now() + AFTER)
        elif shown:
            await self._store.keep(chat, shown)

    async def run(self) -> None:
        """Delete for ever what is due."""
        while True:
            try:
                due = await self._store.take(self._now())
            except UnavailableError as error:
                log.warning("old messages not looked for", reason=str(error))
                due = []
            for chat, message in due:
                await self._delete(place_of(chat).chat_id, message)
            await asyncio.sleep(LOOK_EVERY)

    async def _delete(self, chat: int, message: int) -> None:
        try:
            await self._bot.delete_message(chat, message)
        except TelegramError as error:  # somebody has deleted it, or it is too old
            log.info("old message not deleted", chat=chat, reason=error.message)
