"""The terms of a deck as arrays: which units hold which, how prominently, and how rare they are.

A unit is what can win a match: an entry, or a topic outside the deck.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.tokens import terms, tokenise, weight

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int32]

# One occurrence in the body of an entry counts as this many phrases.
_BODY: Final = 0.15

MOST_POSTINGS: Final = 300_000
"""Of a query's postings (a term in a unit), those of its most telling terms are used up to this
many. A deck of a few thousand entries never gets there; beyond, it bounds the time of a match."""


@dataclass(frozen=True)
class Unit:
    """What can win a match: how people ask for it, and what is said about it."""

    phrases: tuple[str, ...]
    body: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """A text as the distinct terms that the index knows.

    Args:
        ids: the terms' ids.
        information: how much each of them says.
        total: how much all terms of the text say, including those that the index lacks.
        squares: the sum of the squares of the same.
        unknown: the terms that the index lacks.
    """

    ids: Integers
    information: Floats
    total: float
    squares: float
    unknown: tuple[str, ...]


class Index:
    """An inverted index from terms to units, and the terms of each phrase."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.size = len(units)
        self._ids: dict[str, int] = {}
        phrases = [[self._distinct(phrase) for phrase in unit.phrases] for unit in units]
        postings = [
            self._counts(held, unit.body) for held, unit in zip(phrases, units, strict=True)
        ]
        self._lay_out_phrases(phrases)
        self._lay_out_postings(postings, [len(unit.phrases) for unit in units])
        self._unknown = float(np.log1p(self.size))

    def _distinct(self, phrase: str) -> set[int]:
        ids = self._ids
        return {ids.setdefault(term, len(ids)) for term in terms(tokenise(phrase))}

    def _counts(self, phrases: Iterable[set[int]], body: Iterable[str]) -> dict[int, float]:
        """Return in how many phrases of a unit each term stands; the body counts a little."""
        counts: dict[int, float] = Counter(chain.from_iterable(phrases))
        ids = self._ids
        for term, occurrences in Counter(
            chain.from_iterable(terms(tokenise(text)) for text in body)
        ).items():
            identity = ids.setdefault(term, len(ids))
            counts[identity] = counts.get(identity, 0) + _BODY * occurrences
        return counts

    def _lay_out_phrases(self, phrases: Sequence[Sequence[set[int]]]) -> None:
        flat = [held for unit in phrases for held in unit]
        self._phrase_terms = np.fromiter(chain.from_iterable(flat), dtype=np.int32)
        self._phrase_ends = np.cumsum([0, *map(len, flat)])
        self._unit_ends = np.cumsum([0, *map(len, phrases)])

    def _lay_out_postings(
        self, postings: Sequence[dict[int, float]], phrases: Sequence[int]
    ) -> None:
        lengths = [len(counts) for counts in postings]
        held = np.fromiter(chain.from_iterable(postings), dtype=np.int32)
        counts = np.fromiter(
            chain.from_iterable(counts.values() for counts in postings), dtype=np.float32
        )
        prominence = np.sqrt(counts / np.repeat(np.array(phrases, dtype=np.float32), lengths))
        order = np.argsort(held, kind="stable")
        self._units = np.repeat(np.arange(self.size, dtype=np.int32), lengths)[order]
        self._prominence: Floats = prominence[order]
        self._ends = np.cumsum(np.bincount(held, minlength=len(self._ids) + 1)[:-1])
