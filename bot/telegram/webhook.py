"""Where Telegram delivers updates: a delivery is answered when it is handled and stored.

Nothing else is served. Telegram repeats what was not answered with 2xx.
"""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.errors import UnavailableError
from bot.settings import Settings
from bot.telegram.listening import listening
from bot.telegram.updates import Update, as_update

log = structlog.get_logger(__name__)

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BYTES: Final = 2**20


class Webhook:
    """Takes deliveries.

    Args:
        accept: handles one; when it returns, that is stored.
        settings: where to listen, and what Telegram is told.
        token: the bot's token.
    """

    def __init__(
        self,
        accept: Callable[[Update], Awaitable[None]],
        settings: Settings,
        token: str,
    ) -> None:
        self._accept = accept
        self._listen = settings.listen
        self._path = urlsplit(settings.webhook_url or "").path or "/"
        given = settings.webhook_secret
        self.secret: Final = given.get_secret_value() if given else _drawn_from(token)

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
        async with listening(application, self._listen, "BOT_LISTEN", seconds):
            yield

    async def _deliver(self, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")  # any bytes
        if not hmac.compare_digest(given, self.secret.encode()):
            return web.Response(status=403)
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            update = as_update(json.loads(await request.read()))
        except (ValueError, TypeError, RecursionError) as error:
            log.warning("delivery refused", reason=str(error))
            return web.Response(status=400)
        try:
            await self._accept(update)
        except UnavailableError as error:
            log.warning("delivery put off", update=update["update_id"], reason=str(error))
            return web.Response(status=503)
        return web.Response()


def _drawn_from(token: str) -> str:
    """Return a secret that every process with this token draws alike, and nobody else."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()
