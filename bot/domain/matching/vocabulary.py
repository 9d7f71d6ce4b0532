"""Counting the terms of very many texts at once: as arrays, because a deck is read at every start.

What it finds is by definition what ``tokens`` finds in one text after the other.
"""

import re
import unicodedata
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
    GRAM,
    GRAM_MARK,
    GRAM_WEIGHT,
    LAST_CHINESE,
    LATIN,
    SHORTEST_GRAMMED,
    WORD_WEIGHT,
    frame,
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

    def frequencies(self, least: int = 1) -> dict[str, int]:
        """Return how many texts hold each term that at least so many hold."""
        frequency = np.bincount(self.term)
        often = np.flatnonzero(frequency >= least)
        return dict(zip(map(self.terms.__getitem__, often), frequency[often].tolist(), strict=True))


class _Kind(NamedTuple):
    """The terms of one kind: their names, and which texts hold each, ordered as in ``Counted``."""

    terms: Sequence[str]
    term: Integers
    text: Integers


def count(texts: Iterable[str]) -> Counted:
    """Return the terms of the texts."""
    # Few texts have to be changed to be in this form, but one alone is enough for all to be copied.
    composed = (unicodedata.normalize("NFKC", text).replace("\n", " ") for text in texts)
    framed = frame("\n".join(composed))
    kinds = (_chinese(framed), *_latin(framed))
    starts = np.cumsum([0, *(len(kind.terms) for kind in kinds)])
    weights = np.repeat([CHINESE_WEIGHT, WORD_WEIGHT, GRAM_WEIGHT], np.diff(starts))
    return Counted(
        terms=tuple(chain.from_iterable(kind.terms for kind in kinds)),
        whole=int(starts[-2]),
        weights=weights.astype(np.float32),
        term=np.concatenate([it.term + at for it, at in zip(kinds, starts[:-1], strict=True)]),
        text=np.concatenate([kind.text for kind in kinds]),
    )


def _tally(codes: Integers, texts: Integers) -> tuple[Integers, Integers, Integers]:
    """Return the distinct codes, and in order which of them is in which text, each once.

    Sorting numbers takes a sixtieth of the time of ``np.unique``, which hashes them.
    """
    bits = int(texts.max(initial=0)).bit_length()
    keys = np.sort((codes << bits) + texts)
    keys = keys[changes(keys)]
    ordered = keys >> bits
    first = changes(ordered)
    return ordered[first], np.cumsum(first) - 1, keys & ((1 << bits) - 1)


def _chinese(framed: str) -> _Kind:
    """Return the characters and the pairs of neighbours."""
    code = np.frombuffer(framed.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    line = np.cumsum(code == ord("\n"))
    chinese = (code >= ord(FIRST_CHINESE)) & (code <= ord(LAST_CHINESE))
    single = np.flatnonzero(chinese)
    pair = np.flatnonzero(chinese[:-1] & chinese[1:])
    pairs = (code[pair] << _CHARACTER_BITS) + code[pair + 1]
    distinct, term, text = _tally(
        np.concatenate([code[single], pairs]), np.concatenate([line[single], line[pair]])
    )
    singles = int(np.searchsorted(distinct, 1 << _CHARACTER_BITS))
    firsts, seconds = np.divmod(distinct[singles:], 1 << _CHARACTER_BITS)
    names = [*map(chr, distinct[:singles].tolist())]
    names += map(str.__add__, map(chr, firsts.tolist()), map(chr, seconds.tolist()))
    return _Kind(names, term, text)


def _latin(framed: str) -> tuple[_Kind, _Kind]:
    """Return the words and the pairs of neighbours joined, and the 4-grams of the words."""
    found = _WORD_OR_BREAK.findall(framed)
    numbers = _Numbers()
    spelt = np.fromiter(map(numbers.__getitem__, found), np.int64, len(found))
    spelt = spelt[spelt != _FRAME]
    line = np.cumsum(spelt == _LINE_END)
    single = np.flatnonzero(spelt >= 0)
    pair = np.flatnonzero((spelt[:-1] >= 0) & (spelt[1:] >= 0))
    ids = numbers.ids
    words = list(ids)
    distinct, which, text = _tally(spelt[pair] * len(words) + spelt[pair + 1], line[pair])
    joined = (words[key // len(words)] + words[key % len(words)] for key in distinct.tolist())
    compound = np.array([ids.setdefault(name, len(ids)) for name in joined], np.int64)
    _, term, text = _tally(
        np.concatenate([spelt[single], compound[which]]), np.concatenate([line[single], text])
    )
    return _Kind(list(ids), term, text), _parts(words, spelt[single], line[single])


class _Numbers(dict[str, int]):
    """The ids of words as they are spelt; breaks have numbers of their own."""

    def __init__(self) -> None:
        super().__init__({"\n": _LINE_END, **dict.fromkeys(ENGLISH_FRAMES, _FRAME)})
        self.ids: dict[str, int] = {}

    def __missing__(self, found: str) -> int:
        is_word = found.isascii()
        self[found] = self.ids.setdefault(stem(found), len(self.ids)) if is_word else _APART
        return self[found]


def _parts(words: Sequence[str], word: Integers, text: Integers) -> _Kind:
    """Return the 4-grams of the words that stand in the texts."""
    code = np.frombuffer("".join([f"^{one}$" for one in words]).encode("ascii"), np.uint8)
    grams = np.zeros(max(len(code) - GRAM + 1, 0), np.int64)
    for place in range(GRAM):
        grams = (grams << 8) + code[place : place + len(grams)]
    lengths = np.array([*map(len, words)], np.int64)
    starts = np.cumsum(lengths + 2) - (lengths + 2)
    counts = np.where(lengths < SHORTEST_GRAMMED, 0, lengths + 2 - GRAM + 1)
    of_words = ranges((starts + counts)[word], counts[word])
    distinct, term, held = _tally(grams[of_words], np.repeat(text, counts[word]))
    names = distinct.astype(">u4").tobytes().decode("ascii")
    return _Kind([GRAM_MARK + names[i : i + GRAM] for i in range(0, len(names), GRAM)], term, held)


def changes(values: Integers) -> NDArray[np.bool_]:
    """Tell of each value whether it differs from the one before, which the first one does."""
    differs = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def ranges(ends: Integers, lengths: Integers) -> Integers:
    """Return the indices end - length, …, end - 2, end - 1 of all the ranges in turn."""
    shifts = (ends - np.add.accumulate(lengths)).repeat(lengths)
    indices: Integers = shifts + np.arange(len(shifts))
    return indices
