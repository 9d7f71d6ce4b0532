"""``kb preview``: an entry in every form in which people will see it."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from rich.console import Console
from rich.rule import Rule

from bot.cli.output import written_to
from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.conversation.views.site import preview
from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language
from bot.errors import ExportError
from bot.rendering import terminal
from bot.rendering.document import Document
from bot.rendering.picture import Theme, compose, missing, typeset
from bot.settings import read_settings
from bot.storage.knowledge import deck_folders
from bot.storage.knowledge.drafts import deck_with_draft
from bot.storage.knowledge.loader import load_decks

WIDEST: Final = 100


def add_to(parts: Any) -> None:
    part = parts.add_parser("preview", help="show an entry as people will see it")
    part.add_argument("entry", help="its id or number")
    part.add_argument("--html", type=Path, metavar="FILE", help="a page with both languages")
    part.add_argument(
        "--picture", type=Path, metavar="FILE", help="pictures, the first one with this name"
    )
    part.add_argument("--dark", action="store_true", help="pictures on a dark ground")
    part.set_defaults(command=kb_preview)


def kb_preview(options: argparse.Namespace) -> int:
    deck, entry = _find(options.entry)
    console = Console(highlight=False)
    for language in Language:
        console.print(Rule(language.value))
        for document in _documents(entry, deck, language):
            console.print(terminal.render(document, min(console.width, WIDEST)))
    everything = not options.html and not options.picture
    folder = Path(mkdtemp(prefix=f"{entry.id}-")) if everything else Path()
    page = options.html or (folder / f"{entry.id}.html" if everything else None)
    picture = options.picture or (folder / f"{entry.id}.png" if everything else None)
    if page:
        _write(page, preview(entry, deck).encode())
    if everything and (lacks := missing()):
        print(f"no pictures: there is {lacks}", file=sys.stderr)
    elif picture:
        theme = Theme.DARK if options.dark else Theme.LIGHT
        for path, drawn in _pictures(entry, deck, picture, theme):
            _write(path, drawn)
    return 0


def _find(name: str) -> tuple[Deck, Entry]:
    """Return an entry or a draft of the decks that are used, by its id or number, and its deck."""
    folders = deck_folders(read_settings().knowledge)
    decks = load_decks(folders)
    for deck in decks:
        numbered = {str(number): entry for number, entry in deck.by_number.items()}
        if found := deck.by_id.get(name) or numbered.get(name):
            return deck, found
    for deck, folder in zip(decks, folders, strict=True):
        if name in deck.drafts and (with_draft := deck_with_draft(deck, folder, name)):
            return with_draft, with_draft.entries[0]
    names = ", ".join(deck.id for deck in decks)
    raise ExportError(f"there is no entry {name} in {names}; name one by its id or number")


def _documents(entry: Entry, deck: Deck, language: Language) -> tuple[Document, ...]:
    say = words(language)
    shown = [answers.entry(entry, deck, say)]
    if entry.detail:
        shown.append(answers.detail(entry, deck, say))
    return tuple(message.document for message in shown)


def _pictures(entry: Entry, deck: Deck, path: Path, theme: Theme) -> Iterator[tuple[Path, bytes]]:
    """Yield the pictures of both languages; the first one gets the name that was asked for."""
    if lacks := missing():
        raise ExportError(f"no pictures: there is {lacks}")
    count = 0
    for language in Language:
        for document in _documents(entry, deck, language):
            for drawn in typeset(compose(document, theme)):
                count += 1
                name = path.name if count == 1 else f"{path.stem}-{count}{path.suffix}"
                yield path.with_name(name), drawn


def _write(path: Path, held: bytes) -> None:
    with written_to(path):
        path.write_bytes(held)
    print(path)
