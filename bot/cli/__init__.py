"""The command line: ``python -m bot …``, installed as ``dl-interview-bot``."""

import argparse
import io
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from types import ModuleType
from typing import Final

from bot.cli.lean import absent
from bot.cli.staying import staying
from bot.errors import BotError

COMMANDS: Final = {
    "run": "serve",
    "chat": "serve",
    "ask": "ask",
    "kb": "kb",
    "eval": "evaluate",
    "export": "export",
    "doctor": "doctor",
    "compile": "compile",
}
"""The modules of this package by the commands that they hold."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line.

    Args:
        arguments: the words behind the program's name.

    Returns:
        The exit status: 0, or 1 with the reason on standard error.
    """
    parser = argparse.ArgumentParser(
        "dl-interview-bot",
        description="Answers deep-learning interview questions and drills you on them. "
        "Without a command: Telegram if BOT_TOKEN is set, else the console chat.",
    )
    parser.add_argument("--version", action="store_true", help="say which version this is")
    commands = parser.add_subparsers(metavar="COMMAND")
    with staying():
        with absent("rich"):  # for tracebacks in colour: 3 MB and 35 ms
            import_module("structlog")
        for part in _parts(arguments):
            part.add_to(commands)
    options = parser.parse_args(arguments)
    if options.version:
        print(parser.prog, import_module("importlib.metadata").version(parser.prog))
        return 0
    if "command" not in options:
        options.command = import_module("bot.cli.serve").serve
    _make_streams_forgiving()
    try:
        return int(options.command(options))
    except BotError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads us has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parts(arguments: Sequence[str]) -> Iterable[ModuleType]:
    """Return the modules that the parser needs: to import them all takes half a second."""
    first = arguments[0] if arguments else "run"
    names = [COMMANDS[first]] if first in COMMANDS else dict.fromkeys(COMMANDS.values())
    return (import_module(f"bot.cli.{name}") for name in names)


def _make_streams_forgiving() -> None:
    """Read and write UTF-8 whatever the locale says; bytes that are none become U+FFFD."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
