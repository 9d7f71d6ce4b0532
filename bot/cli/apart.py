"""Compiling decks in a process of its own, which gives back all the memory that it takes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings
from bot.storage.knowledge import PACKAGE, deck_folders, is_compiled


@contextmanager
def decks_compiled_apart(settings: Settings) -> Iterator[None]:
    """Have the decks compiled, if they are not, while something else is done inside.

    What goes wrong there is for whoever then opens the decks to say: that reads them.

    Raises:
        SettingsError: a folder is not there.
    """
    folders = deck_folders(settings.knowledge)
    if is_compiled(folders, settings.cache) or not _can_be_written(settings.cache):
        yield
        return
    # This program, whatever lies in the folder that somebody is in: hence -P.
    compiling = subprocess.Popen(  # noqa: S603 -- nothing of it is anybody's but ours
        [sys.executable, "-P", "-m", PACKAGE.name, "compile"],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with compiling:  # at its end it is waited for
        yield


def _can_be_written(folder: Path) -> bool:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return os.access(there, os.W_OK)
