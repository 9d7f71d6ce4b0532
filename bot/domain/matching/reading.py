"""Reading what was meant: homophones, look-alikes, typed pinyin and misspelt words.

What the deck does not know is read as what it does know, if its neighbours go along with it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from math import log
from typing import Final, NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.matching.english import REAL_WORDS
from bot.domain.matching.lattice import best_path
from bot.domain.matching.looks import look
from bot.domain.matching.sound import sound, syllables, syllables_sound
from bot.domain.matching.tokens import is_chinese

Key = TypeVar("Key")

OFTEN: Final = 6
COHESION: Final = 0.1
"""A pair of characters alone is read into a text only if the deck says it at least so often, and in
this share of the phrases that hold the rarer of the two: ordinary words that the deck lacks would
else be "corrected" into rare ones, or into the end of one word and the beginning of another."""

CHANGE: Final = 0.9
FREQUENCY: Final = 0.01
"""What changing a character costs, where a pair of neighbours that the deck knows is worth 1, so
that every change has to make a pair more; and what settles it between pairs, by the logarithm of
how often the deck says them."""

RARE: Final = 0.5
"""What a pair is worth that the deck says less often, so that a change has to make two of them:
思位链 is read as 思维链 even by a deck that seldom says it, as that makes both 思维 and 维链."""

SOMETIMES: Final = 2
"""What fewer phrases hold is nothing that a text is read as, not even pinyin, which must become
something."""

_MOST_ALIKE: Final = 6
_SHORTEST_PINYIN: Final = 2
_SURELY_SPELT: Final = 6  # a word of this length that is one slip from one of the deck is no pinyin
_GAP: Final = " "

_SHORTEST_SPELT: Final = 4
_LONG: Final = 8  # from here on two slips are forgiven


@dataclass(frozen=True)
class Correction:
    """What was typed, and what it was read as (empty if nothing was made of it)."""

    typed: str
    read_as: str


class Reading(NamedTuple):
    """A text as tokens that the deck knows wherever possible."""

    tokens: tuple[str, ...]
    corrections: tuple[Correction, ...]


class Reader:
    """Reads texts with the words of a deck in mind. Threads may share it; it can be pickled.

    Args:
        frequencies: how many of the deck's phrases hold each term that ``SOMETIMES`` do.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._pairs = {
            term: frequency
            for term, frequency in frequencies.items()
            if frequency >= SOMETIMES and len(term) == len("两字") and is_chinese(term)
        }
        # What the pairs are worth that alone may be read into a text.
        self._usual = {
            pair: 1 + FREQUENCY * log(frequency)
            for pair, frequency in self._pairs.items()
            if frequency >= OFTEN
            and frequency >= COHESION * min(frequencies[pair[0]], frequencies[pair[1]])
        }
        self._by_sound = self._alike(sound, self._pairs)
        self._by_look = self._alike(look, self._usual)
        self._words = {
            term: frequency
            for term, frequency in frequencies.items()
            if frequency >= SOMETIMES and _is_spelt(term)
        }
        self._spelt_alike = _grouped(self._words, _spelt_like)

    def read(self, tokens: Sequence[str], unknown: Iterable[str]) -> Reading:
        """Return how a text is read.

        Args:
            tokens: the text, as tokens.
            unknown: those of its terms that the deck lacks.
        """
        lacking = frozenset(unknown) - REAL_WORDS
        if not lacking:
            return Reading(tuple(tokens), ())
        meanings = [*self._meanings(tokens, lacking)]
        return Reading(
            tuple(chain.from_iterable(meant for _, meant in meanings)),
            tuple(
                Correction(typed, read_as)
                for typed, read_as in ((typed, " ".join(meant)) for typed, meant in meanings)
                if typed != read_as
            ),
        )

    def _meanings(
        self, tokens: Sequence[str], unknown: Set[str]
    ) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield what was typed, token by token but pinyin as a whole, with the tokens meant."""
        for is_pinyin, together in groupby(tokens, lambda token: self._is_pinyin(token, unknown)):
            if is_pinyin:
                typed = [*together]
                yield " ".join(typed), self._from_pinyin(typed) or typed
            else:
                for token in together:
                    yield token, (self._correct(token, unknown),)

    def _is_pinyin(self, token: str, unknown: Set[str]) -> bool:
        if token not in unknown or len(token) < _SHORTEST_PINYIN or not token.isascii():
            return False
        if not syllables(token):
            return False
        return len(token) < _SURELY_SPELT or self._correct_spelling(token, slips=1) == token

    def _correct(self, token: str, unknown: Set[str]) -> str:
        if is_chinese(token):
            return self._correct_characters(token, unknown)
        return self._correct_spelling(token) if token in unknown else token

    def _correct_characters(self, run: str, unknown: Set[str]) -> str:
        """Return a run with such look-alikes and homophones that its pairs are ones of the deck."""
        pairs = [*map(str.__add__, run, run[1:])]
        if unknown.isdisjoint(pairs):
            return run
        alike: list[dict[str, float]] = [{character: 0.0} for character in run]
        for start, pair in enumerate(pairs):
            if pair not in unknown:
                continue
            for meant in chain(
                self._by_sound.get(sound(pair), ()), self._by_look.get(look(pair), ())
            ):
                alike[start].setdefault(meant[0], -CHANGE)
                alike[start + 1].setdefault(meant[1], -CHANGE)
        if max(map(len, alike)) == 1:
            return run
        typed = set(pairwise(run))

        def together(first: str, second: str) -> float:
            if (first, second) in typed:
                return float(first + second not in unknown)
            pair = first + second
            return self._usual.get(pair, RARE if pair in self._pairs else 0.0)

        return "".join(best_path(alike, together))

    def _from_pinyin(self, words: Iterable[str]) -> list[str]:
        """Return the runs of characters that the deck has for syllables, the most usual ones."""
        spoken = tuple(syllable for word in words for syllable in syllables(word))
        alike: list[dict[str, float]] = [{_GAP: 0.0} for _ in spoken]
        for start in range(len(spoken) - 1):
            for meant in self._by_sound.get(syllables_sound(spoken[start : start + 2]), ()):
                alike[start].setdefault(meant[0], 0.0)
                alike[start + 1].setdefault(meant[1], 0.0)

        def together(first: str, second: str) -> float:
            if _GAP in (first, second):
                return 0.0
            frequency = self._pairs.get(first + second)
            return log(frequency) if frequency else -1.0

        return "".join(best_path(alike, together)).split()

    def _correct_spelling(self, word: str, slips: int = 2) -> str:
        """Return the word that is meant by one that the deck lacks."""
        if len(word) < _SHORTEST_SPELT or not word.isalpha():
            return word
        forgiven = slips if len(word) >= _LONG else 1
        lengths = range(len(word) - forgiven, len(word) + forgiven + 1)
        near = process.extract(
            word,
            [*chain.from_iterable(self._spelt_alike.get((word[0], it), ()) for it in lengths)],
            scorer=OSA.distance,
            processor=None,
            score_cutoff=forgiven,
            limit=None,
        )
        candidates = [
            (distance, -self._words[meant], meant)
            for meant, distance, _ in near
            if len(word) > _SHORTEST_SPELT or sorted(meant) == sorted(word)
        ]
        return min(candidates)[2] if candidates else word

    def _alike(self, key: Callable[[str], str], pairs: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return pairs by what they are like, a few of each kind, the most usual first."""
        usual_first = sorted(pairs, key=self._pairs.__getitem__, reverse=True)
        return {kind: of[:_MOST_ALIKE] for kind, of in _grouped(usual_first, key).items()}


def _is_spelt(term: str) -> bool:
    """Tell whether a term is a Latin word that a misspelt one may have meant."""
    return len(term) >= _SHORTEST_SPELT and term.isascii() and term.isalpha()


def _spelt_like(word: str) -> tuple[str, int]:
    """Return what a misspelt word has in common with the one that is meant, but for its length."""
    return word[0], len(word)


def _grouped(terms: Iterable[str], key: Callable[[str], Key]) -> dict[Key, tuple[str, ...]]:
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for term in terms:
        found[key(term)].append(term)
    return {kind: tuple(of) for kind, of in found.items()}
