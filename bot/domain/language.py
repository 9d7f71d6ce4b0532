"""The two languages the product speaks, and which of them a text is in."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Language(StrEnum):
    """A language of the knowledge base and of the bot's own words."""

    ZH = "zh"
    EN = "en"


ENOUGH_ENGLISH_WORDS: Final = 3
ENOUGH_SYLLABLES: Final = 3  # two may well be an English word: "mode", "relu", "tune"

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# The syllables of pinyin but for those that begin with a vowel, by the sound they begin with.
_SYLLABLES_BY_INITIAL: Final = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo v ve",
    **dict.fromkeys("gh", "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo"),
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    **dict.fromkeys("jqx", "i ia ian iang iao ie in ing iong iu u uan ue un"),
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "sh": "a ai an ang ao e en eng i ou u ua uai uan uang ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    **dict.fromkeys("cs", "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "w": "a ai an ang ei en eng o u",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
}
_SYLLABLE = re.compile(
    "|".join(
        sorted(
            (begun + rest for begun, of in _SYLLABLES_BY_INITIAL.items() for rest in of.split()),
            key=lambda syllable: (-len(syllable), syllable),
        )
    )
)
_SYLLABLES = re.compile(f"(?:{_SYLLABLE.pattern})+")
# fmt: off
_ENGLISH = frozenset({
    "a", "about", "an", "and", "are", "can", "do", "does", "for", "from", "how", "i", "in", "is",
    "it", "me", "my", "not", "of", "on", "or", "should", "tell", "than", "that", "the", "their",
    "there", "they", "this", "to", "use", "was", "we", "what", "when", "where", "which", "who",
    "why", "with", "you",
})
# Words that read as pinyin by chance.
_BY_CHANCE = frozenset({
    "balance", "baseline", "cache", "candidate", "change", "database", "decaying", "decide",
    "delete", "disentangling", "future", "gating", "guidance", "language", "limiting", "machine",
    "maximize", "minimize", "mining", "mixing", "mobile", "modeling", "module", "nature", "pinsage",
    "quantize", "reduce", "regularize", "relate", "resize", "resume", "routing", "sarima",
    "simulate", "tuning",
})
# fmt: on


_NAMED: Final = {
    "zh": Language.ZH,
    "中文": Language.ZH,
    "chinese": Language.ZH,
    "en": Language.EN,
    "英文": Language.EN,
    "english": Language.EN,
}


def named(word: str) -> Language | None:
    """Return the language that a word names, or None."""
    return _NAMED.get(word.casefold())


def detect(text: str) -> Language | None:
    """Return the language somebody wrote in, or None where the text does not tell.

    A single Chinese character decides: technical terms stay English in Chinese questions. Latin
    text is English when it has English function words or is long enough, Chinese when all of it
    reads as toneless pinyin; a bare term ("dropout") does not tell.
    """
    if _HAN.search(text):
        return Language.ZH
    words = [word.lower() for word in _WORD.findall(text)]
    if _ENGLISH.intersection(words):
        return Language.EN
    if words and _reads_as_pinyin(words):
        return Language.ZH
    return Language.EN if len(words) >= ENOUGH_ENGLISH_WORDS else None


def _reads_as_pinyin(words: list[str]) -> bool:
    if not all(_SYLLABLES.fullmatch(word) for word in words) or not _BY_CHANCE.isdisjoint(words):
        return False
    return sum(len(_SYLLABLE.findall(word)) for word in words) >= ENOUGH_SYLLABLES


@lru_cache(256)  # a few are asked for with every update
def from_tag(tag: str | None) -> Language | None:
    """Return our language for a BCP 47 tag or POSIX locale (``zh-hans``, ``en_US.UTF-8``)."""
    primary = re.split(r"[-_.]", tag or "")[0].lower()
    return Language(primary) if primary in tuple(Language) else None
