"""Ranking the entries of a deck, and the topics outside it, by how well they explain a text."""

from collections.abc import Sequence
from itertools import chain
from math import log1p
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np

from bot.domain.knowledge import Deck, Entry, OutsideTopic
from bot.domain.matching.confidence import (
    confidence,
    evidence,
    information,
    preferences,
)
from bot.domain.matching.index import Index, Query
from bot.domain.matching.reading import SOMETIMES, Reader, Reading
from bot.domain.matching.tokens import is_gram, tokenise, weight
from bot.domain.matching.vocabulary import Floats, Integers, count

_ENTRIES: Final = 10
_OUTSIDE: Final = 5
"""So many entries and outside topics are compared with the text by their phrases as well."""


class Candidate(NamedTuple):
    """A unit that may be meant.

    Args:
        unit: its position in the index: the entries first, then the outside topics.
        share: the share (0 to 1) of what the text says that it explains.
        similarity: how similar (0 to 1) its nearest phrase is to the text.
        evidence: what speaks for it, in log-odds relative to other units.
        preference: the probability (0 to 1) that it is meant, if any entry or topic outside is.
        confidence: the probability that it is meant.
    """

    unit: int
    share: float
    similarity: float
    evidence: float
    preference: float
    confidence: float


class Ranking(NamedTuple):
    """A text as it was read, and the best candidates of both kinds, best first."""

    reading: Reading
    query: Query
    entries: tuple[Candidate, ...] = ()
    outside: tuple[Candidate, ...] = ()


class Ranker:
    """Ranks the units of a deck. Threads may share it; it can be pickled."""

    def __init__(self, deck: Deck) -> None:
        of_units = units(deck)
        self._entries = len(deck.entries)
        counted = count(chain.from_iterable(of_units))
        self._index = Index(counted, [*map(len, of_units)])
        self._reader = Reader(counted.frequencies(SOMETIMES))

    def rank(self, text: str) -> Ranking:
        """Return the candidates for ``text``; none if it has no term of the index."""
        reading, query = self._read(text)
        if not query.says_something:
            return Ranking(reading, query)
        postings = self._index.postings(query)
        explained = self._index.explained(postings)
        units = self._likeliest(explained)
        traits = zip(
            units.tolist(),
            [of_text / query.total for of_text in explained[units].tolist()],
            self._index.similarities(query, postings, units),
            strict=True,
        )
        candidates = _candidates([it for it in traits if it[1]], information(query.total))
        return Ranking(
            reading,
            query,
            entries=_best_first([it for it in candidates if it.unit < self._entries]),
            outside=_best_first([it for it in candidates if it.unit >= self._entries]),
        )

    def _likeliest(self, explained: Floats) -> Integers:
        """Return the units of both kinds that explain most of a text, as many as are weighed."""
        left = -explained
        entries = _least(left[: self._entries], _ENTRIES)
        outside = _least(left[self._entries :], _OUTSIDE)
        return np.concatenate([entries, outside + self._entries])

    def _read(self, text: str) -> tuple[Reading, Query]:
        """Return how a text is read, and that in terms of the index."""
        tokens = tokenise(text)
        query = self._index.query(tokens)
        reading = self._reader.read(tokens, query.unknown)
        return reading, self._index.query(reading.tokens) if reading.corrections else query

    def said(self, text: str) -> dict[str, float]:
        """Return the terms of ``text``, also those that the index lacks, with how much each says.

        The 4-grams of words, which are there to forgive misspelling, are left out.
        """
        _, query = self._read(text)
        weights = dict(zip(query.terms, query.information, strict=True))
        weights |= {term: weight(term) * log1p(self._index.size) for term in query.unknown}
        return {term: said for term, said in weights.items() if said and not is_gram(term)}

    def explained(self, query: Query, unit: int) -> dict[str, float]:
        """Return the share of what the query says that a unit explains, by term, largest first."""
        parts = self._index.parts(query, unit)
        return dict(sorted(parts.items(), key=lambda part: -part[1]))

    def nearest_phrase(self, query: Query, unit: int) -> int:
        """Return which of a unit's phrases is the most similar one to what the query says."""
        return self._index.nearest_phrase(query, unit)


def units(deck: Deck) -> list[tuple[str, ...]]:
    """Return the phrases of what can win: all entries of the deck, then all topics outside it."""
    # The texts of the answers are left out: they were measured to add nothing but time.
    return [*map(_of_entry, deck.entries), *map(_of_outside, deck.outside)]


def _of_entry(entry: Entry) -> tuple[str, ...]:
    return (entry.question.zh, entry.question.en, *entry.aliases)


def _of_outside(outside: OutsideTopic) -> tuple[str, ...]:
    return (outside.topic.zh, outside.topic.en, *outside.aliases)


def _least(values: Floats, most: int) -> Integers:
    """Return the positions of the smallest values, at most ``most``, in no order."""
    if len(values) <= most:
        return np.arange(len(values))
    return values.argpartition(most)[:most]


def _candidates(traits: Sequence[tuple[int, float, float]], said: float) -> list[Candidate]:
    """Return units as candidates.

    Args:
        traits: units of both kinds, with the share and the similarity of each.
        said: the logarithm of how much the text says.
    """
    found = [evidence(share, similarity) for _, share, similarity in traits]
    return [
        Candidate(*one, speaks, preferred, confidence(speaks, preferred, said))
        for one, speaks, preferred in zip(traits, found, preferences(found), strict=True)
    ]


def _best_first(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=attrgetter("evidence"), reverse=True))
