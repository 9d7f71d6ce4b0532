"""Counting the terms of very many texts at once: as arrays, because a deck is read at every start.

What it finds is by definition what ``tokens`` finds in one text after the other.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.tokens import (
    CHINESE_WEIGHT,
    ENGLISH_FRAMES,
    FIRST_CHINESE,
    GRAM_WEIGHT,
    LAST_CHINESE,
    LATIN,
    WORD_WEIGHT,
    frame,
    grams,
    stem,
)

Floats: TypeAlias = NDArray[np.floating]
Integers: TypeAlias = NDArray[np.integer]

_CHINESE: Final = f"[{FIRST_CHINESE}-{LAST_CHINESE}]"
# A Chinese run stands here as its last character: it only keeps words apart.
_WORD_OR_BREAK: Final = re.compile(rf"{LATIN}|{_CHINESE}(?!{_CHINESE})|\n")
_CHARACTER_BITS: Final = 16
_LINE_END, _APART, _FRAME = -1, -2, -3


@dataclass(frozen=True)
class Counted:
    """The distinct terms of each of many texts.

    Args:
        terms: every term once; its position is its id.
        whole: how many of them are no 4-grams of words; those come last.
        weights: how much each says by its kind.
        term: ids of terms, in order.
        text: the position of the text that each of ``term`` is from, in order for each term.
    """

    terms: tuple[str, ...]
    whole: int
    weights: Floats
    term: Integers
    text: Integers

    def frequencies(self) -> dict[str, int]:
        """Return how many texts hold each term."""
        return dict(zip(self.terms, np.bincount(self.term).tolist(), strict=True))


class _Found(NamedTuple):
    """Some kind of terms: their names, and in which texts (with repetitions) they stand."""

    terms: Sequence[str]
    term: Integers
    text: Integers


def count(texts: Iterable[str]) -> Counted:
    """Return the terms of the texts."""
    framed = frame("\n".join(text.replace("\n", " ") for text in texts))
    chinese, (words, parts) = _chinese(framed), _latin(framed)
    kinds = (chinese, words, parts)
    starts = np.cumsum([0, *(len(kind.terms) for kind in kinds)])
    terms = tuple(chain.from_iterable(kind.terms for kind in kinds))
    texts_said = framed.count("\n") + 1
    keys = [
        (found.term + start) * texts_said + found.text
        for found, start in zip(kinds, starts[:-1], strict=True)
    ]
    term, text = np.divmod(_distinct(np.concatenate(keys)), texts_said)
    weights = np.repeat([CHINESE_WEIGHT, WORD_WEIGHT, GRAM_WEIGHT], np.diff(starts))
    return Counted(terms, int(starts[-2]), weights.astype(np.float32), term, text)


def _distinct(keys: Integers) -> Integers:
    """Return what ``np.unique`` does; that hashes, which takes sixty times as long as sorting."""
    ordered = np.sort(keys)
    return ordered[changes(ordered)]


def _chinese(framed: str) -> _Found:
    """Return the characters and the pairs of neighbours."""
    code = np.frombuffer(framed.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    line = np.cumsum(code == ord("\n"))
    chinese = (code >= ord(FIRST_CHINESE)) & (code <= ord(LAST_CHINESE))
    single = np.flatnonzero(chinese)
    pair = np.flatnonzero(chinese[:-1] & chinese[1:])
    pairs = (code[pair] << _CHARACTER_BITS) + code[pair + 1]
    distinct, term = np.unique(np.concatenate([code[single], pairs]), return_inverse=True)
    singles = int(np.searchsorted(distinct, 1 << _CHARACTER_BITS))
    firsts, seconds = np.divmod(distinct[singles:], 1 << _CHARACTER_BITS)
    names = [*map(chr, distinct[:singles].tolist())]
    names += map(str.__add__, map(chr, firsts.tolist()), map(chr, seconds.tolist()))
    return _Found(names, term, np.concatenate([line[single], line[pair]]))


def _latin(framed: str) -> tuple[_Found, _Found]:
    """Return the words and the pairs of neighbours joined, and the 4-grams of the words."""
    found = _WORD_OR_BREAK.findall(framed)
    ids: dict[str, int] = {}
    numbers = {one: _number(one, ids) for one in dict.fromkeys(found)}
    spelt = np.fromiter(map(numbers.__getitem__, found), np.int64, len(found))
    spelt = spelt[spelt != _FRAME]
    line = np.cumsum(spelt == _LINE_END)
    single = np.flatnonzero(spelt >= 0)
    pair = np.flatnonzero((spelt[:-1] >= 0) & (spelt[1:] >= 0))
    words = list(ids)
    distinct, which = np.unique(spelt[pair] * len(words) + spelt[pair + 1], return_inverse=True)
    joined = (words[key // len(words)] + words[key % len(words)] for key in distinct.tolist())
    compound = np.array([ids.setdefault(name, len(ids)) for name in joined], np.int64)
    terms = np.concatenate([spelt[single], compound[which]])
    return (
        _Found(list(ids), terms, np.concatenate([line[single], line[pair]])),
        _parts(words, spelt[single], line[single]),
    )


def _number(found: str, ids: dict[str, int]) -> int:
    """Return the id of a word, or what kind of break was found."""
    if found == "\n":
        return _LINE_END
    if not found.isascii():
        return _APART
    return _FRAME if found in ENGLISH_FRAMES else ids.setdefault(stem(found), len(ids))


def _parts(words: Sequence[str], word: Integers, text: Integers) -> _Found:
    """Return the 4-grams of the words that stand in the texts."""
    ids: dict[str, int] = {}
    of_words = [[ids.setdefault(gram, len(ids)) for gram in grams(one)] for one in words]
    lengths = np.array([*map(len, of_words)], np.int64)
    flat = np.array([*chain.from_iterable(of_words)], np.int64)
    starts = np.cumsum(lengths) - lengths
    return _Found(
        list(ids),
        flat[ranges(starts[word], lengths[word])],
        np.repeat(text, lengths[word]),
    )


def changes(values: Integers) -> NDArray[np.bool_]:
    """Tell of each value whether it differs from the one before, which the first one does."""
    differs = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def ranges(starts: Integers, lengths: Integers) -> Integers:
    """Return the indices start, start + 1, …, start + length - 1 of all the ranges in turn."""
    shifts = (starts - lengths.cumsum() + lengths).repeat(lengths)
    indices: Integers = shifts + np.arange(len(shifts))
    return indices
