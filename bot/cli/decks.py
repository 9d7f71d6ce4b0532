"""``--deck ID``: the deck that a command works on, where there are several."""

import argparse

from bot.decks import Knowledge, open_decks, open_knowledge
from bot.settings import read_settings


def add_deck_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deck", metavar="ID", help="which, if several are served (the first)")


def deck_of(options: argparse.Namespace) -> Knowledge:
    """Load the deck that was chosen.

    Raises:
        BotError: there is none such, or it has problems.
    """
    return open_knowledge(read_settings(), options.deck)


def left_out(options: argparse.Namespace) -> str:
    """Name the decks that are served beside the first, which was taken as none was chosen."""
    if options.deck:
        return ""
    first, *others = [known.deck.id for known in open_decks(read_settings())]
    return f" of {first}; --deck takes {' or '.join(others)}" if others else ""
