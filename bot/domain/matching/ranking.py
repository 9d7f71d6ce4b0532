"""Ranking the entries of a deck, and the topics outside it, by how well they explain a text."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress, islice
from math import log1p
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

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
from bot.domain.matching.tokens import cut, is_gram, weight
from bot.domain.matching.vocabulary import Floats, Integers, count
from bot.domain.normalising import normalise

_ENTRIES: Final = 10
_OUTSIDE: Final = 5
"""So many entries and outside topics are compared with the text by their phrases as well."""


_TIE: Final = 1e-12
"""Of units that explain as much, to about this, the first ones are taken."""


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


Candidates: TypeAlias = tuple[Candidate, ...]
_BY_EVIDENCE: Final = itemgetter(Candidate._fields.index("evidence"))
_candidate = partial(tuple.__new__, Candidate)  # what Candidate._make does, in a third of the time


class Ranking(NamedTuple):
    """A normalised text, how it was read, and the best candidates of both kinds, best first."""

    text: str
    reading: Reading
    query: Query
    entries: Candidates = ()
    outside: Candidates = ()


class Ranker:
    """Ranks the units of a deck. Threads may share it; it can be pickled."""

    def __init__(self, deck: Deck) -> None:
        of_units = units(deck)
        self._entries = len(deck.entries)
        counted = count(chain.from_iterable(of_units))
        self._index = Index(counted, [*map(len, of_units)])
        self._reader = Reader(counted.frequencies(SOMETIMES))
        self._ties = np.arange(len(of_units)) * _TIE

    def rank(self, texts: Iterable[str]) -> Iterator[Ranking]:
        """Yield the candidates for each text; none if it says nothing.

        Args:
            texts: normalised texts. As many as are best ranked together are taken at a time.
        """
        coming = iter(texts)
        while together := [*islice(coming, self._index.together)]:
            readings, queries = self._read(together)
            telling = [query.says_something for query in queries]
            best = self._weigh([*compress(queries, telling)])
            for text, reading, query, tells in zip(
                together, readings, queries, telling, strict=True
            ):
                found = next(best) if tells else ()
                yield Ranking(text, reading, query, *found)

    def _weigh(self, queries: Sequence[Query]) -> Iterator[tuple[Candidates, Candidates]]:
        """Yield the best entries and the best outside topics for each query that says something."""
        if not queries:
            return
        postings = self._index.postings(queries)
        explained = self._index.explained(postings)
        units = self._likeliest(explained)
        cells = units + np.arange(0, postings.size, self._index.size)[:, None]
        total, norm, said = np.array(
            [(query.total, query.norm, information(query.total)) for query in queries]
        ).T[:, :, None]
        share = explained.take(cells) / total
        similarity = self._index.products(postings, cells) / norm
        speaks = evidence(share, similarity)
        preferred = preferences(speaks)
        sure = confidence(speaks, preferred, said)
        columns = (units, share, similarity, speaks, preferred, sure)
        for row in zip(*map(np.ndarray.tolist, columns), strict=True):
            both = [*map(_candidate, zip(*row, strict=True))]
            entries = min(_ENTRIES, self._entries)
            yield _best_first(both[:entries]), _best_first(both[entries:])

    def _likeliest(self, explained: Floats) -> Integers:
        """Return the units of both kinds that explain most, in order, a row for each text."""
        left = self._ties - explained
        entries = _least(left[:, : self._entries], _ENTRIES)
        outside = _least(left[:, self._entries :], _OUTSIDE) + self._entries
        units = np.concatenate([entries, outside], axis=1)
        units.sort(axis=1)
        return units

    def _read(self, texts: Sequence[str]) -> tuple[list[Reading], list[Query]]:
        """Return how normalised texts are read, and that in terms of the index."""
        tokens = [*map(cut, texts)]
        queries = self._index.queries(tokens)
        readings = [*map(self._reader.read, tokens, [query.unknown for query in queries])]
        mended = [at for at, reading in enumerate(readings) if reading.corrections]
        if mended:
            anew = self._index.queries([readings[at].tokens for at in mended])
            for at, query in zip(mended, anew, strict=True):
                queries[at] = query
        return readings, queries

    def said(self, text: str) -> dict[str, float]:
        """Return the terms of ``text``, also those that the index lacks, with how much each says.

        The 4-grams of words, which are there to forgive misspelling, are left out.
        """
        _, (query,) = self._read([normalise(text)])
        weights = self._index.said(query)
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


def _best_first(candidates: list[Candidate]) -> Candidates:
    """Return those of the candidates that explain something."""
    candidates.sort(key=_BY_EVIDENCE, reverse=True)
    while candidates and not candidates[-1].share:
        candidates.pop()
    return tuple(candidates)


def _least(values: Floats, most: int) -> Integers:
    """Return the positions of the smallest values of each row, at most ``most``, in no order."""
    rows, columns = values.shape
    if columns <= most:
        return np.tile(np.arange(columns), (rows, 1))
    return values.argpartition(most, axis=1)[:, :most]
