"""Running the bot in Telegram: long polling, or a webhook where one is set."""

import asyncio
import secrets
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
import telegram
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.app import Bot
from bot.conversation import clock
from bot.conversation.message import Origin
from bot.conversation.texts import words
from bot.conversation.views import pages
from bot.domain.language import Language, from_tag
from bot.errors import SettingsError, StorageError
from bot.settings import Settings
from bot.storage.alarms import Alarm
from bot.telegram.administrators import Administrators
from bot.telegram.incoming import PREFIX, Incoming, place_of, read, read_vote
from bot.telegram.inline import Inline
from bot.telegram.ordering import PerChat
from bot.telegram.outgoing import Outgoing
from bot.telegram.pacing import PacedRequest, nobody_waits
from bot.telegram.polls import Polls
from bot.telegram.profile import present
from bot.telegram.surroundings import Here
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
CONCURRENT_UPDATES: Final = 64
EDITABLE: Final = timedelta(hours=48)  # https://core.telegram.org/bots/api#editing-messages
PRUNE_EVERY: Final = timedelta(hours=1)
TICK: Final = 1.0  # seconds between two looks at what is due
SHORTEST_PAUSE: Final = 1.0  # seconds between two tries to reach Telegram
LONGEST_PAUSE: Final = 30.0
POLL_SECONDS: Final = 30
SHOWN_CHARACTERS: Final = 200
UNSET: Final = "BOT_TOKEN is not set; get a token from @BotFather"
REFUSED: Final = (
    "BOT_TOKEN is not accepted by Telegram; copy it again from @BotFather (or correct BOT_API_URL)"
)

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


class Front:
    """The Telegram front end of one bot."""

    def __init__(self, bot: Bot, settings: Settings) -> None:
        if settings.token is None:
            raise SettingsError(UNSET)
        self._bot = bot
        self._settings = settings
        self.application: TelegramApplication = (
            ApplicationBuilder()
            .token(settings.token.get_secret_value())
            .base_url(f"{settings.api_url}/bot")
            .base_file_url(f"{settings.api_url}/file/bot")
            .concurrent_updates(PerChat(CONCURRENT_UPDATES))
            .request(PacedRequest())
            .get_updates_request(AiohttpRequest(1))
            .build()
        )
        self.application.add_handler(TypeHandler(Update, self._handle))
        self.application.add_handler(TypeHandler(Alarm, self._ring))
        self.application.add_error_handler(self._on_error)
        self._polls = Polls(self.application.bot, bot.polls)
        self._outgoing = Outgoing(self.application.bot, self._polls, bot.pictures)
        self._inline = Inline(self.application.bot, bot.dispatcher)
        self._offset: int | None = None  # of the next update to fetch
        self._administrators = Administrators(self.application.bot)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set.

        Raises:
            SettingsError: Telegram does not accept the token, or the webhook cannot listen.
        """
        serving = asyncio.create_task(self._serve())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            serving.cancel()
            await asyncio.gather(stopping, serving, return_exceptions=True)
            await self._shut_down()
        if not serving.cancelled():
            serving.result()  # raises what ended it

    async def _serve(self) -> None:
        await self._until_reached(self._initialize)
        await self._present()
        await self.application.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._prune())
                tasks.create_task(self._watch_the_clock())
                if self._settings.webhook_url is None:
                    await self._until_reached(self.application.bot.delete_webhook)
                    tasks.create_task(self._poll())
                else:
                    await self._listen(self._settings.webhook_url)
                log.info("running", name=self.application.bot.username)
        except* SettingsError as group:
            raise group.exceptions[0] from None

    async def _shut_down(self) -> None:
        """Finish what was begun, and confirm to Telegram what was taken."""
        log.info("stopping")
        updater = self.application.updater
        if updater and updater.running:
            await updater.stop()
        if self.application.running:
            await self.application.stop()
            if self._offset is not None:
                with suppress(TelegramError):  # then it comes again at the next start
                    await self.application.bot.get_updates(self._offset, limit=1, timeout=0)
        await self.application.shutdown()

    async def _prune(self) -> None:
        """Forget now and then what nobody can edit any more, and polls that are long closed."""
        while True:
            try:
                await self._bot.answers.prune(datetime.now(UTC) - EDITABLE)
                await self._bot.polls.prune(datetime.now(UTC) - EDITABLE)
            except StorageError as error:
                log.warning("old answers not forgotten", reason=str(error))
            await asyncio.sleep(PRUNE_EVERY.total_seconds())

    async def _watch_the_clock(self) -> None:
        """Hand what is due to the same queue as Telegram's updates: each chat keeps its order."""
        while True:
            try:
                for alarm in await self._bot.alarms.claim(PREFIX, datetime.now(UTC)):
                    await self.application.update_queue.put(alarm)
            except StorageError as error:
                log.warning("the clock cannot be read", reason=str(error))
            await asyncio.sleep(TICK)

    async def _ring(self, alarm: Alarm, _context: ContextTypes.DEFAULT_TYPE) -> None:
        with nobody_waits():
            await clock.ring(
                alarm,
                self._bot.alarms,
                self._bot.dispatcher,
                partial(self._outgoing.show, place=place_of(alarm.chat)),
                datetime.now(UTC),
                typesets=True,
            )

    async def _until_reached(self, call: Callable[[], Awaitable[object]]) -> None:
        """Call Telegram until it answers: a network that is not there yet is waited for."""
        pause = SHORTEST_PAUSE
        while True:
            try:
                await call()
            except (InvalidToken, BadRequest):
                raise
            except (NetworkError, RetryAfter) as error:
                log.warning("Telegram cannot be reached", reason=error.message, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _initialize(self) -> None:
        await initialize(self.application)

    async def _present(self) -> None:
        try:
            await present(self.application.bot, self._bot.dispatcher.menu)
        except TelegramError as error:  # a menu of yesterday is no reason not to serve today
            log.warning("commands and descriptions not updated", reason=error.message)

    async def _poll(self) -> None:
        """Fetch updates for ever; python-telegram-bot's updater falls silent on a revoked token."""
        pause = SHORTEST_PAUSE
        while True:
            try:
                updates = await self.application.bot.get_updates(
                    self._offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES
                )
            except InvalidToken:
                raise SettingsError(REFUSED) from None  # the cause holds the token
            except TelegramError as error:
                log.warning("updates not fetched", reason=error.message, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = SHORTEST_PAUSE
            for update in updates:
                await self.application.update_queue.put(update)
                self._offset = update.update_id + 1

    async def _listen(self, url: str) -> None:
        """Have updates delivered to ``url``."""
        updater = self.application.updater
        if updater is None:
            raise RuntimeError("the application was built without an updater")
        host, _, port = self._settings.listen.rpartition(":")
        secret = self._settings.webhook_secret
        try:
            await updater.start_webhook(
                listen=host.strip("[]"),
                port=int(port),
                url_path=urlsplit(url).path.lstrip("/"),
                webhook_url=url,
                secret_token=secret.get_secret_value() if secret else secrets.token_urlsafe(32),
                allowed_updates=ALLOWED_UPDATES,
                bootstrap_retries=-1,
            )
        except OSError as error:
            raise SettingsError(
                f"BOT_LISTEN is {self._settings.listen!r}, where nothing can listen "
                f"({error.strerror}); name a free address of this machine"
            ) from error

    async def _handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.inline_query:
            await self._inline.offer(update.inline_query)
            return
        if update.guest_message:
            await self._inline.answer_guest(update.guest_message)
            return
        me = context.bot.bot
        incoming = await self._read(update, me)
        if incoming is None:
            if update.callback_query:
                await update.callback_query.answer()
            return
        reply = await self._bot.dispatcher.handle(
            incoming.request,
            me=me.username,
            here=Here(incoming, context.bot, self._administrators),
        )
        former = await self._former(incoming)
        shown = await self._outgoing.show(reply, incoming.place, former)
        question = incoming.place.question_id
        if shown and question is not None:
            chat = incoming.request.chat.id
            await self._bot.answers.remember(chat, question, shown, incoming.request.at)

    async def _read(self, update: Update, me: telegram.User) -> Incoming | None:
        if update.poll_answer is None:
            return read(update, me)
        poll = await self._polls.find(update.poll_answer.poll_id)
        return read_vote(update.poll_answer, poll) if poll else None

    async def _former(self, incoming: Incoming) -> tuple[int, ...]:
        """Return the messages that answered this question before it was edited."""
        question = incoming.place.question_id
        if incoming.request.origin is not Origin.EDITED or question is None:
            return ()
        return await self._bot.answers.find(incoming.request.chat.id, question)

    async def _on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log what no command answers for, and say sorry if somebody waits for an answer."""
        reference = secrets.token_hex(4)
        number = update.update_id if isinstance(update, Update) else None
        log.error("reply not shown", reference=reference, update=number, exc_info=context.error)
        incoming = read(update, context.bot.bot) if isinstance(update, Update) else None
        if incoming is None:
            return
        language = from_tag(incoming.request.locale) or Language.EN
        apology = pages.apology(words(language), reference, incoming.request.origin)
        try:
            await self._outgoing.show(apology, incoming.place)
        except TelegramError as error:
            log.warning("apology not shown", reference=reference, reason=error.message)


async def run(bot: Bot, settings: Settings) -> None:
    """Serve Telegram until the process is told to stop (SIGINT, SIGTERM).

    Raises:
        SettingsError: there is no token, or Telegram does not know it.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await Front(bot, settings).run(stop)


async def initialize(what: TelegramApplication | telegram.Bot) -> None:
    """Initialize an application or a bot; leave no connection open if that fails."""
    bot = what if isinstance(what, telegram.Bot) else what.bot
    try:
        await what.initialize()
    except InvalidToken:
        await bot.shutdown()
        raise SettingsError(REFUSED) from None  # the cause holds the token
    except TelegramError:
        await bot.shutdown()
        raise


async def who_am_i(settings: Settings) -> str:
    """Ask Telegram for the bot's user name.

    Raises:
        SettingsError: there is no token, Telegram does not know it, or cannot be reached.
    """
    if settings.token is None:
        raise SettingsError(UNSET)
    bot = telegram.Bot(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        request=AiohttpRequest(1),
        get_updates_request=AiohttpRequest(1),
    )
    try:
        await initialize(bot)
    except TelegramError as error:
        reason = error.message.splitlines()[0][:SHOWN_CHARACTERS]
        raise SettingsError(f"{settings.api_url} cannot be reached ({reason})") from None
    name = bot.username
    await bot.shutdown()
    return name
