"""The terms of a deck as arrays: which units hold which, how prominently, and how much they say.

A unit is what can win a match: an entry, or a topic outside the deck.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.tokens import (
    coarse_terms,
    compounds,
    token_terms,
    tokenise_all,
    weight,
)

Floats: TypeAlias = NDArray[np.floating]
Integers: TypeAlias = NDArray[np.integer]

_BODY: Final = 0.3
"""A text of the body of a unit counts as this many of its phrases."""

MOST_POSTINGS: Final = 200_000
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
        asked = tokenise_all(chain.from_iterable(unit.phrases for unit in units))
        said = tokenise_all(chain.from_iterable(unit.body for unit in units))
        phrases, phrase = self._number(asked, token_terms)
        body, text = self._number(said, coarse_terms)
        everyone = np.arange(self.size)
        unit_of_phrase = np.repeat(everyone, [len(unit.phrases) for unit in units])
        unit_of_text = np.repeat(everyone, [len(unit.body) for unit in units])
        self._lay_out_postings(
            np.concatenate([phrases, body]) * self.size
            + np.concatenate([unit_of_phrase[phrase], unit_of_text[text]]),
            np.repeat([1, _BODY], [len(phrases), len(body)]),
            np.bincount(unit_of_phrase, minlength=self.size),
        )
        self._lay_out_phrases(phrases, phrase, unit_of_phrase)

    def _number(
        self, texts: Iterable[Sequence[str]], split: Callable[[str], Iterable[str]]
    ) -> tuple[Integers, Integers]:
        """Return the ids of the distinct terms of each text, and which text each is from."""
        ids = self._ids
        by_token: dict[str, list[int]] = {}
        found = array("i")
        lengths = []
        for tokens in texts:
            held = {ids.setdefault(word, len(ids)) for word in compounds(tokens)}
            for token in tokens:
                if token not in by_token:
                    by_token[token] = [ids.setdefault(term, len(ids)) for term in split(token)]
                held.update(by_token[token])
            found.extend(held)
            lengths.append(len(held))
        return np.array(found, np.int64), np.repeat(np.arange(len(lengths)), lengths)

    def _lay_out_postings(self, keys: Integers, counts: Floats, phrases: Integers) -> None:
        """Order what the units hold by term.

        Args:
            keys: term by number of units plus unit, for every text that holds the term.
            counts: for how many phrases that text counts.
            phrases: how many phrases each unit has.
        """
        distinct, inverse = np.unique(keys, return_inverse=True)
        term, unit = np.divmod(distinct, self.size)
        share = np.bincount(inverse, counts) / phrases[unit]
        self._unit = unit.astype(np.int32)
        self._prominence = np.sqrt(share).astype(np.float32)
        self._posting = np.cumsum([0, *np.bincount(term, minlength=len(self._ids))])
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

    def _lay_out_phrases(self, terms_: Integers, phrase: Integers, unit: Integers) -> None:
        """Keep the terms of each phrase and the phrases of each unit."""
        self._phrase_term = terms_.astype(np.int32)
        self._phrase = np.cumsum([0, *np.bincount(phrase, minlength=len(unit))])
        self._phrases_of = np.cumsum([0, *np.bincount(unit, minlength=self.size)])
        squares = np.bincount(phrase, self._information[terms_] ** 2, len(unit))
        self._norm = np.sqrt(squares) + np.finfo(np.float32).eps

    def frequencies(self) -> dict[str, int]:
        """Return of how many phrases and units each term is part."""
        in_phrases = np.bincount(self._phrase_term, minlength=len(self._ids))
        return dict(zip(self._ids, (in_phrases + np.diff(self._posting)).tolist(), strict=True))

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
        order = np.argsort(-information, kind="stable")
        return Query(
            terms=tuple(known[i] for i in order),
            ids=numbers[order],
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
