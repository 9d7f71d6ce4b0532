"""``kb``: work on a knowledge base."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.errors import KnowledgeError
from bot.settings import read_settings
from bot.storage.knowledge import load_deck, shipped_knowledge


def add_to(commands: Any) -> None:
    parts = commands.add_parser("kb", help="work on a knowledge base").add_subparsers(required=True)
    check = parts.add_parser("check", help="say everything that is wrong with a knowledge base")
    check.add_argument("folder", nargs="?", type=Path, help="default: the one that is used")
    check.add_argument("--strict", action="store_true", help="ask for finished entries, too")
    check.set_defaults(command=kb_check)


def kb_check(options: argparse.Namespace) -> int:
    folder = options.folder or read_settings().knowledge or shipped_knowledge()
    try:
        deck = load_deck(folder, strict=options.strict)
    except KnowledgeError as error:
        count = len(error.problems)
        print(error, file=sys.stderr)
        print("1 problem" if count == 1 else f"{count} problems", file=sys.stderr)
        return 1
    print(f"{deck.id}: {len(deck.entries)} entries, {len(deck.outside)} outside topics, no problem")
    return 0
