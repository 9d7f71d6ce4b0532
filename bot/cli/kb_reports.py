"""``kb reports``: the mistakes that people have reported and nobody has settled."""

import argparse
import asyncio
from collections.abc import Sequence
from typing import Any

from bot.cli.counting import add_limit_to
from bot.decks import open_decks
from bot.domain.reports import Report, version_of
from bot.rendering.terminal import printable
from bot.settings import Settings, read_settings
from bot.storage.opening import open_database
from bot.storage.reports import ReportStore


def add_to(parts: Any) -> None:
    part = parts.add_parser("reports", help="list reported mistakes that are open, oldest first")
    add_limit_to(part)
    part.set_defaults(command=kb_reports)


def kb_reports(options: argparse.Namespace) -> int:
    settings = read_settings()
    waiting = asyncio.run(_waiting(settings, options.limit))
    if not waiting:
        print("no report is open")
        return 0
    entries = {entry.id: entry for known in open_decks(settings) for entry in known.deck.entries}
    versions = {name: version_of(entry) for name, entry in entries.items()}
    for kept in waiting:
        changed = "  " if versions.get(kept.entry) == kept.version else " *"
        print(f"{kept.id:5}  {kept.at:%Y-%m-%d}  {kept.entry}{changed}  {printable(kept.text)}")
    if any(versions.get(kept.entry) != kept.version for kept in waiting):
        print("* the entry has changed since")
    return 0


async def _waiting(settings: Settings, limit: int) -> Sequence[Report]:
    async with open_database(settings.effective_database_url) as database:
        return await ReportStore(database).waiting(limit)
