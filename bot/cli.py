"""The command line."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import BotError, KnowledgeError
from bot.storage.knowledge import load_deck, shipped_knowledge


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit status."""
    parser = argparse.ArgumentParser("dl-interview-bot")
    commands = parser.add_subparsers()
    kb = commands.add_parser("kb").add_subparsers(required=True)
    check = kb.add_parser("check", help="validate a knowledge base")
    check.add_argument("folder", nargs="?", type=Path, default=shipped_knowledge())
    check.add_argument("--strict", action="store_true")
    check.set_defaults(command=kb_check)
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options))
    except BotError as error:
        print(error, file=sys.stderr)
        return 1


def kb_check(options: argparse.Namespace) -> int:
    try:
        deck = load_deck(options.folder, strict=options.strict)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problems", file=sys.stderr)
        return 1
    print(f"{deck.id}: {len(deck.entries)} entries, {len(deck.outside)} outside topics, no problem")
    return 0
