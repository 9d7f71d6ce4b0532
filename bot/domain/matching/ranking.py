"""Ranking the entries of a deck, and the topics outside it, by how well they explain a text."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.domain.knowledge import Deck, Entry, OutsideTopic
from bot.domain.matching.confidence import (
    Standing,
    confidence,
    evidence,
    information,
    preferences,
)
from bot.domain.matching.index import Floats, Index, Integers, Query, Unit
from bot.domain.matching.reading import Reader, Reading

_SHORTLIST: Final = 10
"""So many entries, and as many outside topics, are compared by their phrases as well."""


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


@dataclass(frozen=True)
class _Shortlist:
    """Units of one kind as parallel arrays, the one with the most evidence first."""

    units: Integers
    shares: Floats
    similarities: Floats
    phrases: Integers
    evidence: Floats


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
        entries = self._shortlist(query, shares, 0, self._entries)
        outside = self._shortlist(query, shares, self._entries, self._index.size)
        return Ranking(
            reading,
            query,
            _candidates(entries, outside, query),
            _candidates(outside, entries, query),
        )

    def explained(self, query: Query, unit: int) -> dict[str, float]:
        """Return the share of what the query says that a unit explains, by term, largest first."""
        parts = self._index.parts(query, unit)
        return dict(sorted(parts.items(), key=lambda part: -part[1]))

    def _shortlist(self, query: Query, shares: Floats, start: int, end: int) -> _Shortlist:
        units = start + _largest(shares[start:end])
        units = units[shares[units] > 0]
        similarities, phrases = self._index.nearest_phrases(query, units)
        found = evidence(shares[units], similarities)
        order = np.argsort(-found, kind="stable")
        return _Shortlist(
            units[order], shares[units][order], similarities[order], phrases[order], found[order]
        )


def units(deck: Deck) -> list[Unit]:
    """Return what can win: all entries of the deck, then all topics outside it."""
    return [*map(_of_entry, deck.entries), *map(_of_outside, deck.outside)]


def _of_entry(entry: Entry) -> Unit:
    points = [text for point in entry.points for text in (point.zh, point.en)]
    detail = [entry.detail.zh, entry.detail.en] if entry.detail else []
    return Unit(
        phrases=(entry.question.zh, entry.question.en, *entry.aliases),
        body=(entry.short.zh, entry.short.en, *points, *detail),
    )


def _of_outside(outside: OutsideTopic) -> Unit:
    return Unit(phrases=(outside.topic.zh, outside.topic.en, *outside.aliases))


def _largest(values: Floats) -> Integers:
    if len(values) > _SHORTLIST:
        return np.argpartition(-values, _SHORTLIST)[:_SHORTLIST]
    return np.arange(len(values))


def _candidates(own: _Shortlist, rivals: _Shortlist, query: Query) -> tuple[Candidate, ...]:
    if not own.units.size:
        return ()
    nobody = evidence(np.zeros(1), np.zeros(1))
    rival = float(max(rivals.evidence.max(initial=nobody[0]), nobody[0]))
    said = information(query.total)
    standings = [
        Standing(float(found), float(found) - rival, float(preference), said)
        for found, preference in zip(own.evidence, preferences(own.evidence), strict=True)
    ]
    return tuple(
        Candidate(int(unit), float(share), float(similarity), int(phrase), standing, sure)
        for unit, share, similarity, phrase, standing, sure in zip(
            own.units,
            own.shares,
            own.similarities,
            own.phrases,
            standings,
            map(confidence, standings),
            strict=True,
        )
    )
