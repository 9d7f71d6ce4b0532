"""``compile``: read the decks before the next start does."""

import argparse
import sys
from typing import Any

from bot.decks import open_decks
from bot.settings import read_settings
from bot.storage.knowledge import deck_folders, is_compiled


def add_to(commands: Any) -> None:
    parser = commands.add_parser("compile", help="read the decks, and keep that for the next start")
    parser.set_defaults(command=compile_decks)


def compile_decks(_options: argparse.Namespace) -> int:
    settings = read_settings()
    known = open_decks(settings)
    if not is_compiled(deck_folders(settings.knowledge), settings.cache):
        print(f"{settings.cache} cannot be written to; nothing is kept there", file=sys.stderr)
        return 1
    print(f"{', '.join(one.deck.id for one in known)}: compiled into {settings.cache}")
    return 0
