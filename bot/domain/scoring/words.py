"""A text as clauses of words: what is compared when an answer is scored.

A word is the stem of a Latin word, or two neighbouring Chinese characters: recall matters more here
than in matching, where a text is short and every term counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import snowballstemmer

from bot.domain.matching.tokens import is_chinese, tokenise_all

_STEMMER: Final = snowballstemmer.stemmer("english")

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
    """A clause as its words, and whether it says no to something."""

    words: frozenset[str]
    denies: bool


def clauses(text: str) -> list[Clause]:
    """Return the clauses of a text that have words, in order."""
    pieces = [piece for piece in _CLAUSE_END.split(text) if piece.strip()]
    return [
        Clause(words, bool(_DENIAL.search(piece)))
        for piece, words in zip(pieces, words_of(pieces), strict=True)
        if words
    ]


def words_of(texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the words of each text.

    Neighbouring Latin words also count as one ("drop out" holds ``dropout``).
    """
    return [frozenset(_words(tokens)) for tokens in tokenise_all(texts)] if texts else []


def _words(tokens: Sequence[str]) -> Iterator[str]:
    for before, token in pairwise(("一", *tokens)):
        if is_chinese(token):
            yield from [token[i : i + 2] for i in range(len(token) - 1)] or [token]
            continue
        stem = _stem(token)
        yield stem
        if not is_chinese(before):
            yield before + stem


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
