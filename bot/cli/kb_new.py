"""``kb new``: start a deck."""

import argparse
import shlex
from pathlib import Path
from typing import Any

from bot.storage.knowledge.starting import start_deck


def add_to(parts: Any) -> None:
    part = parts.add_parser("new", help="start a deck: a folder with one entry to change")
    part.add_argument("folder", type=Path, help="where to; the deck is named after it")
    part.set_defaults(command=kb_new)


def kb_new(options: argparse.Namespace) -> int:
    for path in start_deck(options.folder):
        print(path)
    folder = shlex.quote(str(options.folder))
    print(f"\ncheck it:    dl-interview-bot kb check {folder}")
    print(f"talk to it:  BOT_KNOWLEDGE={folder} dl-interview-bot")
    return 0
