"""The terms of a deck as arrays: which units hold which, how prominently, and how much they say.

A unit is what can win a match: an entry, or a topic outside the deck. A posting is a term in a
unit. All arrays are ordered by term, then unit, then phrase, so that what belongs together stands
in a row, and are as narrow as what they hold allows.
"""

from collections.abc import Sequence
from itertools import chain
from math import hypot, log1p
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.numbering import Numbering
from bot.domain.matching.tokens import compounds, is_gram, token_terms, weight
from bot.domain.matching.vocabulary import Counted, Floats, Integers, changes, ranges

HALF_SAID: Final = 2.25
HALF_SAID_PER_PHRASE: Final = 0.0075
"""A term that so many phrases of a unit hold, and so many more for each phrase that the unit has,
is half as prominent there as a term can be. This is BM25's term frequency: between counting
phrases, which favours a unit that has many, and their share, which favours one that has few."""

MOST_POSTINGS: Final = 200_000
"""Of a query's postings (a term in a unit), those of its most telling terms are used up to this
many. A deck of a few thousand entries never gets there; beyond, it bounds the time of a match."""


class Query(NamedTuple):
    """A text as its distinct terms.

    Args:
        terms: the terms.
        ids: their ids, ``UNKNOWN`` for those that the index lacks.
        information: how much each of them says, 0 for those that the index lacks.
        unknown: the terms that the index lacks, but for words that nobody joined before.
        total: how much all of the terms say, known and unknown.
        norm: the Euclidean norm of what those of them say that are no 4-grams of words.
    """

    terms: Sequence[str]
    ids: Integers
    information: Sequence[float]
    unknown: Sequence[str]
    total: float
    norm: float

    @property
    def says_something(self) -> bool:
        """Whether the index knows any of the terms."""
        return any(self.information)


class Postings(NamedTuple):
    """Where the terms of a query stand in an index, and the unit of each place."""

    places: Integers
    units: Integers


class Index:
    """An inverted index from terms to the units that hold them, and in which of their phrases.

    Args:
        counted: the terms of the phrases of all units, those of the first unit first.
        lengths: how many phrases each unit has.
    """

    def __init__(self, counted: Counted, lengths: Sequence[int]) -> None:
        self.size = len(lengths)
        self._unheard = log1p(self.size)
        self._numbering = Numbering(counted.terms)
        self._lengths = np.array(lengths, np.int64)
        unit = np.repeat(np.arange(self.size), lengths)[counted.text]
        firsts = np.flatnonzero(changes(counted.term) | changes(unit))
        self._lay_out_postings(counted, firsts, unit[firsts])
        self._lay_out_phrases(counted, firsts, unit)

    def _lay_out_postings(self, counted: Counted, firsts: Integers, unit: Integers) -> None:
        """Keep which units hold each term, and how much of it each explains.

        Args:
            counted: the terms of all phrases.
            firsts: where in them each posting begins.
            unit: the unit of each posting.
        """
        phrases = np.diff(firsts, append=len(counted.term))
        half_said = HALF_SAID + HALF_SAID_PER_PHRASE * self._lengths[unit]
        prominence = (phrases / (phrases + half_said)).astype(np.float32)
        term = counted.term[firsts]
        # At the end, where UNKNOWN points, is a term that nobody holds and that says nothing.
        held_by = np.bincount(term, minlength=len(counted.terms) + 1)
        self._held_by, self._starts = _narrow(held_by), np.cumsum(held_by) - held_by
        self._unit = _narrow(unit)
        says = counted.weights * self._rarity(prominence)
        self._information: Floats = np.append(says, np.float32(0))
        self._explained = prominence * self._information[term]

    def _rarity(self, prominence: Floats) -> Floats:
        """Return the logarithm of how rare each term is.

        This is inverse document frequency, but a unit counts as holding the term only as far as
        it does so as prominently as the unit that holds it most.
        """
        starts = self._starts[:-1]
        prominences: Floats = np.add.reduceat(prominence, starts)
        most: Floats = np.maximum.reduceat(prominence, starts)
        return np.log1p(self.size / (prominences / most))

    def _lay_out_phrases(self, counted: Counted, firsts: Integers, unit: Integers) -> None:
        """Keep which phrases hold each term, and how similar to each the term is.

        Args:
            counted: the terms of all phrases.
            firsts: where in them each posting begins.
            unit: the unit of each of them.
        """
        whole = int(np.searchsorted(counted.term, counted.whole))
        term, phrase = counted.term[:whole], counted.text[:whole]
        squares = np.square(self._information[term])
        norms: Floats = np.sqrt(np.bincount(phrase, squares)) + np.finfo(np.float32).eps
        self._product = (squares / norms[phrase]).astype(np.float32)
        self._phrase = _narrow(phrase - (np.cumsum(self._lengths) - self._lengths)[unit[:whole]])
        self._holders = _narrow(np.minimum(firsts, whole))
        self._phrases = _narrow(np.diff(self._holders, append=whole))

    def query(self, tokens: Sequence[str]) -> Query:
        """Return a text, as tokens, in terms of this index."""
        joined = compounds(tokens)
        terms = [*dict.fromkeys(chain(chain.from_iterable(map(token_terms, tokens)), joined))]
        ids = self._numbering.numbers(terms)
        information = self._information[ids].tolist()
        both = [*zip(terms, information, strict=True)]
        # Words that nobody joined before say nothing: only known compounds count.
        spared = set(joined).difference(tokens) if joined else ()
        unknown = [term for term, said in both if not said and term not in spared]
        unheard = [self._unheard * weight(term) for term in unknown]
        whole = [said for term, said in both if not is_gram(term)]
        whole += [said for term, said in zip(unknown, unheard, strict=True) if not is_gram(term)]
        total = sum(information) + sum(unheard)
        return Query(terms, ids, information, unknown, total, hypot(*whole))

    def postings(self, query: Query) -> Postings:
        """Return where the terms of a query stand in the index, as many of them as are used."""
        ids = query.ids
        if sum(self._held_by[ids].tolist()) > MOST_POSTINGS:
            ids = self._most_telling(ids)
        places = ranges(self._starts[ids], self._held_by[ids])
        return Postings(places, self._unit[places])

    def _most_telling(self, ids: Integers) -> Integers:
        ordered = ids[np.argsort(-self._information[ids], kind="stable")]
        upto = self._held_by[ordered].cumsum()
        return ordered[: max(1, int(upto.searchsorted(MOST_POSTINGS, side="right")))]

    def explained(self, postings: Postings) -> Floats:
        """Return for each unit how much of what a query says it explains.

        A unit explains a term as far as the term is prominent in it: the more of its phrases hold
        the term, the better, but never wholly.
        """
        of_each = self._explained[postings.places]
        explained: NDArray[Any] = np.bincount(postings.units, of_each, self.size)
        return explained

    def parts(self, query: Query, unit: int) -> dict[str, float]:
        """Return the share of what the query says that a unit explains, by term."""
        found = {}
        for term, identity in zip(query.terms, query.ids.tolist(), strict=True):
            start = int(self._starts[identity])
            end = start + int(self._held_by[identity])
            position = start + int(np.searchsorted(self._unit[start:end], unit))
            if position < end and self._unit[position] == unit:
                found[term] = float(self._explained[position] / query.total)
        return found

    def similarities(self, query: Query, postings: Postings, units: Integers) -> list[float]:
        """Return for each of the units how similar (0 to 1) its nearest phrase is.

        Similarity is the cosine of the two vectors of what their terms say, 4-grams of words left
        out: those were measured to add nothing to it.
        """
        nearest = self._products(postings, units).max(axis=1)
        return [product / query.norm for product in nearest.tolist()]

    def nearest_phrase(self, query: Query, unit: int) -> int:
        """Return which of the unit's phrases is the most similar one."""
        return int(self._products(self.postings(query), np.array([unit])).argmax())

    def _products(self, postings: Postings, units: Integers) -> Floats:
        """Return the dot product of a query with the phrases of units, which have the length 1.

        There is a row for each of the units, with a column for each phrase that one may have.
        """
        row_of = np.zeros(self.size, np.int32)
        row_of[units] = np.arange(1, len(units) + 1)
        row = row_of[postings.units]
        wanted = row.nonzero()[0]
        places = postings.places[wanted]
        held = self._phrases[places]
        holders = ranges(self._holders[places], held)
        columns = max(self._lengths[units].tolist())
        cells = self._phrase[holders] + ((row[wanted] - 1) * columns).repeat(held)
        products: NDArray[Any] = np.bincount(cells, self._product[holders], len(units) * columns)
        return products.reshape(-1, columns)


def _narrow(values: Integers) -> Integers:
    """Return numbers that are not negative in the narrowest signed type that holds them."""
    return values.astype(np.min_scalar_type(-int(values.max(initial=0)) - 1))
