"""Connections of strangers, which are closed after a while, whatever they say or do not say.

aiohttp sets no time for a request to come, so that many who send theirs a byte at a time, or
nothing, would take all connections that a process can have. Who has given the secret on a
connection is Telegram, or the proxy that speaks for it: these keep theirs as long as they like.
"""

import asyncio
from typing import Final

from aiohttp import web

STRANGER_SECONDS: Final = 10.0
"""A stranger's connection is closed when it is older than this, before it is twice as old."""


class Strangers:
    """Knows on which connections nobody has given the secret."""

    def __init__(self) -> None:
        self._known: set[web.RequestHandler] = set()

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
