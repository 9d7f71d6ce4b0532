"""Figures and health for who runs the bot, on an address of their own.

- ``/metrics``: Prometheus' figures;
- ``/healthz``: the process runs and its loop turns;
- ``/readyz``: Telegram was reached, and the database answers and takes writes; 503 if not.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.errors import UnavailableError
from bot.storage.database import Database
from bot.telegram.exposition import CONTENT_TYPE_LATEST, exposition
from bot.telegram.listening import listening
from bot.telegram.metrics import DATABASE, DATABASE_UP
from bot.telegram.strangers import Strangers

log = structlog.get_logger(__name__)

PATIENCE: Final = 2.0  # seconds for the database's answer


class Monitoring:
    """Tells how the bot is.

    Args:
        listen: ``host:port``.
        database: what is asked whether it can be used.
        ready: whether Telegram has been reached.
    """

    def __init__(self, listen: str, database: Database, ready: Callable[[], bool]) -> None:
        self._listen = listen
        self._database = database
        self._ready = ready

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listen.

        Raises:
            SettingsError: nothing can listen there.
        """
        application = web.Application(middlewares=(_once,))
        application.router.add_get("/metrics", self._metrics)
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/readyz", self._readyz)
        async with listening(application, self._listen, "BOT_METRICS_LISTEN", Strangers()):
            yield

    async def _metrics(self, _request: web.Request) -> web.Response:
        await self._ask_database()
        return web.Response(body=exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _request: web.Request) -> web.Response:
        problems = [] if self._ready() else ["Telegram has not been reached yet"]
        if not await self._ask_database():
            problems.append("the database cannot be used")
        return web.Response(
            text="\n".join(problems or ["ok"]) + "\n", status=503 if problems else 200
        )

    async def _ask_database(self) -> bool:
        """Ask the database whether it can be used; note the answer, and how soon it came."""
        begun = perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._database.ping()
        except (UnavailableError, TimeoutError) as error:
            log.warning("the database cannot be used", reason=str(error) or "it takes too long")
            DATABASE_UP.value = 0
            return False
        DATABASE.value = perf_counter() - begun
        DATABASE_UP.value = 1
        return True


@web.middleware
async def _once(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer once on a connection: who asks again makes a new one, and none is cut off in between.

    Here everybody is a stranger.
    """
    response = await handler(request)
    response.force_close()
    return response
