"""Numbers for very many strings, of which eight bytes each are kept."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from bot.domain.matching.vocabulary import Integers

_PRIME: Final = (1 << 63) - 25
_NEVER: Final = (1 << 63) - 1
"""Larger than any fingerprint: a search for one ends at a place that there is."""

UNKNOWN: Final = -1


class Numbering:
    """Numbers strings by their place in a list.

    Instead of a string its fingerprint is kept, its UTF-8 as one number modulo a prime near 2^63:
    a dictionary of the strings would take fifteen times as much. A string of up to seven bytes is
    told apart from all others of that length for certain; of longer ones, one in 10^12 is taken
    for one of a million that it is not. No string may begin with NUL or hold half a character.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        fingerprints = _fingerprints(strings)
        order = np.argsort(fingerprints, kind="stable")
        self._fingerprints = np.append(fingerprints[order], _NEVER)
        self._numbers = np.append(order, UNKNOWN).astype(np.int32)

    def number(self, string: str) -> int:
        """Return the place of a string in the list, ``UNKNOWN`` if it is not in it."""
        wanted = _fingerprint(string)
        place = self._fingerprints.searchsorted(wanted)
        return int(self._numbers[place]) if self._fingerprints[place] == wanted else UNKNOWN

    def numbers(self, strings: Iterable[str]) -> Integers:
        """Return what ``number`` does of each string; many at once take less time."""
        wanted = _fingerprints(strings)
        places = self._fingerprints.searchsorted(wanted)
        numbers = self._numbers[places]
        numbers[self._fingerprints[places] != wanted] = UNKNOWN
        return numbers


def _fingerprint(string: str) -> int:
    return int.from_bytes(string.encode()) % _PRIME


def _fingerprints(strings: Iterable[str]) -> Integers:
    whole = map(int.from_bytes, map(str.encode, strings))
    return np.array([number % _PRIME for number in whole], np.int64)
