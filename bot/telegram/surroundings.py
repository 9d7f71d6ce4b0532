"""What Telegram can tell about the chat where something was said, and other things that take long.

It may be seconds, in which a transaction would keep a connection from everybody else, or, with
SQLite, everybody from writing. So nothing is asked or made within one: a line that needs something
is undone, Telegram is asked, or the picture drawn, and the line is handled anew.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Any, Final, TypeVar

import telegram
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.conversation.command import Bearing, NotYetKnownError
from bot.conversation.message import Chat
from bot.domain.chats import ChatKind
from bot.telegram.administrators import Administrators
from bot.telegram.incoming import Incoming
from bot.telegram.manners import Manners
from bot.telegram.patience import asked
from bot.telegram.places import address

T = TypeVar("T")

PATIENCE: Final = 1.0
"""Seconds to wait for what is good to know, but not needed."""


class Here:
    """The surroundings of one request.

    Args:
        update: the number of the update that it came with.
        incoming: the request.
        bot: the bot that asks.
        administrators: who is in charge where.
        manners: knows who says too much.
    """

    def __init__(
        self,
        update: int,
        incoming: Incoming,
        bot: telegram.Bot,
        administrators: Administrators,
        manners: Manners,
    ) -> None:
        self._update = update
        self._incoming = incoming
        self._bot = bot
        self._administrators = administrators
        self._manners = manners
        self._answers: dict[Hashable, asyncio.Future[Any]] = {}

    async def bearing(self, weight: int) -> Bearing:
        """Count the line, once, and tell whether it is answered: somebody may say too much."""
        return await self._manners.bear(self._update, self._incoming.request, weight)

    async def in_charge(self) -> bool:
        """Tell whether who speaks administrates the chat."""
        return self._known("in charge", partial(self._administrators.include, self._incoming))

    async def people(self) -> int | None:
        """Return how many are in the chat besides the bot, or None if that is not told soon."""
        return self._known("people", self._count)

    async def channel(self, name: str) -> Chat | None:
        """Return the channel of this name, if who speaks administrates it and the bot is in it."""
        return self._known(("channel", name), partial(self._find, name))

    async def made(self, name: str, make: Callable[[], Awaitable[T]]) -> T:
        """Return what takes long to make: once it is made, the line is handled anew."""
        return self._known(("made", name), make)

    def _known(self, what: Hashable, question: Callable[[], Awaitable[T]]) -> T:
        """Return the answer to a question, or raise what asking it has raised.

        Raises:
            NotYetKnownError: it was not asked yet.
        """
        if what not in self._answers:
            raise NotYetKnownError(partial(self._ask, what, question))
        answer: T = self._answers[what].result()
        return answer

    async def _ask(self, what: Hashable, question: Callable[[], Awaitable[object]]) -> None:
        self._answers[what] = answer = asyncio.get_running_loop().create_future()
        try:
            answer.set_result(await question())
        except Exception as error:  # noqa: BLE001 -- the line that asks for it gets it
            answer.set_exception(error)
            answer.exception()  # seen, even where the line does not come to ask for it again

    async def _count(self) -> int | None:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._bot.get_chat_member_count(self._incoming.place.chat_id) - 1
        except (TelegramError, TimeoutError):
            return None

    async def _find(self, name: str) -> Chat | None:
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
