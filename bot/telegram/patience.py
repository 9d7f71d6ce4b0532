"""Trying again what will be possible later: the network, the database, what is to be known."""

import asyncio
from collections.abc import Awaitable, Callable
from math import inf
from typing import Final, TypeVar

import structlog
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.conversation.command import NotYetKnownError
from bot.errors import UnavailableError

log = structlog.get_logger(__name__)

SHORTEST_PAUSE: Final = 1.0  # seconds between two tries to reach Telegram
LONGEST_PAUSE: Final = 30.0
PAUSES: Final = (0.2, 1.0)  # seconds between tries while an answer waits
ASKING_SECONDS: Final = 10.0
"""In which Telegram tells what an answer waits for. It may ask for a minute's patience, in which
what comes would fill the hundred places that there are for what is not done yet."""
SHORTEST_WAIT: Final = 0.05  # seconds between two tries to use the database
LONGEST_WAIT: Final = 2.0

T = TypeVar("T")


async def until_reached(call: Callable[[], Awaitable[object]]) -> None:
    """Call Telegram until it answers: a network that is not there yet is waited for."""
    pause = SHORTEST_PAUSE
    while True:
        try:
            await call()
        except (InvalidToken, BadRequest):
            raise
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram cannot be reached", reason=error.message, again_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return


async def asked(question: Callable[[], Awaitable[T]]) -> T:
    """Ask Telegram something that an answer waits for; again, if it fails for a moment.

    Raises:
        TelegramError: it refuses, has failed each time, or takes too long.
    """
    try:
        async with asyncio.timeout(ASKING_SECONDS):
            return await _asked(question)
    except TimeoutError:
        raise TimedOut from None


async def _asked(question: Callable[[], Awaitable[T]]) -> T:
    for pause in PAUSES:
        try:
            return await question()
        except BadRequest:
            raise
        except NetworkError as error:
            log.warning("Telegram cannot be reached", reason=error.message, again_in=pause)
        await asyncio.sleep(pause)
    return await question()


async def until_known(call: Callable[[], Awaitable[T]]) -> T:
    """Do something, and anew as often as there is something that it has to know first.

    Args:
        call: what is done; it leaves nothing half done when it fails.
    """
    while True:
        try:
            return await call()
        except NotYetKnownError as unknown:
            await unknown.find_out()


async def until_stored(call: Callable[[], Awaitable[T]], patience: float | None = None) -> T:
    """Do something with the database, again and again while it cannot be used.

    Args:
        call: what is done; it leaves nothing half done when it fails.
        patience: for how many seconds to begin anew; None for as long as it takes.

    Raises:
        UnavailableError: it was not possible in that time.
    """
    pause, now = SHORTEST_WAIT, asyncio.get_running_loop().time
    give_up = inf if patience is None else now() + patience
    while True:
        try:
            return await call()
        except UnavailableError as error:
            if now() >= give_up:
                raise
            if pause == SHORTEST_WAIT:  # once: where a disk is full, the log may lie on it
                log.warning("the database is tried again", reason=str(error))
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_WAIT)
