"""A new deck: small, whole, and full of comments that say what to put where."""

import re
from pathlib import Path
from typing import Final

from bot.errors import KnowledgeError, Problem
from bot.storage.knowledge.schema import FILE, schema
from bot.storage.knowledge.writing import write

_TEMPLATE: Final = Path(__file__).with_name("template")


def start_deck(folder: Path) -> tuple[Path, ...]:
    """Write a deck of one entry to a folder.

    Args:
        folder: where to; the deck is named after it. It may be there already.

    Returns:
        The files that were written.

    Raises:
        KnowledgeError: one of the files is there already, or cannot be written.
    """
    sources = sorted(_TEMPLATE.rglob("*.yaml"))
    paths = [folder / source.relative_to(_TEMPLATE) for source in sources]
    for path in (*paths, folder / FILE):
        if path.exists():
            remedy = "choose another folder; nothing was changed"
            raise KnowledgeError((Problem(path, 1, 1, "the file is there already", remedy),))
    name = _id(folder.resolve().name)
    for source, path in zip(sources, paths, strict=True):
        _make_folder(path.parent)
        write(path, source.read_text("utf-8").replace("my-deck", name))
    write(folder / FILE, schema())
    return (*paths, folder / FILE)


def _id(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:38].strip("-") or "my-deck"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"the folder cannot be made ({error.strerror})"
        raise KnowledgeError((Problem(folder, 1, 1, what, "choose another one"),)) from error
