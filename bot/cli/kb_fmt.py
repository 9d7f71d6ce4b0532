"""``kb fmt``: keep the files of a knowledge base tidy."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.cli.counting import counted
from bot.errors import KnowledgeError, Problem
from bot.settings import read_settings
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.formatting import tidy
from bot.storage.knowledge.source import read_text
from bot.storage.knowledge.writing import write


def add_to(parts: Any) -> None:
    part = parts.add_parser("fmt", help="lay files out well: order of keys, indentation, lists")
    part.add_argument(
        "paths", nargs="*", type=Path, help="folders or files; default: the deck that is used"
    )
    part.add_argument("--check", action="store_true", help="change nothing, say what is untidy")
    part.set_defaults(command=kb_fmt)


def kb_fmt(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    files = untidy = 0
    paths = options.paths or read_settings().knowledge or [shipped_knowledge()]
    for path in _files(paths):
        files += 1
        try:
            untidy += _format(path, check=options.check)
        except KnowledgeError as error:
            problems += error.problems
    if not files:
        names = ", ".join(map(str, paths))
        print(f"there is no .yaml file in {names}; name a deck's folder", file=sys.stderr)
    for problem in problems:
        print(problem, file=sys.stderr)
    done = "to be formatted" if options.check else "formatted"
    print(f"{counted(files, 'file', 'files')}, {untidy} {done}")
    return 1 if problems or not files or (options.check and untidy) else 0


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _format(path: Path, *, check: bool) -> bool:
    """Return whether the file was not tidy."""
    before = read_text(path)
    after = tidy(before, path)
    if after == before:
        return False
    if not check:
        write(path, after)
    print(path)
    return True
