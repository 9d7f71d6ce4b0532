"""Which points a typed answer makes.

The answer is cut into clauses. For each point, the run of up to three clauses that says most of
it is sought: what it shares with the point's terms and sentences in both languages, weighed by how
rare a word is in the deck and among the entry's points, against how much else is said there. The
evidence is how strong that is; its lead over the point that the same clauses say next most of; what
more another clause adds; whether the opposite of the point is said instead; and which share of all
that is said the entry accounts for. ``python -m benchmarks.fit_scoring`` fits the weights.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from math import log
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.knowledge import Deck, Entry
from bot.domain.scoring.rubric import Criterion, Rubric
from bot.domain.scoring.score import PointResult, Score
from bot.domain.scoring.words import Clause, words_of

Floats: TypeAlias = NDArray[np.floating]
Flags: TypeAlias = NDArray[np.bool_]

MOST_CHARACTERS: Final = 4096
"""Of a longer answer the rest is not read."""

WEIGHTS: Final = {
    "certain": -0.75,
    "strength": 1.52,
    "lead": 1.93,
    "more": 1.12,
    "denial": -2.26,
    "heard": 1.20,
}
"""What each part of the evidence weighs in the log-odds that a point is made."""

MADE: Final = 0.55
"""A point is made from this probability on: F1 is at its height from 0.45 to 0.55, and what is
wrong but fluent gets least at the end of that."""

_LONGEST_RUN: Final = 3
_LETTER: Final = 0.5  # what a single letter or character says, against a word as rare


class Scorer:
    """Scores answers to the entries of a deck."""

    def __init__(self, deck: Deck) -> None:
        texts = [
            text
            for entry in deck.entries
            for said in (entry.short, *entry.points)
            for text in (said.zh, said.en)
        ]
        self._holders = Counter(chain.from_iterable(words_of(texts)))
        self._texts = len(texts) / 2  # of each language
        self._rubric = lru_cache(maxsize=None)(self._make_rubric)

    def score(self, entry: Entry, text: str) -> Score:
        """Return which points of ``entry`` the answer ``text`` makes, in either language or both.

        Wording, typos, homophones and Traditional characters cost nothing; words that stand in the
        question prove nothing. Whether an answer is true is not judged: a fluent one that turns a
        point into its opposite without a negation passes for one that makes it.
        """
        evidence = self.evidence(entry, text)
        probabilities = (evidence[:, 1] > 0) / (
            1 + np.exp(-evidence @ np.array([*WEIGHTS.values()]))
        )
        return Score(
            tuple(
                PointResult(point, bool(probability >= MADE), float(probability))
                for point, probability in zip(entry.points, probabilities, strict=True)
            )
        )

    def evidence(self, entry: Entry, text: str) -> Floats:
        """Return a row for each point: what each of the ``WEIGHTS`` weighs."""
        rubric = self._rubric(entry)
        said = rubric.read(text[:MOST_CHARACTERS])
        rows = np.zeros((len(entry.points), len(WEIGHTS)))
        rows[:, 0] = 1
        if not said:
            return rows
        holds, new, repeated, tells = self._compare(said, rubric)
        runs = _runs(holds)
        proof = runs @ new.T
        proof += np.minimum(proof, runs @ repeated.T)  # the question again proves nothing alone
        strengths = proof / np.sqrt(1 + runs @ tells)[:, None]
        best = strengths.argmax(axis=0)
        strength, rival = strengths.max(axis=0), _rivals(strengths[best])
        elsewhere = holds[:, None, :] & ~runs[best]
        heard = tells @ (new + repeated).any(axis=0)
        rows[:, 1] = np.log1p(2 * strength)
        rows[:, 2] = (strength - rival) / (strength + rival + 0.2)
        rows[:, 3] = np.log1p(np.einsum("cpw,pw->cp", elsewhere, new).max(axis=0))
        rows[:, 4] = [_denies(said, criterion) for criterion in rubric.criteria]
        rows[:, 5] = np.log((heard + 0.5) / (tells.sum() + 0.5))
        return rows

    def _compare(
        self, said: Sequence[Clause], rubric: Rubric
    ) -> tuple[Flags, Floats, Floats, Floats]:
        """Return an answer in figures, each with a column for every word of it.

        Returns:
            Which words each clause (row) holds; what each proves of each point (row), first those
            that are new, then those that repeat the question; how much each says, if it is new.
        """
        words = sorted(frozenset[str]().union(*(clause.words for clause in said)))
        holds = np.array([[word in clause.words for word in words] for clause in said])
        weights = np.array([[c.weigh(word) for word in words] for c in rubric.criteria])
        asked = np.array([word in rubric.question for word in words])
        tells = np.array([self._telling(word) for word in words])
        new, repeated = np.where(asked, 0, weights), np.where(asked, weights, 0)
        return holds, new, repeated, np.where(asked, 0, tells)

    def _make_rubric(self, entry: Entry) -> Rubric:
        return Rubric(entry, self._telling, self._holders)

    def _telling(self, word: str) -> float:
        """Return how much a word says, 0 to 1: its inverse frequency in the deck's texts."""
        held = self._holders[word] + 0.5
        rarity = max(0.0, log((self._texts + 1) / held) / log(self._texts + 1))
        return rarity * (_LETTER if len(word) == 1 else 1)


def _runs(holds: Flags) -> Flags:
    """Return which words each run of neighbouring clauses holds, up to the longest.

    Args:
        holds: which words (columns) each clause (row) holds.
    """
    count = len(holds)
    runs: list[Flags] = [holds]
    for length in range(1, min(_LONGEST_RUN, count)):
        runs.append(runs[-1][:-1] | holds[length:])
    return np.concatenate(runs)


def _rivals(strengths: Floats) -> Floats:
    """Return for each point the greatest strength of another in the run that is its best.

    Args:
        strengths: of every point (column) in the best run of every point (row).
    """
    others = strengths.copy()
    np.fill_diagonal(others, 0)
    return np.asarray(others.max(axis=1))


def _denies(said: Sequence[Clause], criterion: Criterion) -> bool:
    """Tell whether the clause that says most of a point says the opposite of it.

    It does if it denies what the point affirms, or says one word for its opposite; not if it does
    both, or swaps two.
    """
    spoken = max(said, key=lambda clause: criterion.weigh(*clause.words))
    nearest = max(
        criterion.clauses, key=lambda clause: criterion.weigh(*(clause.words & spoken.words))
    )
    if not criterion.weigh(*(nearest.words & spoken.words)):
        return False
    denies = spoken.denies and not nearest.denies
    return bool((spoken.sides.flips(nearest.sides) + denies) % 2)
