"""What was made of the files of decks, kept so that the next start need not make it again.

A file of the user's cache folder holds it, pickled, with the key of what it was made from: the
content of all files of the decks, this product's code, and the versions of Python and of the
libraries whose values are in it. docs/decisions/speed.md says why it may be trusted.
"""

import os
import pickle
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import cache as once
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import numpy as np
import pydantic
import structlog

from bot.storage.knowledge.folders import files

log = structlog.get_logger(__name__)

T = TypeVar("T")

PACKAGE: Final = Path(__file__).parents[2]
KEPT: Final = 8
"""So many sets of decks have a file; of more, those that were written longest ago go."""

_CHECKSUM_BYTES: Final = 4
_PART_BYTES: Final = 1 << 16
_SUFFIX: Final = ".compiled"


def compiled(folders: Sequence[Path], make: Callable[[], T], cache: Path) -> T:
    """Return what ``make`` makes of decks: as it was kept, if nothing has changed since.

    Args:
        folders: the folders of the decks.
        make: reads them; what it returns is kept, what it raises is not.
        cache: the folder that holds what is kept; it need not be there, or be writable.
    """
    path, key = _path(folders, cache), _key(folders)
    kept = _opened(path, key)
    if kept:
        with kept:
            made: T = pickle.load(kept)  # noqa: S301 -- ours, see _is_trusted
            return made
    made = make()
    if _key(folders) == key:  # else a file was changed while it was read
        try:
            _write(path, key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        except OSError as error:  # a disk that is full, or that nobody may write to
            log.debug("compiled knowledge not kept", reason=str(error))
    return made


def is_compiled(folders: Sequence[Path], cache: Path) -> bool:
    """Tell whether ``compiled`` has kept what is made of decks as they are now."""
    kept = _opened(_path(folders, cache), _key(folders))
    if kept:
        kept.close()
    return kept is not None


def _path(folders: Iterable[Path], cache: Path) -> Path:
    name = sha256("\0".join(str(folder.resolve()) for folder in folders).encode()).hexdigest()
    return cache / f"{name[:16]}{_SUFFIX}"


def _key(folders: Iterable[Path]) -> bytes:
    """Return a digest of all that decides what is made of decks."""
    digest = sha256("\n".join(_program()).encode())
    for path in sorted(files(folders)):
        with suppress(OSError):  # it is being replaced: who reads it will say so
            content = path.read_bytes()
            digest.update(f"{path}\n{len(content)}\n".encode())
            digest.update(content)
    return digest.digest()


@once
def _program() -> tuple[str, ...]:
    """Return what runs here: versions and modules as they are when a process first asks.

    It goes on with these, whatever is installed meanwhile: what it makes is not the new one's.
    """
    return sys.version, np.__version__, pydantic.VERSION, *_code(PACKAGE)


def _code(folder: str | Path) -> Iterator[str]:
    """Yield the modules below a folder with size and time of change, which .pyc files go by, too.

    The time is in whole seconds, because the layers of a container's image keep no more.
    """
    with os.scandir(folder) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _code(entry.path)
            elif entry.name.endswith((".py", ".ftl")):
                status = entry.stat()
                yield f"{entry.path}\n{status.st_size}\n{int(status.st_mtime)}\n"


def _opened(path: Path, key: bytes) -> BinaryIO | None:
    """Return what was kept under a key, if it is whole and nobody else can have written it."""
    with suppress(OSError), ExitStack() as closing:
        file = closing.enter_context(path.open("rb"))
        if not _is_trusted(os.fstat(file.fileno())):
            log.debug("compiled knowledge of somebody else is left alone", path=str(path))
        elif file.read(len(key)) == key and _is_whole(file):
            closing.pop_all()
            return file
    return None


def _is_whole(file: BinaryIO) -> bool:
    """Whether a file goes on, behind a checksum, with what that was made of; it is read next.

    It is read in parts. Memory for all of it would be the C library's measure of how much to keep
    when it is free: twice as much from then on, and each reload left 7 MB.
    """
    checksum, begin, found = file.read(_CHECKSUM_BYTES), file.tell(), 0
    while part := file.read(_PART_BYTES):
        found = zlib.crc32(part, found)
    file.seek(begin)
    return found.to_bytes(_CHECKSUM_BYTES) == checksum


def _is_trusted(status: os.stat_result) -> bool:
    """Whether only we, or the system's administrator, can have written a file: a pickle is code."""
    if not hasattr(os, "geteuid"):  # Windows: the folder is in the user's profile
        return True
    others = stat.S_IWGRP | stat.S_IWOTH
    return status.st_uid in {os.geteuid(), 0} and not status.st_mode & others


def _write(path: Path, key: bytes, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(_SUFFIX, dir=path.parent)  # with mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.write(zlib.crc32(content).to_bytes(_CHECKSUM_BYTES))
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    for old in sorted(path.parent.glob(f"*{_SUFFIX}"), key=_written)[:-KEPT]:
        old.unlink(missing_ok=True)


def _written(path: Path) -> float:
    with suppress(OSError):  # another process has removed it
        return path.stat().st_mtime
    return 0.0
