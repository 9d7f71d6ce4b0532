"""``doctor``: is everything there that the bot needs, and what to do where it is not."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

from bot.errors import BotError
from bot.rendering import charts, picture
from bot.settings import Settings, read_settings
from bot.storage.knowledge import deck_folders
from bot.storage.knowledge.loader import load_decks
from bot.storage.migrating import Schema, newest_revision
from bot.storage.opening import look_at_schema, space_for

LEAST_FREE_MB: Final = 200
"""The log beside a SQLite file grows to 80 MB, and an answer takes 4 kB until it is pruned."""


def add_to(commands: Any) -> None:
    parser = commands.add_parser("doctor", help="check knowledge, database, pictures and token")
    parser.set_defaults(command=doctor)


def doctor(_options: argparse.Namespace) -> int:
    return asyncio.run(_examine(read_settings()))


async def _examine(settings: Settings) -> int:
    healthy = True
    checks: dict[str, Callable[[Settings], Awaitable[str]]] = {
        "knowledge": _knowledge,
        "database": _database,
        "pictures": _pictures,
        "telegram": _telegram,
    }
    for name, check in checks.items():
        try:
            print(f"{name}: {await check(settings)}")
        except BotError as error:
            healthy = False
            print(f"{name}: {error}")
    return 0 if healthy else 1


async def _knowledge(settings: Settings) -> str:
    decks = load_decks(deck_folders(settings.knowledge))
    return ", ".join(f"{deck.id} ({len(deck.entries)} entries)" for deck in decks)


async def _database(settings: Settings) -> str:
    """Say what the next start makes of the database; it is left as it is."""
    url = settings.effective_database_url
    schema = await look_at_schema(url)
    return "\n  - ".join((_next_start(schema), *_short_of_space(url)))


def _next_start(schema: Schema) -> str:
    if schema.revision is None:
        return f"{schema.dialect}, nothing in it yet; the next start makes the tables"
    if schema.is_current:
        return f"{schema.dialect}, schema up to date (revision {schema.revision})"
    return (
        f"{schema.dialect}, schema at revision {schema.revision}; the next start brings it to "
        f"{newest_revision()}, for which there is no way back: make a backup first"
    )


def _short_of_space(url: str) -> Iterator[str]:
    """Say that nobody will be answered soon: what cannot be stored is not answered."""
    space = space_for(url)
    if space and space.free < LEAST_FREE_MB * 1_000_000:
        yield (
            f"{space.free // 1_000_000} MB are free in {space.folder}, {LEAST_FREE_MB} are needed; "
            "free some, or name a file elsewhere in BOT_DATABASE_URL: on a full disk the bot is "
            "silent until there is space again"
        )


async def _pictures(_settings: Settings) -> str:
    """Say what answers as pictures lack; the bot runs without them."""
    lacks = picture.missing() or charts.missing()
    return f"none, because there is {lacks}" if lacks else "typeset"


async def _telegram(settings: Settings) -> str:
    if settings.token is None:
        return "no BOT_TOKEN, so only the console chat works"
    from bot.telegram.examination import examine  # noqa: PLC0415 -- as in bot.cli.serve

    name, findings = await examine(settings)
    return "\n  - ".join((f"@{name}", *findings))
