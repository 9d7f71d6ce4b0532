"""``kb unanswered``: the questions that get no certain answer, those that ask the same together."""

import argparse
import asyncio
import json
from collections.abc import Sequence
from typing import Any

from bot.cli.counting import add_limit_to
from bot.decks import Knowledge, open_decks
from bot.domain.language import Language, detect
from bot.rendering.terminal import printable
from bot.services.improving import Gap, Improving
from bot.settings import Settings, read_settings
from bot.storage.opening import open_database
from bot.storage.proposals import ProposalStore
from bot.storage.queries import QueryStore


def add_to(parts: Any) -> None:
    part = parts.add_parser("unanswered", help="list questions that get no certain answer")
    add_limit_to(part)
    part.add_argument("--yaml", action="store_true", help="print aliases ready to paste")
    part.set_defaults(command=kb_unanswered)


def kb_unanswered(options: argparse.Namespace) -> int:
    settings = read_settings()
    found = asyncio.run(_gaps(settings, open_decks(settings)))
    gaps = sorted(found, key=lambda gap: -gap.cluster.count)[: options.limit]
    print(printable(_as_yaml(gaps) if options.yaml else _as_table(gaps)))
    return 0


async def _gaps(settings: Settings, decks: Sequence[Knowledge]) -> list[Gap]:
    async with open_database(settings.effective_database_url) as database:
        queries, proposals = QueryStore(database), ProposalStore(database)
        found: list[Gap] = []
        for known in decks:
            improving = Improving(known.deck, known.matcher, queries, proposals)
            found += await improving.gaps()
        return found


def _as_table(gaps: Sequence[Gap]) -> str:
    if not gaps:
        return "nothing was left unanswered"
    lines = []
    for gap in gaps:
        shown = gap.cluster
        nearest = ", ".join(gap.nearest) or "-"
        lines.append(f"{shown.count:5}  {shown.last_seen:%Y-%m-%d}  {nearest:28}  {shown.text}")
        lines += [f"{'':19}{'':30}= {text}" for text in shown.others]
    return "\n".join(lines)


def _as_yaml(gaps: Sequence[Gap]) -> str:
    """Return the questions as lines for the aliases of the likeliest entry, grouped by entry.

    What no entry is near to is left out, and counted.
    """
    grouped: dict[str, dict[str, list[str]]] = {}
    near = [gap for gap in gaps if gap.is_near]
    for gap in near:
        entry = gap.nearest[0]
        for text in (gap.cluster.text, *gap.cluster.others):
            language = detect(text) or Language.EN
            by_language = grouped.setdefault(entry, {})
            by_language.setdefault(language.value, []).append(text)
    lines = []
    for entry, by_language in grouped.items():
        lines.append(f"# {entry}")
        for language_name, texts in by_language.items():
            lines.append(f"{language_name}:")
            lines += [f"  - {json.dumps(text, ensure_ascii=False)}" for text in texts]
    if far := len(gaps) - len(near):
        lines.append(f"# far from every entry, and left out: {far}; `kb unanswered` lists them")
    return "\n".join(lines)
