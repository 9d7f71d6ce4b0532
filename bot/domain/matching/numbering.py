"""Numbers for very many strings, of which eight bytes each are kept."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from bot.domain.matching.vocabulary import Integers

_NEVER: Final = (1 << 63) - 1
"""Larger than any fingerprint: a search for one ends at a place that there is."""

UNKNOWN: Final = -1


class Numbering:
    """Numbers strings, in an order of its own.

    Instead of a string its fingerprint is kept, its UTF-8 as one number modulo the prime 2^61 - 1,
    which is Python's own hash of a number (where pointers have 64 bits): a dictionary of the
    strings would take fifteen times as much. A string of up to seven bytes is told apart from all
    others of that length for certain; of longer ones, one in 10^12 is taken for one of a million
    that it is not. No string may begin with NUL or hold half a character.
    """

    def __init__(self, fingerprints: Integers) -> None:
        self._fingerprints = np.append(fingerprints, _NEVER)

    def numbers(self, strings: Iterable[str]) -> Integers:
        """Return the number of each string, ``UNKNOWN`` if it has none."""
        wanted = _fingerprints(strings)
        numbers = self._fingerprints.searchsorted(wanted)
        numbers[self._fingerprints.take(numbers) != wanted] = UNKNOWN
        return numbers


def numbered(strings: Iterable[str]) -> tuple[Numbering, Integers]:
    """Return a numbering of strings, and the place among them of each that is numbered, in order.

    Of strings that are there repeatedly it is the first.
    """
    fingerprints = _fingerprints(strings)
    order = np.argsort(fingerprints, kind="stable")
    return Numbering(fingerprints[order]), order


def _fingerprints(strings: Iterable[str]) -> Integers:
    whole = map(int.from_bytes, map(str.encode, strings))
    return np.fromiter(map(hash, whole), np.int64)
