"""``export anki FILE [FILTER]``: the deck, or a part of it, as a package for Anki."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import open_knowledge
from bot.cli import export_site
from bot.cli.serve import locale
from bot.conversation import exporting
from bot.domain.language import Language, from_tag
from bot.domain.order import NothingLeft, UnknownWord, read_order
from bot.errors import ExportError
from bot.settings import read_settings


def add_to(commands: Any) -> None:
    parts = commands.add_parser("export", help="take the deck along").add_subparsers(required=True)
    anki = parts.add_parser("anki", help="write a package for Anki")
    anki.add_argument("file", type=Path, help="where to, for example deck.apkg")
    anki.add_argument("filter", nargs="*", help="as for a drill: chapter 7, regularization, hard")
    anki.set_defaults(command=export_anki)
    export_site.add_to(parts)


def export_anki(options: argparse.Namespace) -> int:
    deck = open_knowledge(read_settings()).deck
    order = read_order(" ".join(options.filter), deck)
    match order:
        case UnknownWord(word):
            raise ExportError(f"there is no topic, level, chapter, page or range {word!r}")
        case NothingLeft():
            raise ExportError("no question fits all of that; try something wider")
    first = from_tag(locale()) or Language.EN
    entries = [deck.by_id[entry] for entry in order.pool]
    try:
        options.file.write_bytes(exporting.for_anki(entries, deck, first, datetime.now(UTC)))
    except OSError as error:
        raise ExportError(f"{options.file} cannot be written ({error})") from error
    print(f"{options.file}: {len(entries)} notes")
    return 0
