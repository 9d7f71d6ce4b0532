"""What a deck is matched with, made of its phrases once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.knowledge import Deck, fold
from bot.domain.matching.numbering import UNKNOWN, Numbering
from bot.domain.matching.ranking import Ranker, units


class Verbatim:
    """Which unit a text is a phrase of, to the letter.

    Args:
        of_units: the phrases of each unit.
    """

    def __init__(self, of_units: Sequence[Sequence[str]]) -> None:
        self._numbering = Numbering(fold(phrase) for phrases in of_units for phrase in phrases)
        self._ends = np.cumsum([len(phrases) for phrases in of_units], dtype=np.int32)

    def unit(self, text: str) -> int | None:
        """Return the unit that has this text, but for case, spaces and punctuation, as a phrase."""
        phrase = self._numbering.number(fold(text))
        return None if phrase == UNKNOWN else int(self._ends.searchsorted(phrase, "right"))


@dataclass(frozen=True)
class Prepared:
    """All that is made of the phrases of a deck: plain values, which can be pickled."""

    ranker: Ranker
    verbatim: Verbatim


def prepare(deck: Deck) -> Prepared:
    """Return what a deck is matched with; most of the time that a matcher takes to make is here."""
    return Prepared(Ranker(deck), Verbatim(units(deck)[: len(deck.entries)]))
