"""The terms of a deck as arrays: which units hold which, how prominently, and how much they say.

A unit is what can win a match: an entry, or a topic outside the deck.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.tokens import terms, tokenise_all, weight

Floats: TypeAlias = NDArray[np.floating]
Integers: TypeAlias = NDArray[np.integer]

_BODY: Final = 0.15
"""An occurrence in the body of a unit counts as this many of its phrases."""

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
    """A text as its distinct terms, the most telling first.

    Args:
        terms: the terms that the index knows.
        ids: their ids.
        information: how much each of them says.
        unknown: the terms that the index lacks.
        total: how much all of the terms say, known and unknown.
        norm: the Euclidean norm of the same.
    """

    terms: tuple[str, ...]
    ids: Integers
    information: Floats
    unknown: tuple[str, ...]
    total: float
    norm: float


class Index:
    """An inverted index from terms to units, and a forward one from phrases to terms."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.size = len(units)
        self._ids: dict[str, int] = {}
        tokens = iter(tokenise_all(text for unit in units for text in (*unit.phrases, *unit.body)))
        phrases, counts = [], []
        for unit in units:
            phrases.append([self._distinct(held) for held in islice(tokens, len(unit.phrases))])
            body = Counter(chain.from_iterable(islice(tokens, len(unit.body))))
            counts.append(self._counts(phrases[-1], body))
        self._lay_out_postings(counts, [len(unit.phrases) for unit in units])
        self._lay_out_phrases(phrases)

    def _distinct(self, tokens: Iterable[str]) -> set[int]:
        ids = self._ids
        return {ids.setdefault(term, len(ids)) for term in terms(tokens)}

    def _counts(self, phrases: Iterable[set[int]], body: Mapping[str, int]) -> dict[int, float]:
        """Return in how many phrases of a unit each term stands; the body counts a little."""
        counts: dict[int, float] = {**Counter(chain.from_iterable(phrases))}
        ids = self._ids
        for token, occurrences in body.items():
            for term in terms((token,)):
                identity = ids.setdefault(term, len(ids))
                counts[identity] = counts.get(identity, 0) + _BODY * occurrences
        return counts

    def _lay_out_postings(self, counts: Sequence[dict[int, float]], phrases: Sequence[int]) -> None:
        lengths = [len(held) for held in counts]
        held = np.fromiter(chain.from_iterable(counts), np.int32)
        count = np.fromiter(chain.from_iterable(held.values() for held in counts), np.float32)
        order = np.argsort(held, kind="stable")
        share = np.sqrt(count / np.repeat(np.array(phrases, np.float32), lengths))
        self._unit = np.repeat(np.arange(self.size, dtype=np.int32), lengths)[order]
        self._prominence = share[order]
        self._posting = np.cumsum([0, *np.bincount(held, minlength=len(self._ids))])
        self._information = self._informations()

    def _informations(self) -> Floats:
        """Return how much each term says: its kind's weight by the logarithm of its rarity.

        This is inverse document frequency, but a unit counts as holding the term only as far as
        it does so as prominently as the unit that holds it most.
        """
        starts = self._posting[:-1]
        holders = np.add.reduceat(self._prominence, starts)
        holders /= np.maximum.reduceat(self._prominence, starts)
        kinds = np.fromiter(map(weight, self._ids), np.float32, len(self._ids))
        return kinds * np.log1p(self.size / holders)

    def _lay_out_phrases(self, phrases: Sequence[Sequence[set[int]]]) -> None:
        flat = [held for unit in phrases for held in unit]
        self._phrase_term = np.fromiter(chain.from_iterable(flat), np.int32)
        self._phrase = np.cumsum([0, *map(len, flat)])
        self._phrases_of = np.cumsum([0, *map(len, phrases)])
        phrase = np.repeat(np.arange(len(flat)), np.diff(self._phrase))
        squares = self._information[self._phrase_term] ** 2
        self._norm = np.sqrt(np.bincount(phrase, squares, len(flat))) + np.finfo(np.float32).eps

    def frequencies(self) -> dict[str, int]:
        """Return of how many phrases and units each term is part."""
        in_phrases = np.bincount(self._phrase_term, minlength=len(self._ids))
        return dict(zip(self._ids, (in_phrases + np.diff(self._posting)).tolist(), strict=True))

    def query(self, tokens: Iterable[str]) -> Query:
        """Return a text, as tokens, in terms of this index."""
        distinct = dict.fromkeys(terms(tokens))
        ids = np.array([self._ids[term] for term in distinct if term in self._ids], np.int32)
        unknown = tuple(term for term in distinct if term not in self._ids)
        unheard = np.log1p(self.size) * np.array([weight(term) for term in unknown])
        information = self._information[ids]
        order = np.argsort(-information, kind="stable")
        known = [term for term in distinct if term in self._ids]
        return Query(
            terms=tuple(known[i] for i in order),
            ids=ids[order],
            information=information[order],
            unknown=unknown,
            total=float(information.sum() + unheard.sum()),
            norm=float(np.sqrt((information**2).sum() + (unheard**2).sum())),
        )

    def shares(self, query: Query) -> Floats:
        """Return for each unit which share (0 to 1) of what the query says it explains.

        A unit explains a term as far as the term is prominent in it: by the square root of the
        share of its phrases that hold the term.
        """
        lengths = self._posting[query.ids + 1] - self._posting[query.ids]
        used = max(1, int(np.searchsorted(np.cumsum(lengths), MOST_POSTINGS, side="right")))
        starts, lengths = self._posting[query.ids[:used]], lengths[:used]
        postings = _ranges(starts, lengths)
        explained = self._prominence[postings] * np.repeat(query.information[:used], lengths)
        return np.bincount(self._unit[postings], explained, self.size) / query.total

    def parts(self, query: Query, unit: int) -> dict[str, float]:
        """Return the share of what the query says that a unit explains, by term."""
        found = {}
        for term, identity, information in zip(
            query.terms, query.ids, query.information, strict=True
        ):
            start, end = self._posting[identity : identity + 2]
            position = start + int(np.searchsorted(self._unit[start:end], unit))
            if position < end and self._unit[position] == unit:
                found[term] = float(self._prominence[position] * information / query.total)
        return found

    def nearest_phrases(self, query: Query, units: Integers) -> tuple[Floats, Integers]:
        """Return for each of the units how similar its nearest phrase is, and which that is.

        Similarity is the cosine (0 to 1) of the two vectors of what their terms say.
        """
        starts = self._phrases_of[units]
        counts = self._phrases_of[units + 1] - starts
        phrases = _ranges(starts, counts)
        lengths = self._phrase[phrases + 1] - self._phrase[phrases]
        squares = np.zeros(len(self._ids), np.float32)
        squares[query.ids] = query.information**2
        common = squares[self._phrase_term[_ranges(self._phrase[phrases], lengths)]]
        products = np.bincount(np.repeat(np.arange(len(phrases)), lengths), common, len(phrases))
        similarity = products / (self._norm[phrases] * query.norm)
        ends = np.cumsum(counts)
        nearest = np.array(
            [
                similarity[end - count : end].argmax()
                for end, count in zip(ends, counts, strict=True)
            ],
            np.int32,
        )
        return similarity[ends - counts + nearest], nearest


def _ranges(starts: Integers, lengths: Integers) -> Integers:
    """Return the indices start, start + 1, …, start + length - 1 of all the ranges in turn."""
    ends = np.cumsum(lengths)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(lengths.sum())
