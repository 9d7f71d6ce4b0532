"""Reading what was meant: homophones, typed pinyin and misspelt words become the deck's terms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.matching.sound import sound, syllables, syllables_sound
from bot.domain.matching.tokens import is_chinese, tokenise

# A text is changed only into what the deck says this often, for a 2-gram and a 3-gram: ordinary
# words that the deck lacks would else be "corrected" into rare ones. Pinyin must become something.
_OFTEN: Final = {2: 8, 3: 4}
_OFTEN_FOR_PINYIN: Final = {2: 2, 3: 4}
_SOMETIMES: Final = 2
_LENGTHS: Final = (3, 2)

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
        self._by_sound = _by_sound(frequencies)
        self._words = _by_first_letter(frequencies)

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
                tokens += runs
                corrections.append(Correction(" ".join(pinyin), " ".join(runs)))
                pinyin = []
            if token:
                tokens.append(self._correct(token, corrections))
        return Reading(tuple(tokens), tuple(corrections))

    def _is_pinyin(self, token: str) -> bool:
        unknown_word = len(token) > 1 and token.isascii() and token not in self._frequencies
        return unknown_word and bool(syllables(token))

    def _correct(self, token: str, corrections: list[Correction]) -> str:
        if is_chinese(token):
            return self._correct_homophones(token, corrections)
        meant = self._correct_spelling(token)
        if meant != token:
            corrections.append(Correction(token, meant))
        return meant

    def _correct_homophones(self, run: str, corrections: list[Correction]) -> str:
        """Replace n-grams that the deck lacks by those that sound alike, longest first."""
        fixed = [False] * len(run)
        for length in _LENGTHS:
            for start in range(len(run) - length + 1):
                typed = run[start : start + length]
                if not self._is_strange(typed):
                    continue
                for frequency, meant in self._by_sound.get(sound(typed), ()):
                    if frequency < _OFTEN[length]:
                        break
                    if _agrees(meant, typed, fixed[start : start + length]):
                        run = run[:start] + meant + run[start + length :]
                        fixed[start : start + length] = [True] * length
                        corrections.append(Correction(typed, meant))
                        break
        return run

    def _is_strange(self, gram: str) -> bool:
        """Tell whether the deck lacks this n-gram, and not only a combination of known ones."""
        known = self._frequencies
        if gram in known:
            return False
        return len(gram) == _LENGTHS[-1] or gram[:2] not in known or gram[1:] not in known

    def _from_pinyin(self, words: Iterable[str]) -> list[str]:
        """Return the runs of characters that the deck has for syllables, longest grams first."""
        spoken = tuple(syllable for word in words for syllable in syllables(word))
        candidates = [
            (length, frequency, start, meant)
            for length in _LENGTHS
            for start in range(len(spoken) - length + 1)
            for frequency, meant in self._by_sound.get(
                syllables_sound(spoken[start : start + length]), ()
            )
        ]
        characters = [" "] * len(spoken)
        for length, _, start, meant in sorted(candidates, key=lambda c: (-c[0], -c[1], c[2])):
            there = characters[start : start + length]
            if all(old in {" ", new} for old, new in zip(there, meant, strict=True)):
                characters[start : start + length] = meant
        return "".join(characters).split()

    def _correct_spelling(self, word: str) -> str:
        if word in self._frequencies or len(word) < _SHORTEST_SPELT or not word.isalpha():
            return word
        slips = 2 if len(word) >= _LONG else 1
        near = process.extract(
            word,
            self._words.get(word[0], ()),
            scorer=OSA.distance,
            processor=None,
            score_cutoff=slips,
            limit=None,
        )
        candidates = [
            (distance, -self._frequencies[meant], meant)
            for meant, distance, _ in near
            if len(word) > _SHORTEST_SPELT or sorted(meant) == sorted(word)
        ]
        return min(candidates)[2] if candidates else word


def _agrees(meant: str, typed: str, fixed: list[bool]) -> bool:
    """Tell whether ``meant`` leaves alone the characters that are already settled."""
    return all(a == b or not f for a, b, f in zip(meant, typed, fixed, strict=True))


def _by_sound(frequencies: Mapping[str, int]) -> dict[str, list[tuple[int, str]]]:
    """Return the Chinese 2- and 3-grams by their sound, the most frequent first."""
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for gram, frequency in frequencies.items():
        least = _OFTEN_FOR_PINYIN.get(len(gram))
        if least and frequency >= least and is_chinese(gram):
            found[sound(gram)].append((frequency, gram))
    return {key: sorted(grams, reverse=True) for key, grams in found.items()}


def _by_first_letter(frequencies: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the Latin words that a misspelt one may have meant, by their first letter."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word, frequency in frequencies.items():
        spelt = len(word) >= _SHORTEST_SPELT and word.isascii() and word.isalpha()
        if spelt and frequency >= _SOMETIMES:
            found[word[0]].append(word)
    return dict(found)
