"""All that a port of the matcher to another language has to be given, as JSON.

The port (``bot/rendering/site/assets/matching``) repeats what the modules of this package do; what
they know is handed over: the phrases as tokens, words and patterns, what was fitted, how Chinese
sounds and looks. docs/decisions/site.md says why, and how the two are proven to agree.
"""

import re
from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from bot.domain import normalising, traditional
from bot.domain.knowledge import Deck, fold
from bot.domain.matching import (
    confidence,
    english,
    index,
    matcher,
    numbers,
    parts,
    ranking,
    reading,
    readings,
    sound,
    tokens,
)
from bot.domain.matching.looks import look_alikes

_OFFSET, _PRIME, _MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DIGEST_LENGTH: Final = 7
"""42 bits: with ten thousand phrases, one text in 400 million is taken for one that it is not."""

_CONSTANTS: Final[Mapping[str, float]] = {
    "chineseWeight": tokens.CHINESE_WEIGHT,
    "wordWeight": tokens.WORD_WEIGHT,
    "gramWeight": tokens.GRAM_WEIGHT,
    "halfSaid": index.HALF_SAID,
    "halfSaidPerPhrase": index.HALF_SAID_PER_PHRASE,
    "mostPostings": index.MOST_POSTINGS,
    "often": reading.OFTEN,
    "cohesion": reading.COHESION,
    "change": reading.CHANGE,
    "frequency": reading.FREQUENCY,
    "rare": reading.RARE,
    "logShare": confidence.LOG_SHARE,
    "share": confidence.SHARE,
    "nearest": confidence.NEAREST,
    "shareFloor": confidence.SHARE_FLOOR,
    "intercept": confidence.INTERCEPT,
    "evidence": confidence.EVIDENCE,
    "information": confidence.INFORMATION,
    "preference": confidence.PREFERENCE,
    "informationFloor": confidence.INFORMATION_FLOOR,
    "mostCharacters": matcher.MOST_CHARACTERS,
    "found": matcher.FOUND_IN_PRIVATE,
    "verbatim": matcher.VERBATIM,
    "unsure": matcher.UNSURE,
    "outside": matcher.OUTSIDE,
    "named": matcher.NAMED,
    "nearly": matcher.NEARLY,
}
"""What was fitted or chosen by measuring, by its name in the port."""


def portable(deck: Deck) -> dict[str, Any]:
    """Return what a matcher of a deck is made from, but for the algorithm."""
    units = ranking.units(deck)
    return {
        "entries": [entry.id for entry in deck.entries],
        "numbers": {number: entry.id for number, entry in deck.by_number.items()},
        # An unit's phrases stand one a line, the tokens of a phrase with blanks between them.
        "phrases": "\n".join(" ".join(tokens.tokenise(phrase)) for phrase in chain(*units)),
        "counts": [len(phrases) for phrases in units],
        "verbatim": "".join(
            digest(fold(normalising.spell_out(p))) for p in chain(*units[: len(deck.entries)])
        ),
        "constants": _CONSTANTS,
        "patterns": _patterns(),
        "words": sorted(tokens.ENGLISH_FRAMES),
        "synonyms": tokens.SYNONYMS,
        "real": sorted(english.REAL_WORDS),
        "cased": normalising.CASED_WORDS,
        "mainland": normalising.MAINLAND_WORDS,
        "traditional": _traditional(),
        "readings": readings.READINGS.replace("\n", ""),
        "spellings": sorted(sound.MORE_SPELLINGS),
        "looks": _groups(look_alikes()),
    }


def digest(text: str) -> str:
    """Return seven characters by which a text is known: 64-bit FNV-1a of its UTF-8, folded."""
    value = _OFFSET
    for byte in text.encode("utf-8", "surrogatepass"):
        value = ((value ^ byte) * _PRIME) & _MASK
    value ^= value >> (6 * DIGEST_LENGTH)
    return "".join(_DIGITS[value >> (6 * place) & 63] for place in range(DIGEST_LENGTH))


def to_javascript(pattern: str) -> str:
    r"""Return a pattern as JavaScript reads it with the flag ``u``, for the classes that we use.

    There ``\d``, ``\w`` and ``\b`` know ASCII alone.
    """
    letter, other = r"[\p{L}\p{N}_]", r"[^\p{L}\p{N}_]"
    edge = rf"(?:(?<={letter})(?!{letter})|(?<!{letter})(?={letter}))"
    names = {r"\d": r"\p{Nd}", r"\w": letter, r"\W": other, r"\b": edge}
    return re.sub(r"\\[dwWb]", lambda found: names[found[0]], pattern)


def _patterns() -> dict[str, str]:
    patterns = {
        "frame": tokens.FRAME,
        "token": tokens.TOKEN,
        "british": tokens.BRITISH,
        "reference": numbers.REFERENCE,
        "filling": numbers.FILLING,
        "conjunction": parts.CONJUNCTION,
    }
    return {name: to_javascript(pattern.pattern) for name, pattern in patterns.items()}


def _traditional() -> dict[str, Any]:
    of = {
        chr(typed): chr(meant)
        for typed, meant in traditional.CHARACTERS.items()
        if _matters(chr(typed)) or _matters(chr(meant))
    }
    return {"from": "".join(of), "to": "".join(of.values()), "phrases": traditional.PHRASES}


def _matters(character: str) -> bool:
    return tokens.FIRST_CHINESE <= character <= tokens.LAST_CHINESE


def _groups(alike: dict[str, str]) -> str:
    """Return look-alikes as groups, the character that stands for a group first."""
    groups: dict[str, str] = {}
    for character, first in alike.items():
        groups[first] = groups.get(first, "") + character
    return " ".join(groups.values())
