"""Fetching updates; each is confirmed when it, and all before it, are handled and stored.

Asking for updates from a number on confirms all before it. So the number asked for is that of the
oldest update still in hand (``Window``). While some are handled, more are on their way: they are
asked for as soon as as many new ones can come as are in hand still.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

import structlog
import telegram
from pydantic_core import to_json
from telegram.error import InvalidToken, TelegramError

from bot.errors import SettingsError
from bot.storage.gathering import ALONE
from bot.telegram.calls import Prepared, call
from bot.telegram.metrics import CALLS, FAILED
from bot.telegram.patience import LONGEST_PAUSE, SHORTEST_PAUSE
from bot.telegram.reaching import REFUSED
from bot.telegram.transport import AiohttpRequest
from bot.telegram.updates import Update
from bot.telegram.window import Window

log = structlog.get_logger(__name__)

POLL_SECONDS: Final = 30
AT_ONCE: Final = 100  # updates that Telegram gives at most
TOGETHER: Final = 32  # that are begun before the loop goes round, and what they reply is sent
SHORTEST_GLANCE: Final = 0.05  # seconds between two looks for more while something is in hand
LONGEST_GLANCE: Final = 1.0  # if nothing new comes
CATCHING_UP_SECONDS: Final = 5.0  # at the start, for each hundred that have waited
ANSWER_SECONDS: Final = 5.0  # within which an answer begins, once it is due
CONFIRMING_SECONDS: Final = 1.5  # at the end


class Polling:
    """Fetches updates and hands them on.

    Args:
        bot: the bot whose updates they are.
        request: makes the requests for them.
        accept: handles one; when it returns, that is stored.
        allowed: the kinds of updates to ask for.
    """

    def __init__(
        self,
        bot: telegram.Bot,
        request: AiohttpRequest,
        accept: Callable[[Update], Coroutine[Any, Any, None]],
        allowed: Sequence[str],
    ) -> None:
        self._bot = bot
        self._request = request
        self._accept = accept
        self._allowed = allowed
        self._window = Window(AT_ONCE)
        self._waiting: deque[Update] = deque()  # in hand, but not begun
        self._begun: set[asyncio.Task[None]] = set()
        self._more_wait = False  # at Telegram, as the last answer has shown
        self._due = asyncio.Event()  # it is time to ask for more
        self.caught_up = asyncio.Event()
        """Set when what has waited at Telegram while nobody fetched it is handled, or nearly so."""

    async def run(self) -> None:
        """Fetch for ever.

        Raises:
            SettingsError: Telegram does not accept the token.
        """
        glance = SHORTEST_GLANCE
        while True:
            asked_for = self._window.start or 0
            updates = await self._fetch()
            if any(update["update_id"] < asked_for for update in updates):
                # None is given again that was confirmed: as Telegram may after a quiet week, it
                # goes on with other numbers (https://core.telegram.org/bots/api#update).
                self._window.begin_anew()
            new = [update for update in updates if self._window.take(update["update_id"])]
            self._hand_out(new)
            self._more_wait = len(updates) >= AT_ONCE
            glance = SHORTEST_GLANCE if new else min(2 * glance, LONGEST_GLANCE)
            await self._until_due(glance if self.caught_up.is_set() else CATCHING_UP_SECONDS)
            if not self._more_wait:
                self.caught_up.set()

    async def finish(self, seconds: float) -> None:
        """Wait for what is begun, and confirm what is done; the rest comes again."""
        self._waiting.clear()
        unfinished = set(self._begun)
        if unfinished:
            await asyncio.wait(unfinished, timeout=seconds)
        done = self._window.start
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        if done is not None:
            with suppress(TelegramError, TimeoutError):  # else what is done comes again
                async with asyncio.timeout(CONFIRMING_SECONDS):
                    await self._bot.get_updates(done, limit=1, timeout=0)

    @property
    def at_work(self) -> bool:
        """Whether an update is in hand."""
        return not self._window.is_empty

    def _hand_out(self, updates: Iterable[Update]) -> None:
        """Begin with updates, after those that wait."""
        idle = not self._waiting
        self._waiting.extend(updates)
        if idle:
            self._begin()

    def _begin(self) -> None:
        """Begin with the next that wait; with those after them when the loop has gone round."""
        ALONE.set(not self._begun and len(self._waiting) == 1)  # for the tasks that are begun here
        for _ in range(min(TOGETHER, len(self._waiting))):
            update = self._waiting.popleft()
            task = asyncio.create_task(self._accept(update))
            self._begun.add(task)
            task.add_done_callback(partial(self._done, update["update_id"]))
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._begin)

    def _done(self, number: int, task: asyncio.Task[None]) -> None:
        self._begun.remove(task)
        self._window.finish(number)
        if self._is_due():
            self._due.set()

    def _is_due(self) -> bool:
        window = self._window
        return window.is_empty or (self._more_wait and window.is_half_done)

    async def _until_due(self, glance: float) -> None:
        """Wait until it is time to ask for more: after that many seconds in any case."""
        self._due.clear()
        if self._is_due():
            return
        # While one that is slow keeps all places taken, nothing new can come.
        seconds = glance if self._window.room else None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._due.wait()

    async def _fetch(self) -> Sequence[Update]:
        """Fetch updates as JSON: those in hand come again, and need not be read again."""
        pause = SHORTEST_PAUSE
        while True:
            try:
                waits = self.caught_up.is_set() and self._window.is_empty
                return await self._ask(POLL_SECONDS if waits else 0)
            except InvalidToken:
                raise SettingsError(REFUSED) from None  # the cause holds the token
            except TelegramError as error:
                CALLS.add("getUpdates", FAILED)
                log.warning("updates not fetched", reason=error.message, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _ask(self, seconds: int) -> Sequence[Update]:
        asked: dict[str, Any] = {"timeout": seconds, "allowed_updates": self._allowed}
        if self._window.start is not None:
            asked["offset"] = self._window.start
        parameters = Prepared(None, to_json(asked))
        fetched: list[Update] = await call(
            self._bot, "getUpdates", parameters, self._request, ANSWER_SECONDS + seconds
        )
        return fetched
