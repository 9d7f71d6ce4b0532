"""``kb apply``: write the aliases that maintainers proposed into the files of the decks."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.rendering.terminal import printable
from bot.settings import read_settings
from bot.storage.database import Database
from bot.storage.knowledge import deck_folders
from bot.storage.knowledge.applying import Plan, plan
from bot.storage.knowledge.loader import load_decks
from bot.storage.opening import open_database
from bot.storage.proposals import ProposalStore, State


def add_to(parts: Any) -> None:
    part = parts.add_parser("apply", help="write proposed aliases into the files, as a diff")
    part.add_argument("--dry-run", action="store_true", help="show the diff, change nothing")
    part.set_defaults(command=kb_apply)


def kb_apply(options: argparse.Namespace) -> int:
    return asyncio.run(_apply(dry_run=options.dry_run))


async def _apply(*, dry_run: bool) -> int:
    settings = read_settings()
    folders = deck_folders(settings.knowledge)
    decks = load_decks(folders)
    async with open_database(settings.effective_database_url) as database:
        store = ProposalStore(database)
        plans = [
            plan(folder, deck, await store.waiting(deck.id))
            for folder, deck in zip(folders, decks, strict=True)
        ]
        for planned in plans:
            planned.check()
            _show(planned)
        if not dry_run:
            await _carry_out(plans, database)
    written = sum(len(planned.applied) for planned in plans)
    refused = any(planned.refused for planned in plans)
    if not written and not refused:
        print("nothing is proposed")
    else:
        print(f"{written} {'to be applied' if dry_run else 'applied'}")
    return 1 if refused else 0


def _show(planned: Plan) -> None:
    print(printable(planned.diff), end="")
    for refused in planned.refused:
        proposal = refused.proposal
        refusal = f"refused for {proposal.entry}: '{proposal.text}': {refused.why}"
        print(printable(refusal), file=sys.stderr)


async def _carry_out(plans: Sequence[Plan], database: Database) -> None:
    """Write the files, then note it: after a crash in between, what stands there is no change."""
    store, now = ProposalStore(database), datetime.now(UTC)
    for planned in plans:
        planned.write()
        await store.settle(planned.applied, State.APPLIED, now)
        await store.settle((it.proposal for it in planned.refused), State.REFUSED, now)
