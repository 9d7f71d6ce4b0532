"""``kb``: work on a knowledge base."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import open_knowledge
from bot.cli import kb_fmt, kb_reports, kb_schema
from bot.domain.language import Language, detect
from bot.domain.matching import Matcher
from bot.errors import KnowledgeError
from bot.settings import Settings, read_settings
from bot.storage.database import open_database
from bot.storage.knowledge import deck_folders, decks_in, load_decks
from bot.storage.queries import NotedQuery, QueryStore


def add_to(commands: Any) -> None:
    parts = commands.add_parser("kb", help="work on a knowledge base").add_subparsers(required=True)
    check = parts.add_parser("check", help="say everything that is wrong with a knowledge base")
    check.add_argument("folder", nargs="?", type=Path, help="default: the one that is used")
    check.add_argument("--strict", action="store_true", help="ask for finished entries, too")
    check.set_defaults(command=kb_check)
    asked = parts.add_parser("unanswered", help="list questions that got no certain answer")
    asked.add_argument("--limit", type=int, default=50, help="how many (default: 50)")
    asked.add_argument("--yaml", action="store_true", help="print aliases ready to paste")
    asked.set_defaults(command=kb_unanswered)
    for part in (kb_fmt, kb_reports, kb_schema):
        part.add_to(parts)


def kb_check(options: argparse.Namespace) -> int:
    try:
        decks = load_decks(_folders(options.folder), strict=options.strict)
    except KnowledgeError as error:
        count = len(error.problems)
        print(error, file=sys.stderr)
        print("1 problem" if count == 1 else f"{count} problems", file=sys.stderr)
        return 1
    for deck in decks:
        sizes = f"{len(deck.entries)} entries, {len(deck.outside)} outside topics"
        print(f"{deck.id}: {sizes}, no problem")
    return 0


def _folders(named: Path | None) -> Sequence[Path]:
    """Return the folders of the decks in a folder, or of those that are used."""
    if named is None:
        return deck_folders(read_settings().knowledge)
    return decks_in(named) or [named]


def kb_unanswered(options: argparse.Namespace) -> int:
    settings = read_settings()
    noted = asyncio.run(_noted(settings, options.limit))
    matcher = open_knowledge(settings).matcher
    suggestions = [Suggestion(query, _nearest(matcher, query)) for query in noted]
    print(_as_yaml(suggestions) if options.yaml else _as_table(suggestions))
    return 0


@dataclass(frozen=True)
class Suggestion:
    """A question that got no certain answer, and the entries it may belong to, likeliest first."""

    query: NotedQuery
    entries: tuple[str, ...]


async def _noted(settings: Settings, limit: int) -> Sequence[NotedQuery]:
    async with open_database(settings.effective_database_url) as database:
        return await QueryStore(database).most_frequent(limit)


def _nearest(matcher: Matcher, query: NotedQuery) -> tuple[str, ...]:
    """Return what people picked for a question, then what the matcher finds nearest."""
    matched = [match.entry.id for match in matcher.match(query.text).matches]
    return tuple(dict.fromkeys((*query.chosen, *matched)))[:3]


def _as_table(suggestions: Sequence[Suggestion]) -> str:
    if not suggestions:
        return "nothing was left unanswered"
    return "\n".join(
        f"{s.query.count:5}  {s.query.last_seen:%Y-%m-%d}  {s.query.outcome:9}  "
        f"{', '.join(s.entries) or '-':28}  {s.query.text}"
        for s in suggestions
    )


def _as_yaml(suggestions: Sequence[Suggestion]) -> str:
    """Return the questions as lines for the aliases of the likeliest entry, grouped by entry."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for suggestion in suggestions:
        entry = suggestion.entries[0] if suggestion.entries else "outside"
        language = detect(suggestion.query.text) or Language.EN
        by_language = grouped.setdefault(entry, {})
        by_language.setdefault(language.value, []).append(suggestion.query.text)
    lines = []
    for entry, by_language in grouped.items():
        lines.append(f"# {entry}")
        for language_name, texts in by_language.items():
            lines.append(f"{language_name}:")
            lines += [f"  - {json.dumps(text, ensure_ascii=False)}" for text in texts]
    return "\n".join(lines)
