"""What a deck is matched with, made of its phrases once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.knowledge import Deck, fold
from bot.domain.matching.numbering import UNKNOWN, numbered
from bot.domain.matching.ranking import Ranker, units
from bot.domain.normalising import spell_out


def _key(phrase: str) -> str:
    return fold(spell_out(phrase))


class Verbatim:
    """Which unit a text is a phrase of, to the letter.

    Args:
        of_units: the phrases of each unit.
    """

    def __init__(self, of_units: Sequence[Sequence[str]]) -> None:
        folded = (_key(phrase) for phrases in of_units for phrase in phrases)
        self._numbering, order = numbered(folded)
        owners = np.repeat(np.arange(len(of_units), dtype=np.int32), [*map(len, of_units)])
        self._owners = np.append(owners[order], np.int32(UNKNOWN))

    def units(self, texts: Sequence[str]) -> list[int]:
        """Return the unit that has each text, but for case, spaces and punctuation, as a phrase.

        It is ``UNKNOWN`` if none has.
        """
        owners: list[int] = self._owners.take(self._numbering.numbers(map(_key, texts))).tolist()
        return owners


@dataclass(frozen=True)
class Prepared:
    """All that is made of the phrases of a deck: plain values, which can be pickled."""

    ranker: Ranker
    verbatim: Verbatim


def prepare(deck: Deck) -> Prepared:
    """Return what a deck is matched with; most of the time that a matcher takes to make is here."""
    return Prepared(Ranker(deck), Verbatim(units(deck)[: len(deck.entries)]))
