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

from bot.domain.matching.numbering import UNKNOWN, numbered
from bot.domain.matching.tokens import compounds, is_gram, terms, weight
from bot.domain.matching.vocabulary import Counted, Floats, Integers, changes, ranges

HALF_SAID: Final = 2.25
HALF_SAID_PER_PHRASE: Final = 0.0075
"""A term that so many phrases of a unit hold, and so many more for each phrase that the unit has,
is half as prominent there as a term can be. This is BM25's term frequency: between counting
phrases, which favours a unit that has many, and their share, which favours one that has few."""

MOST_POSTINGS: Final = 200_000
"""Of a query's postings (a term in a unit), those of its most telling terms are used up to this
many. A deck of a few thousand entries never gets there; beyond, it bounds the time of a match."""

TOGETHER: Final = 32
CELLS: Final = 20_000
"""So many queries are compared at once, if that makes no more cells than this, of which there is
one for each unit and query: they share what a call of numpy takes, whatever it is given. Beyond,
the arrays no longer fit the processor's cache, and there is nothing to be gained."""


class Query(NamedTuple):
    """A text as its distinct terms.

    Args:
        terms: the terms.
        ids: their ids, ``UNKNOWN`` for those that the index lacks.
        unknown: the terms that the index lacks, but for words that nobody joined before.
        heard: how much those terms say that the index knows.
        total: how much all of the terms say, known and unknown.
        norm: the Euclidean norm of what those of them say that are no 4-grams of words.
    """

    terms: Sequence[str]
    ids: Integers
    unknown: Sequence[str]
    heard: float
    total: float
    norm: float

    @property
    def says_something(self) -> bool:
        """Whether the index knows a word of it, or one number that is all of it.

        224 is a size of images, but 2 + 2 is a sum, whatever phrases hold a 2.
        """
        terms = zip(self.terms, self.ids.tolist(), strict=True)
        known = chain.from_iterable(term for term, number in terms if number != UNKNOWN)
        return any(map(str.isalpha, known)) or (
            self.heard > 0 and all(map(is_gram, self.terms[1:]))
        )


class Postings(NamedTuple):
    """Where the terms of queries stand in an index.

    Args:
        places: the places, query by query.
        cells: the cell of each: that of a unit is its number, and for every query before as many
            more as there are units.
        size: how many cells there are.
    """

    places: Integers
    cells: Integers
    size: int


class Index:
    """An inverted index from terms to the units that hold them, and in which of their phrases.

    Args:
        counted: the terms of the phrases of all units, those of the first unit first.
        lengths: how many phrases each unit has.
    """

    def __init__(self, counted: Counted, lengths: Sequence[int]) -> None:
        self.size = len(lengths)
        self.together = max(1, min(TOGETHER, CELLS // max(1, self.size)))
        self._unheard = log1p(self.size)
        self._lengths = np.array(lengths, np.int64)
        self._columns = max(lengths, default=0)
        unit = np.repeat(np.arange(self.size), lengths)[counted.text]
        firsts = np.flatnonzero(changes(counted.term) | changes(unit))
        says = self._lay_out_postings(counted, firsts, unit[firsts])
        self._lay_out_phrases(counted, firsts, unit, says)

    def _lay_out_postings(self, counted: Counted, firsts: Integers, unit: Integers) -> Floats:
        """Keep which units hold each term, and how much of it each explains.

        Args:
            counted: the terms of all phrases.
            firsts: where in them each posting begins.
            unit: the unit of each posting.

        Returns:
            how much each term says.
        """
        phrases = np.diff(firsts, append=len(counted.term))
        half_said = HALF_SAID + HALF_SAID_PER_PHRASE * self._lengths[unit]
        prominence = (phrases / (phrases + half_said)).astype(np.float32)
        term = counted.term[firsts]
        held_by = np.bincount(term, minlength=len(counted.terms))
        ends = np.cumsum(held_by)
        says: Floats = counted.weights * self._rarity(prominence, ends - held_by)
        self._unit, self._explained = _narrow(unit), prominence * says[term]
        # A term's id is its number. At the end, where UNKNOWN points, is one that nobody holds.
        self._numbering, order = numbered(counted.terms)
        self._held_by, self._ends = (
            _narrow(_with_none(held_by[order])),
            _narrow(_with_none(ends[order])),
        )
        self._information = _with_none(says[order])
        self._most_held = int(self._held_by.max())
        return says

    def _rarity(self, prominence: Floats, starts: Integers) -> Floats:
        """Return the logarithm of how rare each term is.

        This is inverse document frequency, but a unit counts as holding the term only as far as
        it does so as prominently as the unit that holds it most.
        """
        prominences: Floats = np.add.reduceat(prominence, starts)
        most: Floats = np.maximum.reduceat(prominence, starts)
        return np.log1p(self.size / (prominences / most))

    def _lay_out_phrases(
        self, counted: Counted, firsts: Integers, unit: Integers, says: Floats
    ) -> None:
        """Keep which phrases hold each term, and how similar to each the term is.

        Args:
            counted: the terms of all phrases.
            firsts: where in them each posting begins.
            unit: the unit of each of them.
            says: how much each term says.
        """
        whole = int(np.searchsorted(counted.term, counted.whole))
        term, phrase = counted.term[:whole], counted.text[:whole]
        squares = np.square(says[term])
        norms: Floats = np.sqrt(np.bincount(phrase, squares)) + np.finfo(np.float32).eps
        self._product = (squares / norms[phrase]).astype(np.float32)
        self._phrase = _narrow(phrase - (np.cumsum(self._lengths) - self._lengths)[unit[:whole]])
        ends = np.append(np.minimum(firsts[1:], whole), whole)[: len(firsts)]
        self._phrases, self._phrases_end = _narrow(np.diff(ends, prepend=0)), _narrow(ends)

    def queries(self, texts: Sequence[Sequence[str]]) -> list[Query]:
        """Return texts, each as its tokens, in terms of this index."""
        terms_of = [*map(terms, texts)]
        ids = self._numbering.numbers(chain.from_iterable(chain.from_iterable(terms_of)))
        information = self._information.take(ids).tolist()
        queries, start = [], 0
        for tokens, (whole, grams) in zip(texts, terms_of, strict=True):
            end = start + len(whole) + len(grams)
            said = information[start:end]
            heard, norm = sum(said), hypot(*said[: len(whole)])
            query = Query([*whole, *grams], ids[start:end], (), heard, heard, norm)
            queries.append(query if all(said) else self._with_unknown(query, tokens, said))
            start = end
        return queries

    def _with_unknown(self, query: Query, tokens: Sequence[str], said: Sequence[float]) -> Query:
        """Return a query that counts the terms that the index lacks, too.

        Args:
            query: the query without them.
            tokens: the text.
            said: how much each term says, 0 for those that the index lacks.
        """
        # Words that nobody joined before say nothing: only known compounds count.
        spared = {*compounds(tokens)}.difference(tokens)
        lacking = [term for term, says in zip(query.terms, said, strict=True) if not says]
        unknown = [term for term in lacking if term not in spared]
        unheard = [self._unheard * weight(term) for term in unknown]
        whole = [says for term, says in zip(unknown, unheard, strict=True) if not is_gram(term)]
        return query._replace(
            unknown=unknown, total=query.total + sum(unheard), norm=hypot(query.norm, *whole)
        )

    def said(self, query: Query) -> dict[str, float]:
        """Return how much each term of a query says, 0 for those that the index lacks."""
        return dict(zip(query.terms, self._information[query.ids].tolist(), strict=True))

    def postings(self, queries: Sequence[Query]) -> Postings:
        """Return where the terms of queries stand in the index, as many of them as are used."""
        used = [self._used(query.ids) for query in queries]
        ids = np.concatenate(used)
        held = self._held_by[ids].astype(np.int64)  # which numpy would else do for every call
        places = ranges(self._ends[ids], held)
        cells = self._unit.take(places)
        if len(used) > 1:
            before = (np.arange(len(used)) * self.size).repeat([*map(len, used)])
            cells = cells + before.repeat(held)
        return Postings(places, cells, self.size * len(used))

    def _used(self, ids: Integers) -> Integers:
        """Return those of a query's terms that are used: all of them, nearly always."""
        at_most = len(ids) * self._most_held  # small decks need not count
        if at_most <= MOST_POSTINGS or self._held_by[ids].sum() <= MOST_POSTINGS:
            return ids
        ordered = ids[np.argsort(-self._information[ids], kind="stable")]
        upto = np.cumsum(self._held_by[ordered], dtype=np.int64)
        return ordered[: max(1, int(upto.searchsorted(MOST_POSTINGS, side="right")))]

    def explained(self, postings: Postings) -> Floats:
        """Return how much of what each query says each unit explains, a row for each query.

        A unit explains a term as far as the term is prominent in it: the more of its phrases hold
        the term, the better, but never wholly.
        """
        of_each = self._explained.take(postings.places)
        explained: NDArray[Any] = np.bincount(postings.cells, of_each, postings.size)
        return explained.reshape(-1, self.size)

    def parts(self, query: Query, unit: int) -> dict[str, float]:
        """Return the share of what the query says that a unit explains, by term."""
        found = {}
        for term, identity in zip(query.terms, query.ids.tolist(), strict=True):
            end = int(self._ends[identity])
            start = end - int(self._held_by[identity])
            position = start + int(np.searchsorted(self._unit[start:end], unit))
            if position < end and self._unit[position] == unit:
                found[term] = float(self._explained[position] / query.total)
        return found

    def products(self, postings: Postings, cells: Integers) -> Floats:
        """Return for each of some cells the product of query and unit's nearest phrase.

        Divided by the norm of the query it is how similar (0 to 1) they are: the cosine of the two
        vectors of what their terms say, 4-grams of words left out. Those were measured to add
        nothing to it.
        """
        nearest: Floats = self._products(postings, cells.ravel()).max(axis=1)
        return nearest.reshape(cells.shape)

    def nearest_phrase(self, query: Query, unit: int) -> int:
        """Return which of the unit's phrases is the most similar one."""
        return int(self._products(self.postings([query]), np.array([unit])).argmax())

    def _products(self, postings: Postings, cells: Integers) -> Floats:
        """Return the dot products of queries with the phrases of units, which have the length 1.

        There is a row for each of the cells, with a column for each phrase that a unit may have.
        """
        row_end_of = np.zeros(postings.size, np.int32)
        row_end_of[cells] = np.arange(1, len(cells) + 1) * self._columns
        row_end = row_end_of.take(postings.cells)
        wanted = (row_end > 0).nonzero()[0]
        places = postings.places[wanted]
        held = self._phrases[places].astype(np.int64)
        holders = ranges(self._phrases_end[places], held)
        at = self._phrase[holders] + row_end[wanted].repeat(held)
        of_each = self._product[holders]
        # The first row, which is left out, is where rows end that nobody asked for.
        products: NDArray[Any] = np.bincount(at, of_each, (len(cells) + 1) * self._columns)
        return products.reshape(-1, self._columns)[1:]


def _with_none(values: NDArray[Any]) -> NDArray[Any]:
    return np.append(values, values.dtype.type(0))


def _narrow(values: Integers) -> Integers:
    """Return numbers that are not negative in the narrowest signed type that holds them."""
    return values.astype(np.min_scalar_type(-int(values.max(initial=0)) - 1))
