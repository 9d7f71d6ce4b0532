"""Ranking the entries of a deck, and the topics outside it, by how well they explain a text."""

from dataclasses import dataclass
from math import log1p
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
from bot.domain.matching.reading import Reader, Reading
from bot.domain.matching.tokens import is_gram, weight
from bot.domain.matching.vocabulary import Floats, Integers

_ENTRIES: Final = 10
_OUTSIDE: Final = 5
"""So many entries and outside topics are compared with the text by their phrases as well."""


class Candidate(NamedTuple):
    """A unit that may be meant.

    Args:
        unit: its position in the index: the entries first, then the outside topics.
        share: the share (0 to 1) of what the text says that it explains.
        similarity: how similar (0 to 1) its nearest phrase is to the text.
        phrase: the position of that phrase among its phrases.
        evidence: what speaks for it, in log-odds relative to other units.
        preference: the probability (0 to 1) that it is meant, if any entry or topic outside is.
        confidence: the probability that it is meant.
    """

    unit: int
    share: float
    similarity: float
    phrase: int
    evidence: float
    preference: float
    confidence: float


@dataclass(frozen=True)
class Ranking:
    """A text as it was read, and the best candidates of both kinds, best first."""

    reading: Reading
    query: Query
    entries: tuple[Candidate, ...] = ()
    outside: tuple[Candidate, ...] = ()


class _Shortlist(NamedTuple):
    """Units as parallel arrays."""

    units: Integers
    shares: Floats
    similarities: Floats
    phrases: Integers
    evidence: Floats

    def best(self, part: slice) -> "_Shortlist":
        """Return a part, the unit with most evidence first."""
        order = np.argsort(-self.evidence[part], kind="stable")
        return _Shortlist._make(column[part][order] for column in self)


class Ranker:
    """Ranks the units of a deck. Threads may share it."""

    def __init__(self, deck: Deck) -> None:
        self._entries = len(deck.entries)
        self._index = Index(units(deck))
        self._reader = Reader(self._index.frequencies())

    def rank(self, text: str) -> Ranking:
        """Return the candidates for ``text``; none if it has no term of the index."""
        reading = self._reader.read(text)
        query = self._index.query(reading.tokens)
        if not query.terms:
            return Ranking(reading, query)
        shares = self._index.shares(query)
        entries = _largest(shares[: self._entries], _ENTRIES)
        outside = _largest(shares[self._entries :], _OUTSIDE) + self._entries
        units = np.concatenate([entries, outside])
        similarities, phrases = self._index.nearest_phrases(query, units)
        found = evidence(shares[units], similarities)
        everything = _Shortlist(units, shares[units], similarities, phrases, found)
        own = everything.best(slice(len(entries)))
        rivals = everything.best(slice(len(entries), None))
        said = information(query.total)
        return Ranking(
            reading,
            query,
            entries=_candidates(own, rivals, said),
            outside=_candidates(rivals, own, said),
        )

    def said(self, text: str) -> dict[str, float]:
        """Return the terms of ``text``, also those that the index lacks, with how much each says.

        The 4-grams of words, which are there to forgive misspelling, are left out.
        """
        query = self._index.query(self._reader.read(text).tokens)
        weights = dict(zip(query.terms, query.information.tolist(), strict=True))
        weights |= {term: weight(term) * log1p(self._index.size) for term in query.unknown}
        return {term: said for term, said in weights.items() if not is_gram(term)}

    def explained(self, query: Query, unit: int) -> dict[str, float]:
        """Return the share of what the query says that a unit explains, by term, largest first."""
        parts = self._index.parts(query, unit)
        return dict(sorted(parts.items(), key=lambda part: -part[1]))


def units(deck: Deck) -> list[tuple[str, ...]]:
    """Return the phrases of what can win: all entries of the deck, then all topics outside it."""
    # The texts of the answers are left out: they were measured to add nothing but time.
    return [*map(_of_entry, deck.entries), *map(_of_outside, deck.outside)]


def _of_entry(entry: Entry) -> tuple[str, ...]:
    return (entry.question.zh, entry.question.en, *entry.aliases)


def _of_outside(outside: OutsideTopic) -> tuple[str, ...]:
    return (outside.topic.zh, outside.topic.en, *outside.aliases)


def _largest(values: Floats, most: int) -> Integers:
    """Return the positions of the largest positive values, at most ``most``, in no order."""
    if len(values) > most:
        positions = np.argpartition(-values, most)[:most]
    else:
        positions = np.arange(len(values))
    return positions[values[positions] > 0]


def _candidates(own: _Shortlist, rivals: _Shortlist, said: float) -> tuple[Candidate, ...]:
    """Return units of one kind as candidates, the one with most evidence first."""
    if not own.units.size:
        return ()
    preference = preferences(own.evidence, rivals.evidence)
    sure = confidence(own.evidence, preference, said)
    columns = (column.tolist() for column in (*own, preference, sure))
    return tuple(map(Candidate._make, zip(*columns, strict=True)))
