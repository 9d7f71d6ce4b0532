"""Where Telegram delivers updates: a delivery is answered when it is handled and stored.

Nothing else is served. Telegram repeats what was not answered with 2xx.
"""

import asyncio
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import structlog
import telegram
from aiohttp import web
from telegram.error import BadRequest

from bot.errors import SettingsError, UnavailableError
from bot.settings import Settings
from bot.telegram.listening import listening
from bot.telegram.patience import until_reached
from bot.telegram.strangers import Strangers
from bot.telegram.transport import read_json
from bot.telegram.updates import Update, as_update

log = structlog.get_logger(__name__)

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BYTES: Final = 2**20
AT_ONCE: Final = 100
"""Deliveries that Telegram may have under way: the most there can be, as one may take seconds."""
BODY_SECONDS: Final = 20.0  # for a delivery to come, once its head is here


class Webhook:
    """Takes deliveries.

    Args:
        accept: handles one; when it returns, that is stored.
        settings: where to listen, and what proves a delivery.
    """

    def __init__(self, accept: Callable[[Update], Awaitable[None]], settings: Settings) -> None:
        self._accept = accept
        self._listen = settings.listen
        self._url = settings.webhook_url or ""
        self._path = urlsplit(self._url).path or "/"
        self._secret = settings.effective_webhook_secret or ""
        self._strangers = Strangers()

    @asynccontextmanager
    async def open(self, seconds: float) -> AsyncIterator[None]:
        """Listen; at the end, take no more and give what is in hand some time.

        Args:
            seconds: that time.

        Raises:
            SettingsError: nothing can listen there.
        """
        application = web.Application(client_max_size=LARGEST_BYTES)
        application.router.add_post(self._path, self._deliver)
        async with listening(application, self._listen, "BOT_LISTEN", self._strangers, seconds):
            yield

    async def register(self, bot: telegram.Bot, allowed: Sequence[str]) -> None:
        """Have Telegram deliver here; wait until it can be reached.

        Args:
            bot: whose updates are delivered.
            allowed: the kinds of updates to ask for.

        Raises:
            SettingsError: Telegram does not take the address.
        """
        set_webhook = partial(
            bot.set_webhook,
            self._url,
            max_connections=AT_ONCE,
            allowed_updates=allowed,
            secret_token=self._secret,
        )
        try:
            await until_reached(set_webhook)
        except BadRequest as error:
            raise SettingsError(
                f"BOT_WEBHOOK_URL is not accepted by Telegram ({error.message}); it should be an "
                "https address that Telegram can reach, on port 443, 80, 88 or 8443"
            ) from None

    async def _deliver(self, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")  # any bytes
        if not hmac.compare_digest(given, self._secret.encode()):
            return self._strangers.refuse()
        self._strangers.let_in(request)
        if request.content_type != "application/json":
            return _refused(415, "no JSON")
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.read()
            update = as_update(read_json(body))
        except TimeoutError:
            return _refused(408, f"not here after {BODY_SECONDS:g} s")
        except web.HTTPRequestEntityTooLarge:
            return _refused(413, f"more than {LARGEST_BYTES} bytes")
        except (ValueError, TypeError, RecursionError) as error:
            return _refused(400, str(error))
        try:
            await self._accept(update)
        except UnavailableError as error:
            log.warning("delivery put off", update=update["update_id"], reason=str(error))
            return web.Response(status=503)
        return web.Response()


def _refused(status: int, reason: str) -> web.Response:
    log.warning("delivery refused", reason=reason)
    return web.Response(status=status)
