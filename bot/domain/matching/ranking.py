"""Ranking the entries of a deck, and the topics outside it, by how well they explain a text."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from bot.domain.knowledge import Deck, Entry, OutsideTopic
from bot.domain.matching.confidence import (
    NO_EVIDENCE,
    Standing,
    confidence,
    evidence,
    information,
    preferences,
)
from bot.domain.matching.index import Floats, Index, Integers, Query, Unit
from bot.domain.matching.reading import Reader, Reading

_ENTRIES: Final = 10
_OUTSIDE: Final = 5
"""So many entries and outside topics are compared with the text by their phrases as well."""


@dataclass(frozen=True)
class Candidate:
    """A unit that may be meant.

    Args:
        unit: its position in the index: the entries first, then the outside topics.
        share: the share (0 to 1) of what the text says that it explains.
        similarity: how similar (0 to 1) its nearest phrase is to the text.
        phrase: the position of that phrase among its phrases.
        standing: how it stands among the other units.
        confidence: the probability that it is meant.
    """

    unit: int
    share: float
    similarity: float
    phrase: int
    standing: Standing
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

    def part(self, chosen: slice | Integers) -> "_Shortlist":
        return _Shortlist(
            self.units[chosen],
            self.shares[chosen],
            self.similarities[chosen],
            self.phrases[chosen],
            self.evidence[chosen],
        )


class Ranker:
    """Ranks the units of a deck. Immutable, so threads may share it."""

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
        found = _Shortlist(
            units, shares[units], similarities, phrases, evidence(shares[units], similarities)
        )
        own = found.part(slice(len(entries)))
        rivals = found.part(slice(len(entries), None))
        said = information(query.total)
        return Ranking(
            reading,
            query,
            entries=_candidates(own, rivals, said),
            outside=_candidates(rivals, own, said),
        )

    def explained(self, query: Query, unit: int) -> dict[str, float]:
        """Return the share of what the query says that a unit explains, by term, largest first."""
        parts = self._index.parts(query, unit)
        return dict(sorted(parts.items(), key=lambda part: -part[1]))


def units(deck: Deck) -> list[Unit]:
    """Return what can win: all entries of the deck, then all topics outside it."""
    return [*map(_of_entry, deck.entries), *map(_of_outside, deck.outside)]


def _of_entry(entry: Entry) -> Unit:
    # The detail is left out: it was measured to add nothing but time.
    points = [text for point in entry.points for text in (point.zh, point.en)]
    return Unit(
        phrases=(entry.question.zh, entry.question.en, *entry.aliases),
        body=(entry.short.zh, entry.short.en, *points),
    )


def _of_outside(outside: OutsideTopic) -> Unit:
    return Unit(phrases=(outside.topic.zh, outside.topic.en, *outside.aliases))


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
    own = own.part(np.argsort(-own.evidence, kind="stable"))
    rival = float(rivals.evidence.max(initial=NO_EVIDENCE))
    columns = (column.tolist() for column in (*own, preferences(own.evidence)))
    candidates = []
    for unit, share, similarity, phrase, found, preference in zip(*columns, strict=True):
        standing = Standing(found, found - rival, preference, said)
        candidates.append(
            Candidate(unit, share, similarity, phrase, standing, confidence(standing))
        )
    return tuple(candidates)
