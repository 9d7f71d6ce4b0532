"""Which folders hold decks, and how the files in them are at present."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from bot.errors import SettingsError

Marks: TypeAlias = frozenset[tuple[str, int, int]]
"""Files as they are: path, time of the last change in nanoseconds, size in bytes."""


def shipped_knowledge() -> Path:
    """Return the folder of the shipped knowledge base: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "_knowledge"
    return installed if installed.is_dir() else package.parent / "knowledge"


def deck_folders(named: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders of the decks that ``BOT_KNOWLEDGE`` names, in its order, each once.

    Args:
        named: folders with a ``deck.yaml``, or with such folders in them; the shipped one if none.

    Raises:
        SettingsError: one of them is not there, or holds no deck.
    """
    found: dict[Path, Path] = {}
    for folder in tuple(named) or (shipped_knowledge(),):
        if not folder.is_dir():
            raise SettingsError(
                f"BOT_KNOWLEDGE names {folder}, where there is no folder; name one with a deck.yaml"
            )
        inside = decks_in(folder)
        if not inside:
            raise SettingsError(
                f"BOT_KNOWLEDGE names {folder}, where there is no deck.yaml; `kb new` starts a deck"
            )
        for deck in inside:
            found.setdefault(deck.resolve(), deck)
    return tuple(found.values())


def decks_in(folder: Path) -> list[Path]:
    """Return this folder if it holds a deck, else the folders in it that do."""
    if (folder / "deck.yaml").is_file():
        return [folder]
    return [path.parent for path in sorted(folder.glob("*/deck.yaml"))]


def files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of decks in these folders, and the books that they may cite."""
    shelves = [shipped_knowledge()]
    for folder in folders:
        yield from folder.glob("*.y*ml")
        shelves += [folder, folder.parent]
    for shelf in dict.fromkeys(shelves):
        yield from shelf.glob("books/*")


def marks(folders: Iterable[Path]) -> Marks:
    """Return how the files of decks in these folders, and the books beside them, are at present."""
    found = set()
    for path in files(folders):
        try:
            stat = path.stat()
        except OSError:  # it is being replaced
            continue
        found.add((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(found)
