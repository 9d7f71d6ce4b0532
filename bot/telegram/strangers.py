"""Connections of strangers: not for long, whatever they say or do not say, and not many at once.

What they say is told in the log once a minute, so that nobody can fill a disk by being refused.

aiohttp sets no time for a request to come, and no number, so that many who send theirs a byte at a
time, or nothing, would take all connections that a process can have. Who has given the secret on a
connection is Telegram, or the proxy that speaks for it: these keep theirs as long as they like.
"""

import asyncio
from typing import Final

import structlog
from aiohttp import web

log = structlog.get_logger(__name__)

STRANGER_SECONDS: Final = 10.0
"""A stranger's connection is closed when it is older than this, before it is twice as old."""
MOST: Final = 200
"""So many of them there are at once; a process may often have a thousand files open."""
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

    def admit(self, server: web.Server) -> web.RequestHandler:
        """Make room for a new connection; return what speaks on it.

        Where there are too many it is the oldest that goes: whoever takes all places has to take
        them all anew before Telegram, which gives the secret at once, could be kept out.
        """
        strangers = self._strangers(server)
        for connection in strangers[: len(strangers) - MOST + 1]:
            _abort(connection)
        return server()

    async def turn_away(self, server: web.Server) -> None:
        """Close the connections of strangers for ever."""
        before: set[web.RequestHandler] = set()
        while True:
            await asyncio.sleep(STRANGER_SECONDS)
            now = self._strangers(server)
            self._known.intersection_update(server.connections)
            for connection in before.intersection(now):
                _abort(connection)
            before = set(now)

    def _strangers(self, server: web.Server) -> list[web.RequestHandler]:
        """Return the connections of strangers, the oldest first."""
        there = [it for it in server.connections if it.transport and not it.transport.is_closing()]
        return [it for it in there if it not in self._known]


def _abort(connection: web.RequestHandler) -> None:
    if connection.transport:
        connection.transport.abort()  # to close it would wait for who does not read
