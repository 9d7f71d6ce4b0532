"""``export site DIR``: the decks as a static web site that needs neither server nor network."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.conversation.views.site import site
from bot.domain.knowledge import Deck
from bot.errors import ExportError
from bot.rendering.site import PAGES, render, render_decks
from bot.settings import read_settings
from bot.storage.knowledge import deck_folders, load_decks


def add_to(parts: Any) -> None:
    parser = parts.add_parser("site", help="write a web site that works offline")
    parser.add_argument("folder", type=Path, help="where to; index.html is its first page")
    parser.add_argument(
        "--base-url", help="the address where it will be published, for links to itself"
    )
    parser.add_argument(
        "--force", action="store_true", help="write into a folder that holds something already"
    )
    parser.set_defaults(command=export_site)


def export_site(options: argparse.Namespace) -> int:
    base_url = _base_url(options.base_url)
    folders = deck_folders(read_settings().knowledge)
    decks = load_decks(folders)
    for deck in decks:
        _refuse_lost_pages(deck)
    written = size = 0
    try:
        _make_room(options.folder, force=options.force)
        for name, held in _files(decks, folders, base_url):
            path = options.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)
            written, size = written + 1, size + len(held)
    except OSError as error:
        raise ExportError(f"{options.folder} cannot be written ({error})") from error
    questions = sum(len(deck.entries) for deck in decks)
    print(f"{options.folder / 'index.html'}: {questions} questions")
    print(f"{written} files, {size / 1e6:.1f} MB")
    return 0


def _files(
    decks: Sequence[Deck], folders: Sequence[Path], base_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files: one deck's, or those of several, each in a folder of its own."""
    alone = len(decks) == 1
    sites = []
    for deck, folder in zip(decks, folders, strict=True):
        below = "" if alone else f"{deck.id}/"
        at = base_url and base_url + below
        sites.append(site(deck, licence=_licence(folder), base_url=at, alone=alone))
        for name, held in render(sites[-1]):
            yield below + name, held
    if not alone:
        yield from render_decks(sites)


def _make_room(folder: Path, *, force: bool) -> None:
    """Make the folder; refuse one that holds something, unless told to write into it."""
    folder.mkdir(parents=True, exist_ok=True)
    if not force and any(folder.iterdir()):
        raise ExportError(
            f"{folder} is not empty; choose another folder, or add --force to replace the files "
            "of the site in it (others are left alone)"
        )


def _licence(deck: Path) -> str | None:
    """Return how a deck may be shared, as it says itself, or the folder of decks around it."""
    for folder in (deck, deck.parent):
        if (folder / "LICENSE").is_file():
            return (folder / "LICENSE").read_text("utf-8", errors="replace")
    return None


def _base_url(text: str | None) -> str | None:
    if text is None:
        return None
    if not re.fullmatch(r"https?://[^\s?#]+", text):
        raise ExportError(f"--base-url is {text!r}; it should be like https://example.org/deck/")
    return text.rstrip("/") + "/"


def _refuse_lost_pages(deck: Deck) -> None:
    for name in PAGES:
        if name in deck.by_id:
            raise ExportError(
                f"the entry {name} would have the page {name}.html, which the site needs for "
                "itself; give the entry another id"
            )
