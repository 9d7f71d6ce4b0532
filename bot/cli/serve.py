"""``run`` and ``chat``: the two front ends, and the choice between them."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from platformdirs import user_data_path

from bot.cli.apart import decks_compiled_apart
from bot.cli.lean import absent
from bot.cli.staying import look_seldom, staying
from bot.logs import configure_logging
from bot.settings import APP_NAME, LogLevel, Settings, read_settings

CONSOLE_NOTICE = (
    "No BOT_TOKEN is set, so this is the console chat. For Telegram, get a token from @BotFather "
    "and start again with BOT_TOKEN=<token>."
)


def add_to(commands: Any) -> None:
    commands.add_parser("run", help="serve Telegram").set_defaults(command=run)
    commands.add_parser("chat", help="talk in the terminal").set_defaults(command=chat)


def serve(options: argparse.Namespace) -> int:
    """Serve Telegram if there is a token, else talk in the terminal."""
    if read_settings().token is not None:
        return run(options)
    print(CONSOLE_NOTICE, file=sys.stderr)
    return chat(options)


def run(_options: argparse.Namespace) -> int:
    settings = read_settings()
    _log(settings, settings.log_level)
    with asyncio.Runner(loop_factory=_fastest_loop()) as runner:
        runner.run(_serve_telegram(settings))
    return 0


def chat(_options: argparse.Namespace) -> int:
    settings = read_settings()
    quiet = settings.log_level is LogLevel.INFO  # news of the inside would stand between replies
    _log(settings, LogLevel.WARNING if quiet else settings.log_level)
    asyncio.run(_serve_console(settings))
    return 0


def _log(settings: Settings, level: LogLevel) -> None:
    configure_logging(settings.log, level, settings.secrets, messages=settings.log_messages)


def _fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes uvloop's event loop; None, for asyncio's own, where there is no uvloop."""
    try:
        import uvloop  # noqa: PLC0415 -- not for Windows, and of no use to the other commands
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve_telegram(settings: Settings) -> None:
    if not _has_terminal() and hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the decks that it is about are read now
    async with AsyncExitStack() as stack:
        with staying():
            # httpx imports click, and rich, for a command line of its own.
            with decks_compiled_apart(settings), absent("click"):
                # Only here: that takes half a second, in which the decks are compiled.
                from bot.app import kept_up_to_date, open_bot  # noqa: PLC0415
                from bot.telegram import app as telegram  # noqa: PLC0415

            bot = await stack.enter_async_context(open_bot(settings))
        look_seldom()
        await stack.enter_async_context(kept_up_to_date(bot.librarian, hang_up=not _has_terminal()))
        await telegram.run(bot, settings)


async def _serve_console(settings: Settings) -> None:
    # Only here, as above: prompt-toolkit is of no use to Telegram.
    from bot import console  # noqa: PLC0415
    from bot.app import kept_up_to_date, open_bot  # noqa: PLC0415

    history = user_data_path(APP_NAME, appauthor=False) / "history"
    async with (
        open_bot(settings) as bot,
        kept_up_to_date(bot.librarian, hang_up=not _has_terminal()),
    ):
        await console.chat(bot, locale(), history)


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()  # it is None where it was closed


def locale() -> str | None:
    """Return the terminal's locale as POSIX has it: the first of these that is set."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
