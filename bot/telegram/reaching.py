"""Reaching Telegram as the bot that a token names."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import telegram
from telegram.error import InvalidToken, TelegramError

from bot.errors import SettingsError
from bot.settings import Settings
from bot.telegram.transport import AiohttpRequest

SHOWN_CHARACTERS: Final = 200
UNSET: Final = "BOT_TOKEN is not set; get a token from @BotFather"
REFUSED: Final = (
    "BOT_TOKEN is not accepted by Telegram; copy it again from @BotFather (or correct BOT_API_URL)"
)


async def initialize(bot: telegram.Bot) -> None:
    """Initialize a bot; leave no connection open if that fails.

    Raises:
        SettingsError: Telegram does not accept the token.
        TelegramError: Telegram cannot be reached.
    """
    try:
        await bot.initialize()
    except InvalidToken:
        await bot.shutdown()
        raise SettingsError(REFUSED) from None  # the cause holds the token
    except (TelegramError, asyncio.CancelledError):
        await bot.shutdown()
        raise


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[telegram.Bot]:
    """Give the bot of the settings, as Telegram knows it, to ask something.

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
        yield bot
    except TelegramError as error:
        reason = error.message.splitlines()[0][:SHOWN_CHARACTERS]
        remedy = "check the network, its proxy (HTTPS_PROXY), and BOT_API_URL"
        raise SettingsError(f"{settings.api_url} cannot be reached ({reason}); {remedy}") from None
    finally:
        await bot.shutdown()
