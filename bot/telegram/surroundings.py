"""What Telegram can tell about the chat where something was said."""

import asyncio
from functools import partial
from typing import Final

import telegram
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.conversation.command import Bearing
from bot.conversation.message import Chat, ChatKind
from bot.telegram.administrators import Administrators
from bot.telegram.incoming import Incoming, address
from bot.telegram.manners import Manners
from bot.telegram.patience import asked

PATIENCE: Final = 1.0
"""Seconds to wait for what is good to know, but not needed: who waits may hold a connection."""


class Here:
    """The surroundings of one request.

    Args:
        incoming: the request.
        bot: the bot that asks.
        administrators: who is in charge where.
        manners: knows who says too much.
    """

    def __init__(
        self,
        incoming: Incoming,
        bot: telegram.Bot,
        administrators: Administrators,
        manners: Manners,
    ) -> None:
        self._incoming = incoming
        self._bot = bot
        self._administrators = administrators
        self._manners = manners

    async def bearing(self) -> Bearing:
        """Count the line, and tell whether it is answered: somebody may say too much."""
        return await self._manners.bear(self._incoming.request)

    async def in_charge(self) -> bool:
        """Tell whether who speaks administrates the chat."""
        return await self._administrators.include(self._incoming)

    async def people(self) -> int | None:
        """Return how many are in the chat besides the bot, or None if that is not told soon."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._bot.get_chat_member_count(self._incoming.place.chat_id) - 1
        except (TelegramError, TimeoutError):
            return None

    async def channel(self, name: str) -> Chat | None:
        """Return the channel of this name, if who speaks administrates it and the bot is in it."""
        person = self._incoming.request.person
        try:
            found = await asked(partial(self._bot.get_chat, f"@{name}"))
            if person is None or found.type != ChatType.CHANNEL:
                return None
            if not await self._administrators.has(found.id, person.id):
                return None
        except TelegramError:  # there is none, or the bot is not in it
            return None
        return Chat(address(found.id), ChatKind.CHANNEL)
