"""The command line: ``python -m bot …``, installed as ``dl-interview-bot``."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from bot.cli import ask, doctor, evaluate, export, kb, serve
from bot.errors import BotError


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
    parser.set_defaults(command=serve.serve)
    commands = parser.add_subparsers(metavar="COMMAND")
    for part in (serve, ask, kb, evaluate, export, doctor):
        part.add_to(commands)
    options = parser.parse_args(arguments)
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


def _make_streams_forgiving() -> None:
    """Read and write UTF-8 whatever the locale says; bytes that are none become U+FFFD."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
