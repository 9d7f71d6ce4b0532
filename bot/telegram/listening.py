"""Listening for HTTP on an address that a setting names."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final, cast

from aiohttp import web
from aiohttp.http import HttpProcessingError
from aiohttp.log import server_logger

from bot.errors import SettingsError
from bot.telegram.strangers import Strangers

BACKLOG: Final = 128  # connections that the system holds until they are taken
PATIENCE: Final = 1.0  # seconds for what is in hand at the end


@asynccontextmanager
async def listening(
    application: web.Application,
    listen: str,
    setting: str,
    strangers: Strangers,
    seconds: float = PATIENCE,
) -> AsyncIterator[None]:
    """Serve an application; at the end, take no more and give what is in hand some time.

    Args:
        application: what answers.
        listen: ``host:port``, an IPv6 host in brackets.
        setting: the environment variable that named it, for the error.
        strangers: all who connect, but for those whom they know.
        seconds: the time at the end.

    Raises:
        SettingsError: nothing can listen there.
    """
    server_logger.addFilter(_is_a_mistake_of_ours)
    # aiohttp gives that time twice: once before it says that the end is near, and once after.
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=seconds / 2)
    await runner.setup()
    server = cast("web.Server", runner.server)  # it is there from setup() on
    host, _, port = listen.rpartition(":")
    try:
        listener = await asyncio.get_running_loop().create_server(
            partial(strangers.admit, server), host.strip("[]"), int(port), backlog=BACKLOG
        )
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(
            f"{setting} is {listen!r}, where nothing can listen "
            f"({error.strerror}); name a free address of this machine"
        ) from error
    turning_away = asyncio.create_task(strangers.turn_away(server))
    try:
        yield
    finally:
        turning_away.cancel()
        listener.close()
        await runner.cleanup()


def _is_a_mistake_of_ours(record: logging.LogRecord) -> bool:
    """Tell whether something went wrong here, and not in what somebody has sent that is no HTTP."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))
