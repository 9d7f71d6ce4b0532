"""Fetching updates; each is confirmed when it, and all before it, are handled and stored.

Asking for updates from a number on confirms all before it. So the number asked for is that of the
oldest update still in hand. While one is slow, those after it are fetched again and known again, up
to the hundred that Telegram gives at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import structlog
import telegram
from telegram import Update
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot.errors import SettingsError
from bot.telegram.patience import LONGEST_PAUSE, SHORTEST_PAUSE

log = structlog.get_logger(__name__)

POLL_SECONDS: Final = 30
GLANCE_SECONDS: Final = 0.5  # between two looks for more while something is in hand
AT_ONCE: Final = 100  # updates that Telegram gives at most
CATCHING_UP_SECONDS: Final = 5.0  # at the start, for each hundred that have waited
ANSWER_SECONDS: Final = 5.0  # within which an answer begins, once it is due
# python-telegram-bot warns of the name of a method that it has; Telegram reads the names of methods
# in any case.
_GET_UPDATES: Final = "GetUpdates"
REFUSED: Final = (
    "BOT_TOKEN is not accepted by Telegram; copy it again from @BotFather (or correct BOT_API_URL)"
)


class Polling:
    """Fetches updates and hands them on.

    Args:
        bot: the bot whose updates they are.
        accept: handles one; when it returns, that is stored.
        allowed: the kinds of updates to ask for.
    """

    def __init__(
        self,
        bot: telegram.Bot,
        accept: Callable[[Update], Awaitable[None]],
        allowed: Sequence[str],
    ) -> None:
        self._bot = bot
        self._accept = accept
        self._allowed = allowed
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._newest: int | None = None
        self.caught_up = asyncio.Event()
        """Set when what has waited at Telegram while nobody fetched it is handled, or nearly so."""

    async def run(self) -> None:
        """Fetch for ever.

        Raises:
            SettingsError: Telegram does not accept the token.
        """
        while True:
            updates = await self._fetch()
            for fetched in updates:
                number = int(fetched["update_id"])
                if self._newest is None or number > self._newest:
                    self._newest = number
                    self._take(number, fetched)
            if self._in_hand:
                seconds = GLANCE_SECONDS if self.caught_up.is_set() else CATCHING_UP_SECONDS
                await asyncio.wait(self._in_hand.values(), timeout=seconds)
            if len(updates) < AT_ONCE:
                self.caught_up.set()

    async def finish(self, seconds: float) -> None:
        """Wait for what is in hand, and confirm what is done; the rest comes again."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values(), timeout=seconds)
        done = self._unconfirmed
        unfinished = list(self._in_hand.values())
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        if done is not None:
            with suppress(TelegramError):
                await self._bot.get_updates(done, limit=1, timeout=0)

    @property
    def at_work(self) -> bool:
        """Whether an update is in hand."""
        return bool(self._in_hand)

    @property
    def _unconfirmed(self) -> int | None:
        """The number from which on Telegram is asked for updates; all before it are done."""
        if self._newest is None:
            return None
        return min(self._in_hand, default=self._newest + 1)

    def _take(self, number: int, fetched: dict[str, Any]) -> None:
        task = asyncio.create_task(self._hand_on(fetched))
        self._in_hand[number] = task
        task.add_done_callback(lambda _: self._in_hand.pop(number))

    async def _hand_on(self, fetched: dict[str, Any]) -> None:
        await self._accept(Update.de_json(fetched, self._bot))

    async def _fetch(self) -> Sequence[dict[str, Any]]:
        """Fetch updates as JSON: those in hand come again, and need not be read again."""
        pause = SHORTEST_PAUSE
        while True:
            try:
                waits = self.caught_up.is_set() and not self._in_hand
                return await self._ask(POLL_SECONDS if waits else 0)
            except (InvalidToken, EndPointNotFound):  # both are 404, or 401
                raise SettingsError(REFUSED) from None  # the cause holds the token
            except TelegramError as error:
                log.warning("updates not fetched", reason=error.message, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _ask(self, seconds: int) -> Sequence[dict[str, Any]]:
        asked: dict[str, Any] = {"timeout": seconds, "allowed_updates": self._allowed}
        if self._unconfirmed is not None:
            asked["offset"] = self._unconfirmed
        fetched: list[dict[str, Any]] = await self._bot.do_api_request(
            _GET_UPDATES, api_kwargs=asked, read_timeout=ANSWER_SECONDS + seconds
        )
        return fetched
