"""Groups where the bot is asked something, but does not hear its name: told once.

Telegram says what the bot is in a group when that changes. In a group that it was in before, or
whose change was missed, it is told to the first administrator who asks something there, and to
nobody else: others could not change it. Telegram is asked once for each group in the life of a
process what the bot is there and who is in charge, beside the answer, which does not wait for it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import structlog
import telegram
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.conversation.message import Request
from bot.domain.chats import ChatKind
from bot.services.notices import Lack
from bot.telegram.administrators import Administrators
from bot.telegram.happenings import unheard
from bot.telegram.incoming import Incoming
from bot.telegram.lacks import lacks_of
from bot.telegram.patience import until_stored

log = structlog.get_logger(__name__)

_NOBODY: Final = frozenset[str]()


class Hearing:
    """Looks whether the bot hears its name in groups.

    Args:
        bot: the bot itself.
        administrators: who is in charge where; they hear everything.
        tell: is told the line for what is missing.
    """

    def __init__(
        self,
        bot: telegram.Bot,
        administrators: Administrators,
        tell: Callable[[Request], Awaitable[object]],
    ) -> None:
        self._bot = bot
        self._administrators = administrators
        self._tell = tell
        self._asked = asyncio.Queue[Incoming]()
        self._to_tell: dict[int, frozenset[str]] = {}
        """To whom it may be told, by the group; to nobody where it hears, or has told it."""

    def asked(self, incoming: Incoming) -> None:
        """Have it looked at whether the bot hears its name where something was asked."""
        if incoming.request.chat.kind is not ChatKind.GROUP:
            return
        if self._bot.bot.can_read_all_group_messages:
            return
        if self._may_be_told(incoming):
            self._asked.put_nowait(incoming)

    async def run(self) -> None:
        """Look for ever."""
        while True:
            incoming = await self._asked.get()
            try:
                await self._look(incoming)
            except TelegramError as error:
                log.info("not looked at", chat=incoming.place.chat_id, reason=error.message)
            except Exception:  # a fault of ours; the bot serves on
                log.exception("privacy mode not told", chat=incoming.place.chat_id)

    async def _look(self, incoming: Incoming) -> None:
        chat = incoming.place.chat_id
        if chat not in self._to_tell:
            self._to_tell[chat] = await self._who_could_change_it(chat)
        if self._may_be_told(incoming):
            await until_stored(partial(self._tell, unheard(incoming)))
            self._to_tell[chat] = _NOBODY

    def _may_be_told(self, incoming: Incoming) -> bool:
        """Tell whether who asks is to be told, or nothing is known of the group yet."""
        to_tell = self._to_tell.get(incoming.place.chat_id)
        person = incoming.request.person
        return to_tell is None or (person is not None and person.id in to_tell)

    async def _who_could_change_it(self, chat: int) -> frozenset[str]:
        """Return who administrates a group where the bot does not hear its name, else nobody."""
        member = await self._bot.get_chat_member(chat, self._bot.id)
        missing = lacks_of(member, ChatType.GROUP, self._bot.bot)
        return await self._administrators.of(chat) if Lack.MENTIONS in missing else _NOBODY
