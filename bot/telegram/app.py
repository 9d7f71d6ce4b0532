"""Running the bot in Telegram: what comes in goes to the desk, what goes out to the postman.

::

    polling | webhook ─► desk ─► [effects, reply, "handled"] in one transaction ─► confirmed
    clock ─────────────► ┘                         └─► postman ─► shown ─► settled
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
import telegram
from telegram import Update
from telegram.error import TelegramError

from bot.app import Bot
from bot.errors import SettingsError, UnavailableError
from bot.services.notices import Lack
from bot.settings import Settings
from bot.storage.limits import prune_drills
from bot.storage.outbox import Outbox
from bot.storage.passing import PassingStore
from bot.telegram.desk import Desk
from bot.telegram.happenings import refused
from bot.telegram.letter import Letter
from bot.telegram.limits import telegram_limits
from bot.telegram.memory import give_back
from bot.telegram.outgoing import Outgoing
from bot.telegram.pacing import PacedRequest
from bot.telegram.patience import until_reached
from bot.telegram.places import PREFIX
from bot.telegram.polling import Polling
from bot.telegram.polls import Polls
from bot.telegram.postman import Postman
from bot.telegram.profile import present
from bot.telegram.reaching import UNSET, initialize
from bot.telegram.readying import Readying
from bot.telegram.tidying import Tidying
from bot.telegram.transport import AiohttpRequest

log = structlog.get_logger(__name__)

ALLOWED_UPDATES: Final = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.POLL_ANSWER,
    Update.MY_CHAT_MEMBER,
    Update.CHAT_MEMBER,
]
EDITABLE: Final = timedelta(hours=48)  # https://core.telegram.org/bots/api#editing-messages
PRUNE_EVERY: Final = timedelta(hours=1)
TICK: Final = 1.0  # seconds between two looks at what is due
HANDLING_SECONDS: Final = 4.0  # at the end, for what has come in
SHOWING_SECONDS: Final = 4.0  # and then for what goes out
WEBHOOK_PATIENCE: Final = 20.0  # seconds; Telegram waits for longer


class Front:
    """The Telegram front end of one bot.

    Args:
        bot: the product that answers.
        settings: the token, and how updates come.
        now: tells the time, in UTC.

    Raises:
        SettingsError: there is no token.
    """

    def __init__(
        self, bot: Bot, settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        if settings.token is None:
            raise SettingsError(UNSET)
        self._bot = bot
        self._settings = settings
        self._now = now
        token = settings.token.get_secret_value()
        limits = telegram_limits(settings.messages_per_second)
        self._requests = PacedRequest(limits), AiohttpRequest(1)
        self.telegram = telegram.Bot(
            token,
            base_url=f"{settings.api_url}/bot",
            base_file_url=f"{settings.api_url}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        polls = Polls(self.telegram, bot.polls)
        number = int(token.partition(":")[0])
        self._tidying = Tidying(self.telegram, PassingStore(bot.database, number), now)
        self.outgoing = Outgoing(self.telegram, polls, bot.pictures, self._tidying)
        self._outbox = Outbox(bot.database, number)
        self._postman = Postman(
            self._outbox, self.outgoing, now, self._lacking, bot.dispatcher.language
        )
        patience = WEBHOOK_PATIENCE if settings.webhook_url else None
        self._desk = Desk(
            bot, self.telegram, polls, self._outbox, self._postman, now, patience=patience
        )
        self._reached = False
        self.readying = Readying(
            bot.librarian, self.outgoing, lambda: self.at_work, bot.dispatcher.language
        )
        self._polling = Polling(
            self.telegram, self._requests[1], self._desk.accept, ALLOWED_UPDATES
        )

    @property
    def at_work(self) -> bool:
        """Whether anything is being handled or shown."""
        return self._polling.at_work or self._postman.at_work

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set; then finish what was begun.

        Raises:
            SettingsError: Telegram does not accept the token, or the webhook cannot listen.
        """
        serving = asyncio.create_task(self._serve())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            log.info("stopping")
            stopping.cancel()
            serving.cancel()
            await asyncio.gather(stopping, serving, return_exceptions=True)
            await self._postman.finish(SHOWING_SECONDS)
            await self.telegram.shutdown()
            for request in self._requests:  # the bot forgets them if its start was interrupted
                await request.shutdown()
        if not serving.cancelled():
            serving.result()  # raises what ended it

    async def _serve(self) -> None:
        if self._settings.metrics_listen is None:
            await self._serve_telegram()
            return
        # Only here, as below: who does not listen needs no web server.
        from bot.telegram.monitoring import Monitoring  # noqa: PLC0415

        monitoring = Monitoring(
            self._settings.metrics_listen, self._bot.database, lambda: self._reached
        )
        async with monitoring.open():
            await self._serve_telegram()

    async def _serve_telegram(self) -> None:
        await until_reached(lambda: initialize(self.telegram))
        if self._settings.webhook_url is None or not self._bot.database.shared:
            await self._outbox.release(self._now())  # there is no other process
            await self._bot.alarms.release(PREFIX)
        try:
            async with self._coming_in(), asyncio.TaskGroup() as tasks:
                tasks.create_task(self._present())  # nobody need wait for the menu
                tasks.create_task(self._postman.look())
                tasks.create_task(self._watch_the_clock())
                tasks.create_task(self._prune())
                tasks.create_task(self._tidying.run())
                tasks.create_task(self._desk.hearing.run())
                tasks.create_task(self.readying.run())
                if self._settings.webhook_url is None:
                    tasks.create_task(self._polling.run())
                self._reached = True
                log.info("running", name=self.telegram.username)
        except* SettingsError as group:
            raise group.exceptions[0] from None

    @asynccontextmanager
    async def _coming_in(self) -> AsyncIterator[None]:
        """Have updates come; at the end, finish those that are being handled."""
        if self._settings.webhook_url is None:
            await until_reached(self.telegram.delete_webhook)
            try:
                yield
            finally:
                await self._polling.finish(HANDLING_SECONDS)
        else:
            from bot.telegram.webhook import Webhook  # noqa: PLC0415

            webhook = Webhook(self._desk.accept, self._settings)
            async with webhook.open(HANDLING_SECONDS):
                await webhook.register(self.telegram, ALLOWED_UPDATES)
                yield

    async def _prune(self) -> None:
        """Forget now and then what nobody can edit, and Telegram does not bring again.

        What loading, and later a crowd, has used of memory goes back to the system.
        """
        while True:
            give_back()
            try:
                await self._outbox.prune(self._now() - EDITABLE)
                await self._bot.polls.prune(self._now() - EDITABLE)
                await self._bot.pauses.prune(self._now())
                await self._bot.queries.prune()
                await prune_drills(self._bot.database)
            except UnavailableError as error:
                log.warning("old replies not forgotten", reason=str(error))
            await asyncio.sleep(PRUNE_EVERY.total_seconds())

    async def _watch_the_clock(self) -> None:
        """Hand what is due to the desk, but nothing before what has waited at Telegram: votes."""
        if self._settings.webhook_url is None:
            await self._polling.caught_up.wait()
        async with asyncio.TaskGroup() as ringing:  # at the end, the next start says the rest
            while True:
                try:
                    due = await self._bot.alarms.claim(PREFIX, self._now())
                except UnavailableError as error:
                    log.warning("the clock cannot be read", reason=str(error))
                    due = ()
                for alarm in due:
                    ringing.create_task(self._desk.ring(alarm))
                await asyncio.sleep(TICK)

    async def _lacking(self, letter: Letter, lack: Lack) -> None:
        """Say that a chat does not let the bot do something, as if Telegram had told it."""
        await self._bot.dispatcher.handle(refused(letter.place, lack, letter.locale))

    async def _present(self) -> None:
        try:
            await present(self.telegram, self._bot.dispatcher.menu)
        except TelegramError as error:  # a menu of yesterday is no reason not to serve today
            log.warning("commands and descriptions not updated", reason=error.message)


async def run(bot: Bot, settings: Settings) -> None:
    """Serve Telegram until the process is told to stop (SIGINT, SIGTERM).

    Raises:
        SettingsError: there is no token, or Telegram does not know it.
    """
    stop = asyncio.Event()
    when_told_to_stop(stop.set)
    await Front(bot, settings).run(stop)


def when_told_to_stop(act: Callable[[], object]) -> None:
    """Have SIGINT and SIGTERM do this, and not end the process."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, act)
        except NotImplementedError:  # Windows: there a loop has no signals of its own
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(act))
