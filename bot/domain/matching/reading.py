"""Reading what was meant: homophones, look-alikes, typed pinyin and misspelt words.

What the deck does not know is read as what it does know, if its neighbours go along with it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from math import log
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.matching.lattice import best_path
from bot.domain.matching.looks import look
from bot.domain.matching.sound import sound, syllables, syllables_sound
from bot.domain.matching.tokens import is_chinese, tokenise

OFTEN: Final = 6
COHESION: Final = 0.1
"""A pair of characters is read into a text only if the deck says it at least so often, and in this
share of the phrases that hold the rarer of the two: ordinary words that the deck lacks would else
be "corrected" into rare ones, or into the end of one word and the beginning of another."""

CHANGE: Final = 0.9
FREQUENCY: Final = 0.01
"""What changing a character costs, where a pair of neighbours that the deck knows is worth 1, so
that every change has to make a pair more; and what settles it between pairs, by the logarithm of
how often the deck says them."""

_OFTEN_FOR_PINYIN: Final = 2
"""Pinyin must become something."""

_MOST_ALIKE: Final = 6
_SHORTEST_PINYIN: Final = 2
_SURELY_SPELT: Final = 6  # a word of this length that is one slip from one of the deck is no pinyin
_GAP: Final = " "
_SOMETIMES: Final = 2

_SHORTEST_SPELT: Final = 4
_LONG: Final = 8  # from here on two slips are forgiven


@dataclass(frozen=True)
class Correction:
    """What was typed, and what it was read as (empty if nothing was made of it)."""

    typed: str
    read_as: str


@dataclass(frozen=True)
class Reading:
    """A text as tokens that the deck knows wherever possible."""

    tokens: tuple[str, ...]
    corrections: tuple[Correction, ...]


class Reader:
    """Reads texts with the words of a deck in mind.

    Args:
        frequencies: how often the deck uses each term.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies

    def read(self, text: str) -> Reading:
        """Return how ``text`` is read."""
        tokens: list[str] = []
        corrections: list[Correction] = []
        pinyin: list[str] = []
        for token in [*tokenise(text), ""]:
            if self._is_pinyin(token):
                pinyin.append(token)
                continue
            if pinyin:
                runs = self._from_pinyin(pinyin)
                corrections += [Correction(" ".join(pinyin), " ".join(runs))] if runs else []
                tokens += runs or pinyin
                pinyin = []
            if token:
                tokens.append(self._correct(token, corrections))
        return Reading(tuple(tokens), tuple(corrections))

    def _is_pinyin(self, token: str) -> bool:
        if len(token) < _SHORTEST_PINYIN or not token.isascii() or token in self._frequencies:
            return False
        misspelt = len(token) >= _SURELY_SPELT and self._correct_spelling(token, slips=1) != token
        return bool(syllables(token)) and not misspelt

    def _correct(self, token: str, corrections: list[Correction]) -> str:
        correct = self._correct_characters if is_chinese(token) else self._correct_spelling
        meant = correct(token)
        if meant != token:
            corrections.append(Correction(token, meant))
        return meant

    def _correct_characters(self, run: str) -> str:
        """Return a run with such look-alikes and homophones that its pairs are ones of the deck."""
        alike: list[dict[str, float]] = [{character: 0.0} for character in run]
        for start, pair in enumerate(map("".join, pairwise(run))):
            if pair in self._frequencies:
                continue
            for meant in chain(
                self._by_sound.get(sound(pair), ()), self._by_look.get(look(pair), ())
            ):
                if meant in self._usual:
                    alike[start].setdefault(meant[0], -CHANGE)
                    alike[start + 1].setdefault(meant[1], -CHANGE)
        if all(len(choices) == 1 for choices in alike):
            return run
        typed = set(pairwise(run))

        def together(first: str, second: str) -> float:
            if (first, second) in typed:
                return float(first + second in self._frequencies)
            return self._usual.get(first + second, 0.0)

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
            frequency = self._frequencies.get(first + second, 0)
            return log(frequency) if frequency >= _OFTEN_FOR_PINYIN else -1.0

        return "".join(best_path(alike, together)).split()

    def _correct_spelling(self, word: str, slips: int = 2) -> str:
        if word in self._frequencies or len(word) < _SHORTEST_SPELT or not word.isalpha():
            return word
        near = process.extract(
            word,
            self._by_first_letter.get(word[0], ()),
            scorer=OSA.distance,
            processor=None,
            score_cutoff=slips if len(word) >= _LONG else 1,
            limit=None,
        )
        candidates = [
            (distance, -self._frequencies[meant], meant)
            for meant, distance, _ in near
            if len(word) > _SHORTEST_SPELT or sorted(meant) == sorted(word)
        ]
        return min(candidates)[2] if candidates else word

    @cached_property
    def _usual(self) -> dict[str, float]:
        """What the pairs are worth that may be read into a text."""
        of = self._frequencies
        return {
            pair: 1 + FREQUENCY * log(of[pair])
            for pair in self._pairs(OFTEN)
            if of[pair] >= COHESION * min(of[pair[0]], of[pair[1]])
        }

    def _pairs(self, least: int) -> Iterator[str]:
        """Yield the Chinese pairs that at least so many phrases hold."""
        for term, frequency in self._frequencies.items():
            if frequency >= least and len(term) == len("两字") and is_chinese(term):
                yield term

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        return self._alike(sound, self._pairs(_OFTEN_FOR_PINYIN))

    @cached_property
    def _by_look(self) -> dict[str, list[str]]:
        return self._alike(look, self._usual)

    def _alike(self, key: Callable[[str], str], pairs: Iterable[str]) -> dict[str, list[str]]:
        """Return pairs by what they are like, a few of each kind, the most usual first."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for pair in sorted(pairs, key=self._frequencies.__getitem__, reverse=True):
            kind = found[key(pair)]
            if len(kind) < _MOST_ALIKE:
                kind.append(pair)
        return found

    @cached_property
    def _by_first_letter(self) -> dict[str, list[str]]:
        """The Latin words that a misspelt one may have meant."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word, frequency in self._frequencies.items():
            spelt = len(word) >= _SHORTEST_SPELT and word.isascii() and word.isalpha()
            if spelt and frequency >= _SOMETIMES:
                found[word[0]].append(word)
        return found
