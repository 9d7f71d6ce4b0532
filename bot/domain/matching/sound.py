"""How Chinese sounds: what homophones share, and reading pinyin that was typed without tones."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from bot.domain.matching.readings import READINGS

_SYLLABLE_AND_CHARACTERS: Final = re.compile(r"([a-z]+)([^a-z]+)")
_LONGEST_SYLLABLE: Final = 6
MORE_SPELLINGS: Final = frozenset({"lue", "nue"})  # of lve and nve


def sound(text: str) -> str:
    """Return what ``text`` sounds like: texts that are easily confused have the same sound.

    Tones are left out, and what many speakers do not tell apart is one: zh, ch, sh and z, c, s;
    the finals -n and -ng.
    """
    return " ".join(text).translate(_sounds())


def syllables_sound(syllables: tuple[str, ...]) -> str:
    """Return what the text sounds like that was typed as these syllables."""
    return " ".join([_blur(syllable) for syllable in syllables])


@lru_cache(maxsize=4096)
def syllables(word: str) -> tuple[str, ...]:
    """Return ``word`` as the fewest pinyin syllables, or () if it is not pinyin."""
    known = _syllables()
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for start in range(len(word)):
        before = best[start]
        if before is None:
            continue
        for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(word)) + 1):
            reached = best[end]
            shorter = reached is None or len(reached) > len(before) + 1
            if shorter and word[start:end] in known:
                best[end] = (*before, word[start:end])
    return best[-1] or ()


def _blur(syllable: str) -> str:
    if syllable[:2] in {"zh", "ch", "sh"}:
        syllable = syllable[0] + syllable[2:]
    return syllable[:-1] if syllable.endswith("ng") else syllable


def _read() -> Iterator[tuple[str, str]]:
    """Yield each syllable with the characters that are read so."""
    yield from _SYLLABLE_AND_CHARACTERS.findall(READINGS.replace("\n", ""))


@cache
def _sounds() -> dict[int, str]:
    """Return what each character sounds like, by its code point."""
    return {
        ord(one): blurred for read, all_ in _read() for blurred in [_blur(read)] for one in all_
    }


@cache
def _syllables() -> frozenset[str]:
    return frozenset(read for read, _ in _read()) | MORE_SPELLINGS
