"""How many: as it is said, and as it is asked for."""

import argparse
from typing import Final

MOST_LISTED: Final = 50


def counted(number: int, one: str, several: str) -> str:
    """Return a number with the words for what is counted: ``1 entry``, ``2 entries``."""
    return f"{number} {one if number == 1 else several}"


def add_limit_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit",
        type=_number,
        default=MOST_LISTED,
        metavar="N",
        help=f"how many (default: {MOST_LISTED})",
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:9])):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text[:9])
