"""``kb``: work on a knowledge base."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.cli import (
    kb_apply,
    kb_fmt,
    kb_import,
    kb_new,
    kb_preview,
    kb_reports,
    kb_schema,
    kb_unanswered,
)
from bot.cli.counting import counted
from bot.domain.knowledge import Deck
from bot.errors import KnowledgeError
from bot.settings import read_settings
from bot.storage.knowledge import deck_folders, decks_in
from bot.storage.knowledge.loader import load_decks


def add_to(commands: Any) -> None:
    parts = commands.add_parser("kb", help="work on a knowledge base").add_subparsers(required=True)
    check = parts.add_parser("check", help="say everything that is wrong with a knowledge base")
    check.add_argument("folder", nargs="?", type=Path, help="default: the one that is used")
    check.add_argument("--strict", action="store_true", help="ask for finished entries, too")
    check.set_defaults(command=kb_check)
    for part in (
        kb_new,
        kb_import,
        kb_fmt,
        kb_preview,
        kb_schema,
        kb_unanswered,
        kb_apply,
        kb_reports,
    ):
        part.add_to(parts)


def kb_check(options: argparse.Namespace) -> int:
    try:
        decks = load_decks(_folders(options.folder), strict=options.strict)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        print(counted(len(error.problems), "problem", "problems"), file=sys.stderr)
        return 1
    for deck in decks:
        print(f"{deck.id}: {', '.join(_sizes(deck))}, no problem")
    return 0


def _sizes(deck: Deck) -> Iterator[str]:
    yield counted(len(deck.entries), "entry", "entries")
    yield counted(len(deck.outside), "outside topic", "outside topics")
    if deck.drafts:
        yield counted(len(deck.drafts), "draft that is", "drafts that are") + " not served"


def _folders(named: Path | None) -> Sequence[Path]:
    """Return the folders of the decks in a folder, or of those that are used."""
    if named is None:
        return deck_folders(read_settings().knowledge)
    return decks_in(named) or [named]
