"""A text as clauses of words: what is compared when an answer is scored.

A word is the stem of a Latin word, or two neighbouring Chinese characters: recall matters more here
than in matching, where a text is short and every term counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from bot.domain.matching.tokens import (
    FILLERS,
    FIRST_CHINESE,
    LAST_CHINESE,
    LATIN,
    frame,
    is_chinese,
    stem,
)
from bot.domain.scoring.opposites import Sides, sides

_TOKEN: Final = re.compile(rf"[{FIRST_CHINESE}-{LAST_CHINESE}]+|{LATIN}")
_CLAUSE_END: Final = re.compile(
    r"[。！？；，、：\n]|[,;:!?.](?=\s|$)|(?<=[\u3400-\u9fff])[,;:.!?]"
    r"|\s(?=(?:but|whereas|while|because|so|since)\s)|但是?|所以|因为|因為|而且|而(?![且已])"
)
_DENIAL: Final = re.compile(
    r"\b(?:not|no|never|nothing|neither|nor|cannot|without)\b|n['’]t\b"
    r"|不(?![同仅僅只过過断斷但])|[没沒](?![关關])|[无無](?![向偏监監穷窮限关關约約])|未(?![来來])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """A clause as its words, whether it says no to something, and which of opposites it takes."""

    words: frozenset[str]
    denies: bool
    sides: Sides


def clauses(text: str) -> list[Clause]:
    """Return the clauses of a text that have words, in order."""
    pieces = [piece for piece in _CLAUSE_END.split(text) if piece.strip()]
    return [
        Clause(words, bool(_DENIAL.search(piece)), sides(piece))
        for piece, words in zip(pieces, words_of(pieces), strict=True)
        if words
    ]


def words_of(texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the words of each text.

    Neighbouring Latin words also count as one ("drop out" holds ``dropout``).
    """
    if not texts:
        return []
    lines = frame("\n".join(text.replace("\n", " ") for text in texts)).split("\n")
    return [frozenset(_words(line)) for line in lines]


def _words(line: str) -> Iterator[str]:
    before = ""
    for token in _TOKEN.findall(line):
        if is_chinese(token):
            yield from map("".join, pairwise(token)) if len(token) > 1 else token
            before = ""
        elif token not in FILLERS:
            stemmed = _stem(token)
            yield stemmed
            if before:
                yield before + stemmed
            before = token


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(stem(word)))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415 -- with it come the stemmers of thirty languages

    return snowballstemmer.stemmer("english")
