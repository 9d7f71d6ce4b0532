"""Connections of strangers, which are closed after a while, whatever they say or do not say.

What they say is told in the log once a minute, so that nobody can fill a disk by being refused.

aiohttp sets no time for a request to come, so that many who send theirs a byte at a time, or
nothing, would take all connections that a process can have. Who has given the secret on a
connection is Telegram, or the proxy that speaks for it: these keep theirs as long as they like.
"""

import asyncio
from typing import Final

import structlog
from aiohttp import web

log = structlog.get_logger(__name__)

STRANGER_SECONDS: Final = 10.0
"""A stranger's connection is closed when it is older than this, before it is twice as old."""
TOLD_EVERY: Final = 60.0  # seconds


class Strangers:
    """Knows on which connections nobody has given the secret."""

    def __init__(self) -> None:
        self._known: set[web.RequestHandler] = set()
        self._refused = 0
        self._told_at: float | None = None

    def refuse(self) -> web.Response:
        """Refuse a delivery without the secret."""
        now = asyncio.get_running_loop().time()
        self._refused += 1
        if self._told_at is None or now - self._told_at >= TOLD_EVERY:
            log.warning("delivery refused", reason="wrong secret", times=self._refused)
            self._refused, self._told_at = 0, now
        return web.Response(status=403)

    def let_in(self, request: web.Request) -> None:
        """Note that who has made a request is none."""
        self._known.add(request.protocol)

    async def turn_away(self, server: web.Server) -> None:
        """Close the connections of strangers for ever."""
        before: set[web.RequestHandler] = set()
        while True:
            await asyncio.sleep(STRANGER_SECONDS)
            now = set(server.connections)
            self._known &= now
            for connection in (now & before) - self._known:
                if connection.transport:
                    connection.transport.abort()  # to close it would wait for who does not read
            before = now
