"""What an interviewer listens for: an entry's points as words, and how much each word proves."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.knowledge import Entry
from bot.domain.matching.sound import sound
from bot.domain.matching.tokens import is_chinese
from bot.domain.scoring.words import Clause, clauses, words_of

_IN_QUESTION: Final = 0.3
"""A word of the question only tells which point is meant: it counts this much."""

_IN_TERMS: Final = 2.0
"""A word of a point's terms proves this many times as much as another of its words."""

_SHORTEST_CORRECTED: Final = 4
_LONG: Final = 7  # letters from which on two slips are forgiven


@dataclass(frozen=True)
class Criterion:
    """A point as words.

    Args:
        weights: how much each of its words, in either language, proves that it was made.
        clauses: its sentences in both languages.
    """

    weights: Mapping[str, float]
    clauses: tuple[Clause, ...]

    def weigh(self, *words: str) -> float:
        """Return how much words prove that the point was made."""
        return sum([self.weights.get(word, 0.0) for word in words])


class Rubric:
    """The criteria of an entry, and the words that answers to it are likely to hold.

    Args:
        entry: the entry.
        telling: how much a word says in this deck, 0 to 1.
        known: all words of the deck; they are taken as they are written.
    """

    def __init__(
        self, entry: Entry, telling: Callable[[str], float], known: Mapping[str, int]
    ) -> None:
        self.question = frozenset(chain(*words_of([entry.question.zh, entry.question.en])))
        self._telling = telling
        self._known = known
        terms = [frozenset(chain(*words_of(tuple(point.terms)))) for point in entry.points]
        sentences = [words_of([point.zh, point.en]) for point in entry.points]
        words = [key.union(*said) for key, said in zip(terms, sentences, strict=True)]
        shared = Counter(chain.from_iterable(words))
        self.criteria = tuple(
            Criterion(
                {word: self._weight(word, key, shared[word]) for word in held},
                (*clauses(point.zh), *clauses(point.en)),
            )
            for point, key, held in zip(entry.points, terms, words, strict=True)
        )
        self._vocabulary = self.question.union(*words)

    def _weight(self, word: str, terms: Set[str], points: int) -> float:
        """Return what a word proves of one of the ``points`` points that hold it."""
        weight = self._telling(word) / points
        weight *= _IN_TERMS if word in terms else 1
        return weight * (_IN_QUESTION if word in self.question else 1)

    def read(self, text: str) -> list[Clause]:
        """Return the clauses of an answer, its slips corrected to the words of this entry."""
        return [replace(clause, words=self._corrected(clause.words)) for clause in clauses(text)]

    def _corrected(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(
            word if word in self._vocabulary or word in self._known else self._meant(word)
            for word in words
        )

    def _meant(self, word: str) -> str:
        """Return the word of this entry that sounds like an unknown one, or is spelt nearly so."""
        if is_chinese(word):
            return self._sounds.get(sound(word), word)
        if len(word) < _SHORTEST_CORRECTED:
            return word
        slips = 1 if len(word) < _LONG else 2
        near = process.extractOne(word, self._latin, scorer=OSA.distance, score_cutoff=slips)
        return near[0] if near and near[0][0] == word[0] else word

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return {sound(word): word for word in self._vocabulary if is_chinese(word)}

    @cached_property
    def _latin(self) -> list[str]:
        return sorted(
            word
            for word in self._vocabulary
            if not is_chinese(word) and len(word) >= _SHORTEST_CORRECTED
        )
