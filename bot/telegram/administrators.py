"""Who administrates a chat."""

import time
from collections.abc import Callable
from functools import partial
from typing import Final

import telegram

from bot.telegram.incoming import Incoming
from bot.telegram.patience import asked
from bot.telegram.places import address

REMEMBERED: Final = 60.0
"""How long an answer of Telegram is good for, in seconds."""


class Administrators:
    """Asks Telegram who administrates a chat, at most once a minute for each.

    Args:
        bot: the bot that asks; any member may.
        now: tells the time in seconds.
    """

    def __init__(self, bot: telegram.Bot, now: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._now = now
        self._known: dict[int, tuple[float, frozenset[str]]] = {}

    async def include(self, incoming: Incoming) -> bool:
        """Tell whether who speaks administrates the chat where it is said.

        Only administrators post in a channel or speak in a group's own name; a private chat is in
        the charge of its person.
        """
        person, chat = incoming.request.person, incoming.place.chat_id
        if person is None or person.id == address(chat):
            return True
        return await self.has(chat, person.id)

    async def has(self, chat: int, person: str) -> bool:
        """Tell whether somebody administrates a chat."""
        return person in await self.of(chat)

    async def of(self, chat: int) -> frozenset[str]:
        """Return who administrates a chat."""
        now = self._now()
        self._known = {key: known for key, known in self._known.items() if known[0] > now}
        if chat not in self._known:
            members = await asked(partial(self._bot.get_chat_administrators, chat))
            ids = frozenset(address(member.user.id) for member in members)
            self._known[chat] = (now + REMEMBERED, ids)
        return self._known[chat][1]
