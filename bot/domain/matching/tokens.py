"""Cutting a normalised text into tokens, and tokens into the terms that are compared.

A token is a run of Chinese characters or a Latin word. Its terms are the character 1- to 3-grams of
a Chinese run, a Latin word itself, the word joined with the one before it ("mini batch" holds
``minibatch``), and the character 4-grams of a longer word, which survive an inflection.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.domain.normalising import normalise

# Words that hold a question together but say nothing of its subject. Cutting at them, instead of
# leaving them to their low weight, also spares the n-grams that would reach across them.
_CHINESE_FRAMES: Final = (
    "什么 怎么样 怎么 怎样 如何 为什么 为何 为啥 哪些 哪个 哪种 请问 是不是 有没有 能不能 可不可以 "
    "可以 一下 问一下 想问 我们 大家 各位 请教 求教 谢谢 多谢 麻烦 一般 通常 到底 究竟 这个 那个 "
    "这些 那些 讲讲 说说 介绍 解释 谈谈 简述 讲解 说明 以及 或者 还是 "
    "的 了 吗 呢 吧 啊 呀 嘛 啥 咋 我 你 您 它 这 那 就 都 也 又 很 请 是 与 或 把 被 让 着"
)
# Each alternative begins with a literal, which lets the regular expression engine skip ahead.
_CHINESE_FRAME: Final = re.compile(
    "|".join(sorted(_CHINESE_FRAMES.split(), key=len, reverse=True))
    + "|有(?![效限监偏向序])|及(?<![以普涉]及)|和(?<![饱求总]和)|他(?<!其他)|给(?!定|出)|还(?!原)"
    + "|在(?<![存内潜]在)(?!线)"
)
_ENGLISH_FRAMES: Final = (
    "the a an is are was be been do does did of in on to and or for with what why how which when "
    "where who that this these those it its we you i me my can could should would will please "
    "explain describe tell about there by as at from so if have has not don t s"
)
_ENGLISH_FRAME_WORDS: Final = frozenset(_ENGLISH_FRAMES.split())
_TOKEN: Final = re.compile(r"[\u3400-\u9fff]+|[a-z]+[0-9]*(?:2[a-z]+)?|\d+")
_BRITISH: Final = re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)")

_SHORTEST_GRAMMED: Final = 5
_GRAM: Final = 4
_GRAM_MARK: Final = "~"

# How much a term of each kind says. A sweep over labelled questions found a broad optimum here.
_CHINESE_WEIGHTS: Final = (0.0, 1.0, 1.0, 0.3)
_WORD_WEIGHT: Final = 1.6
_GRAM_WEIGHT: Final = 0.3


def tokenise(text: str) -> list[str]:
    """Return the tokens of a text, without the words that only frame a question."""
    return tokenise_all([text])[0]


def tokenise_all(texts: Iterable[str]) -> list[list[str]]:
    """Return the tokens of each text; all at once, because most of the work is in the calls."""
    lines = "\n".join(text.replace("\n", " ") for text in texts)
    framed = _CHINESE_FRAME.sub(" ", normalise(lines))
    return [
        [
            found if is_chinese(found) else _stem(found)
            for found in _TOKEN.findall(line)
            if found not in _ENGLISH_FRAME_WORDS
        ]
        for line in framed.split("\n")
    ]


def is_chinese(token: str) -> bool:
    """Tell whether a token is a run of Chinese characters rather than a Latin word."""
    return token[0] >= "\u3400"


def compounds(tokens: Sequence[str]) -> list[str]:
    """Return each Latin word joined with the one that follows it."""
    return [
        first + second for first, second in pairwise(tokens) if first.isascii() and second.isascii()
    ]


def token_terms(token: str) -> tuple[str, ...]:
    """Return the terms of one token."""
    if is_chinese(token):
        return (*coarse_terms(token), *(token[i : i + 3] for i in range(len(token) - 2)))
    if len(token) < _SHORTEST_GRAMMED:
        return (token,)
    ended = f"^{token}$"
    return (token, *(_GRAM_MARK + ended[i : i + _GRAM] for i in range(len(ended) - _GRAM + 1)))


def coarse_terms(token: str) -> tuple[str, ...]:
    """Return the terms of one token without the many of little weight."""
    if is_chinese(token):
        return (*token, *(token[i : i + 2] for i in range(len(token) - 1)))
    return (token,)


def weight(term: str) -> float:
    """Return how much a term of this kind says, before how rare it is."""
    if is_chinese(term):
        return _CHINESE_WEIGHTS[len(term)]
    return _GRAM_WEIGHT if term[0] == _GRAM_MARK else _WORD_WEIGHT


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """Return a word in American spelling and singular; more stemming measurably harms."""
    if len(word) > _SHORTEST_GRAMMED + 1:
        word = _BRITISH.sub("iz", word)
    plural = len(word) >= _GRAM and word.endswith("s")
    return word[:-1] if plural and not word.endswith(("ss", "us", "is")) else word
