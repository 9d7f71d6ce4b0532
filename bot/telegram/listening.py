"""Listening for HTTP on an address that a setting names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, cast

from aiohttp import web

from bot.errors import SettingsError

PATIENCE: Final = 1.0  # seconds for what is in hand at the end


@asynccontextmanager
async def listening(
    application: web.Application, listen: str, setting: str, seconds: float = PATIENCE
) -> AsyncIterator[web.Server]:
    """Serve an application; at the end, take no more and give what is in hand some time.

    Args:
        application: what answers.
        listen: ``host:port``, an IPv6 host in brackets.
        setting: the environment variable that named it, for the error.
        seconds: the time at the end.

    Raises:
        SettingsError: nothing can listen there.
    """
    # aiohttp gives that time twice: once before it says that the end is near, and once after.
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=seconds / 2)
    await runner.setup()
    host, _, port = listen.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(
            f"{setting} is {listen!r}, where nothing can listen "
            f"({error.strerror}); name a free address of this machine"
        ) from error
    try:
        yield cast("web.Server", runner.server)  # it is there from setup() on
    finally:
        await runner.cleanup()
