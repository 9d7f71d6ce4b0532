"""The terms of a deck as arrays: which units hold which, how prominently, and how much they say.

A unit is what can win a match: an entry, or a topic outside the deck.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from bot.domain.matching.tokens import compounds, is_gram, token_terms, weight
from bot.domain.matching.vocabulary import Floats, Integers, count, ranges

HALF_SAID: Final = 2.25
HALF_SAID_PER_PHRASE: Final = 0.0075
"""A term that so many phrases of a unit hold, and so many more for each phrase that the unit has,
is half as prominent there as a term can be. This is BM25's term frequency: between counting
phrases, which favours a unit that has many, and their share, which favours one that has few."""

_NOTHING: Final = np.zeros(1)

MOST_POSTINGS: Final = 200_000
"""Of a query's postings (a term in a unit), those of its most telling terms are used up to this
many. A deck of a few thousand entries never gets there; beyond, it bounds the time of a match."""


@dataclass(frozen=True)
class Query:
    """A text as its distinct terms, the most telling first.

    Args:
        terms: the terms that the index knows.
        ids: their ids.
        information: how much each of them says.
        unknown: the terms that the index lacks.
        total: how much all of the terms say, known and unknown.
        norm: the Euclidean norm of what those of them say that are no 4-grams of words.
    """

    terms: tuple[str, ...]
    ids: Integers
    information: Floats
    unknown: tuple[str, ...]
    total: float
    norm: float


class Index:
    """An inverted index from terms to units, and a forward one from phrases to terms."""

    def __init__(self, units: Sequence[Sequence[str]]) -> None:
        """Index units, each of which is given as the phrases that people ask for it with."""
        self.size = len(units)
        counted = count(chain.from_iterable(units))
        self._ids = dict(zip(counted.terms, range(len(counted.terms)), strict=True))
        lengths = np.array([*map(len, units)])
        unit_of = np.repeat(np.arange(self.size), lengths)
        half_said = HALF_SAID + HALF_SAID_PER_PHRASE * lengths
        self._lay_out_postings(counted.term * self.size + unit_of[counted.text], half_said)
        self._information = counted.weights * self._rarity()
        self._lay_out_phrases(counted.term, counted.text, lengths, counted.whole)

    def _lay_out_postings(self, keys: Integers, half_said: Floats) -> None:
        """Order what the units hold by term.

        Args:
            keys: term by number of units plus unit, for every phrase that holds the term.
            half_said: how many phrases of each unit have to hold a term for half its prominence.
        """
        distinct, phrases = np.unique(keys, return_counts=True)
        term, unit = np.divmod(distinct, self.size)
        self._unit = unit.astype(np.int32)
        self._prominence = (phrases / (phrases + half_said[unit])).astype(np.float32)
        self._posting = np.cumsum([0, *np.bincount(term, minlength=len(self._ids))])

    def _rarity(self) -> Floats:
        """Return the logarithm of how rare each term is.

        This is inverse document frequency, but a unit counts as holding the term only as far as
        it does so as prominently as the unit that holds it most.
        """
        starts = self._posting[:-1]
        holders = np.add.reduceat(self._prominence, starts)
        holders /= np.maximum.reduceat(self._prominence, starts)
        return np.log1p(self.size / holders)

    def _lay_out_phrases(
        self, term: Integers, phrase: Integers, phrases: Integers, whole: int
    ) -> None:
        """Keep the terms of each phrase, but no 4-grams of words, and the phrases of each unit.

        Args:
            term: the terms, those of the first phrase first.
            phrase: which phrase each is from.
            phrases: how many phrases each unit has.
            whole: the id of the first 4-gram.
        """
        self._in_phrases = np.bincount(term, minlength=len(self._ids))
        phrase, term = phrase[term < whole], term[term < whole]
        self._phrase_term = term.astype(np.int32)
        self._phrases_of = np.cumsum([0, *phrases])
        self._phrase = np.cumsum([0, *np.bincount(phrase, minlength=self._phrases_of[-1])])
        squares = np.bincount(phrase, self._information[term] ** 2, self._phrases_of[-1])
        self._norm = np.sqrt(squares) + np.finfo(np.float32).eps

    def frequencies(self) -> dict[str, int]:
        """Return how many phrases hold each term."""
        return dict(zip(self._ids, self._in_phrases.tolist(), strict=True))

    def query(self, tokens: Sequence[str]) -> Query:
        """Return a text, as tokens, in terms of this index."""
        ids = self._ids
        # Words that nobody joined before say nothing: only known compounds count.
        joined = (word for word in compounds(tokens) if word in ids)
        distinct = dict.fromkeys(chain(chain.from_iterable(map(token_terms, tokens)), joined))
        known = [term for term in distinct if term in ids]
        unknown = tuple(term for term in distinct if term not in ids)
        numbers = np.array([ids[term] for term in known], np.int32)
        information = self._information[numbers]
        unheard = np.log1p(self.size) * np.array([weight(term) for term in unknown])
        whole = [not is_gram(term) for term in (*known, *unknown)]
        order = np.argsort(-information, kind="stable")
        return Query(
            terms=tuple(known[i] for i in order),
            ids=numbers[order],
            information=information[order],
            unknown=unknown,
            total=float(information.sum() + unheard.sum()),
            norm=float(np.linalg.norm(np.concatenate([information, unheard])[whole])),
        )

    def shares(self, query: Query) -> Floats:
        """Return for each unit which share (0 to 1) of what the query says it explains.

        A unit explains a term as far as the term is prominent in it: the more of its phrases hold
        the term, the better, but never wholly.
        """
        lengths = self._posting[query.ids + 1] - self._posting[query.ids]
        used = max(1, int(np.searchsorted(np.cumsum(lengths), MOST_POSTINGS, side="right")))
        starts, lengths = self._posting[query.ids[:used]], lengths[:used]
        postings = ranges(starts, lengths)
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

        Similarity is the cosine (0 to 1) of the two vectors of what their terms say, 4-grams of
        words left out: those were measured to add nothing to it.
        """
        firsts, lasts = self._phrases_of[units], self._phrases_of[units + 1]
        # The terms of all phrases of a unit stand in a row.
        bounds = zip(self._phrase[firsts].tolist(), self._phrase[lasts].tolist(), strict=True)
        terms = np.concatenate([self._phrase_term[start:end] for start, end in bounds])
        phrases = ranges(firsts, lasts - firsts)
        squares = np.zeros(len(self._ids))
        squares[query.ids] = query.information**2
        upto = np.cumsum(np.concatenate([_NOTHING, squares[terms]]))
        ends = np.cumsum(self._phrase[phrases + 1] - self._phrase[phrases])
        products = np.diff(upto[ends], prepend=0.0)
        similarity = products / (self._norm[phrases] * query.norm)
        last = np.cumsum(lasts - firsts)
        spans = zip((last - lasts + firsts).tolist(), last.tolist(), strict=True)
        nearest = np.array([similarity[start:end].argmax() for start, end in spans], np.int32)
        return similarity[last - lasts + firsts + nearest], nearest
