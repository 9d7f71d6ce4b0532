"""``export site DIR``: the decks as a static web site that needs neither server nor network."""

import argparse
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from bot.cli.counting import counted
from bot.cli.output import written_to
from bot.conversation.views.site import site
from bot.domain.knowledge import Deck
from bot.errors import ExportError
from bot.rendering.site import PAGES, render, render_decks
from bot.settings import read_settings
from bot.storage.knowledge import deck_folders
from bot.storage.knowledge.loader import load_decks

_MARKED_WITHIN: Final = 200
"""Bytes from its beginning in which a page says of which deck it is."""


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
    if options.folder == Path("-"):
        raise ExportError("a web site is many files; name a folder instead of -")
    base_url = _base_url(options.base_url)
    folders = deck_folders(read_settings().knowledge)
    decks = load_decks(folders)
    for deck in decks:
        _refuse_lost_pages(deck)
    with written_to(options.folder):
        _make_room(options.folder, force=options.force)
        written = dict(_write(options.folder, _files(decks, folders, base_url)))
        _remove_lost_pages(decks, written)
    questions = sum(len(deck.entries) for deck in decks)
    print(f"{options.folder / 'index.html'}: {counted(questions, 'question', 'questions')}")
    print(f"{len(written)} files, {sum(written.values()) / 1e6:.1f} MB")
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


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[Path, int]]:
    """Write files, and yield where each is and how many bytes it has."""
    for name, held in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        yield path, path.write_bytes(held)


def _remove_lost_pages(decks: Sequence[Deck], written: Collection[Path]) -> None:
    """Remove pages of entries that the decks no longer hold, which say whose they were."""
    marks = [f'data-deck="{deck.id}"'.encode() for deck in decks]
    for folder in {path.parent for path in written}:
        for path in set(folder.glob("*.html")) - set(written):
            with path.open("rb") as file:
                beginning = file.read(_MARKED_WITHIN)
            if any(mark in beginning for mark in marks):
                path.unlink()


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
