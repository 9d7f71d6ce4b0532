"""Running the bot in Telegram: long polling, or a webhook where one is set."""

import asyncio
import secrets
import signal
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
import telegram
from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.app import Bot
from bot.conversation.message import Origin
from bot.conversation.texts import words
from bot.conversation.views import pages
from bot.domain.language import Language, from_tag
from bot.errors import SettingsError
from bot.settings import Settings
from bot.telegram.incoming import Incoming, read
from bot.telegram.ordering import PerChat
from bot.telegram.outgoing import Outgoing
from bot.telegram.profile import present

log = structlog.get_logger(__name__)

ALLOWED_UPDATES: Final = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
]
CONCURRENT_UPDATES: Final = 64
EDITABLE: Final = timedelta(hours=48)  # https://core.telegram.org/bots/api#editing-messages
PRUNE_EVERY: Final = timedelta(hours=1)
LONGEST_PAUSE: Final = 30.0  # seconds between two tries to reach Telegram at start
UNSET: Final = "BOT_TOKEN is not set; get a token from @BotFather"
REFUSED: Final = "BOT_TOKEN is not accepted by Telegram; copy it again from @BotFather"

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
            .rate_limiter(AIORateLimiter(max_retries=3))
            .build()
        )
        self.application.add_handler(TypeHandler(Update, self._handle))
        self.application.add_error_handler(self._on_error)
        self._outgoing = Outgoing(self.application.bot)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set.

        Raises:
            SettingsError: Telegram does not know the token.
        """
        await self._initialize()
        try:
            await self._present()
            await self.application.start()
            await self._listen()
            log.info("running", name=self.application.bot.username)
            await self._wait(stop)
            log.info("stopping")
            if self.application.updater:
                await self.application.updater.stop()
            await self.application.stop()
        finally:
            await self.application.shutdown()

    async def _wait(self, stop: asyncio.Event) -> None:
        """Wait for the end; forget meanwhile what nobody can edit any more."""
        while not stop.is_set():
            await self._bot.answers.prune(datetime.now(UTC) - EDITABLE)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PRUNE_EVERY.total_seconds())

    async def _initialize(self) -> None:
        """Get to know Telegram; a network that is not there yet is waited for."""
        pause = 1.0
        while True:
            try:
                await _initialize(self.application)
            except NetworkError as error:
                log.warning("Telegram cannot be reached", reason=error.message, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _present(self) -> None:
        try:
            await present(self.application.bot, self._bot.dispatcher.menu)
        except TelegramError as error:  # a menu of yesterday is no reason not to serve today
            log.warning("commands and descriptions not updated", reason=error.message)

    async def _listen(self) -> None:
        updater = self.application.updater
        if updater is None:
            raise RuntimeError("the application was built without an updater")
        if self._settings.webhook_url is None:
            await updater.start_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
            return
        host, _, port = self._settings.listen.rpartition(":")
        secret = self._settings.webhook_secret
        await updater.start_webhook(
            listen=host.strip("[]"),
            port=int(port),
            url_path=urlsplit(self._settings.webhook_url).path.lstrip("/"),
            webhook_url=self._settings.webhook_url,
            secret_token=secret.get_secret_value() if secret else secrets.token_urlsafe(32),
            allowed_updates=ALLOWED_UPDATES,
            bootstrap_retries=-1,
        )

    async def _handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        me = context.bot.bot
        incoming = read(update, me)
        if incoming is None:
            if update.callback_query:
                await update.callback_query.answer()
            return
        reply = await self._bot.dispatcher.handle(incoming.request, me=me.username)
        former = await self._former(incoming)
        shown = await self._outgoing.show(reply, incoming.place, former)
        question = incoming.place.question_id
        if shown and question is not None:
            chat = str(incoming.place.chat_id)
            await self._bot.answers.remember(chat, question, shown, incoming.request.at)

    async def _former(self, incoming: Incoming) -> tuple[int, ...]:
        """Return the messages that answered this question before it was edited."""
        question = incoming.place.question_id
        if incoming.request.origin is not Origin.EDITED or question is None:
            return ()
        return await self._bot.answers.find(str(incoming.place.chat_id), question)

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


async def _initialize(what: TelegramApplication | telegram.Bot) -> None:
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
    bot = telegram.Bot(settings.token.get_secret_value(), base_url=f"{settings.api_url}/bot")
    try:
        await _initialize(bot)
    except TelegramError as error:
        reason = error.message
        raise SettingsError(f"{settings.api_url} cannot be reached ({reason})") from None
    name = bot.username
    await bot.shutdown()
    return name
