"""The bot as a process of its own, that can be killed."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.botapi import BotApi

LONG_ENOUGH = 300.0
"""Seconds that a process that is busy, restarted and slowed down may take for anything."""


def environment(api: BotApi, database_url: str, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return kept | {
        "BOT_TOKEN": api.token,
        "BOT_API_URL": api.url,
        "BOT_DATABASE_URL": database_url,
        "BOT_LOG_LEVEL": "WARNING",
        "BOT_MESSAGES_PER_SECOND": "10000",  # what is proven here needs no waiting
        **settings,
    }


async def start(
    log: Path, variables: dict[str, str], before: Callable[[], Any] | None = None
) -> Process:
    """Start the bot; what it logs is added to a file."""
    with log.open("ab") as stream:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=log.parent, env=variables, stdout=stream, stderr=stream, preexec_fn=before,
        )  # fmt: skip


async def kill(process: Process, api: BotApi) -> None:
    """End a process as a crash does, and wait until Telegram has played its last calls."""
    process.kill()
    await process.wait()
    # What it had sent is read before this, which comes later.
    async with ClientSession() as session, session.get(f"{api.base_url}{api.token}/getMe"):
        pass


@asynccontextmanager
async def running(
    log: Path, variables: dict[str, str], before: Callable[[], Any] | None = None
) -> AsyncIterator[Process]:
    """Run the bot, and have it finish what it holds at the end."""
    process = await start(log, variables, before)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
