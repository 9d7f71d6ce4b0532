"""Cutting a normalised text into tokens, and tokens into the terms that are compared.

A token is a run of Chinese characters or a Latin word. Its terms are the characters and the pairs
of neighbours of a Chinese run, a Latin word itself, the word joined with the one before it ("mini
batch" holds ``minibatch``), and the 4-grams of a longer word, which survive an inflection.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from bot.domain.normalising import normalise

# Words that hold a question together but say nothing of its subject. Cutting at them, instead of
# leaving them to their low weight, also spares the n-grams that would reach across them.
_FRAMES: Final = (
    "什么 怎么样 怎么 怎样 如何 为什么 为何 为啥 哪些 哪个 哪种 请问 是不是 有没有 能不能 可不可以 "
    "可以 一下 问一下 想问 我们 大家 各位 请教 求教 谢谢 多谢 麻烦 一般 通常 到底 究竟 这个 那个 "
    "这些 那些 讲讲 说说 介绍 解释 谈谈 简述 讲解 说明 以及 或者 还是 "
    "想问下 问下 想请问 请教下 求助 求问 求解 求大神 有没有人 有人 谁能 谁知道 大佬 大神 前辈 "
    "老师们 老哥 兄弟 小白 新手 萌新 菜鸟 打扰 不好意思 好奇 一直 总是 老是 经常 常常 听说 看到 "
    "看见 发现 感觉 觉得 认为 其实 真的 好像 似乎 有点 东西 事情 怎么回事 回事 搞不懂 不太懂 "
    "没搞懂 不明白 没明白 想不通 搞清楚 弄清楚 面试官 面试 被问到 被问 问到 昨天 今天 刚刚 刚才 "
    "最近 帮忙 能否 可否 是否 具体 说一下 说下 讲一下 讲下 聊聊 给我 告诉 时候 的话 而且 但是 "
    "不过 然后 后来 因为 所以 如果 虽然 "
    "的 了 吗 呢 吧 啊 呀 嘛 啥 咋 我 你 您 它 这 那 就 都 也 又 很 请 是 与 或 把 被 让 着"
)
# Each alternative begins with a literal, which lets the regular expression engine skip ahead.
FRAME: Final = re.compile(
    "|".join(sorted(_FRAMES.split(), key=len, reverse=True))
    + "|有(?![效限监偏向序])|及(?<![以普涉]及)|和(?<![饱求总]和)|他(?<!其他)|给(?!定|出)|还(?!原)"
    + "|在(?<![存内潜]在)(?!线)"
    + r"|walk (?:me|us) through|like i\W?a?m (?:five|5)\b"
    + r"|w\.?r\.?t\b"
    + r"|in (?:simple|plain|layman\W?s|your own) (?:terms|words|english)"
)
_FILLERS: Final = (
    "the a an is are was be been do does did of in on to and or for with what why how which when "
    "where who that this these those it its we you i me my can could should would will please "
    "explain describe tell about there by as at from so if have has not don t s"
)
FILLERS: Final = frozenset(_FILLERS.split())
"""English words that say nothing, in a question as in an answer."""

_FRAMING: Final = (
    "brief briefly overview regard regarding consider considering familiar trying situation "
    "situations vs versus instead everybody everyone just kindly let lets very some also still "
    "too but while they them their our us your she "
    "whats im dont doesn isn aren didn won couldn wouldn shouldn"
)
ENGLISH_FRAMES: Final = FILLERS | frozenset(_FRAMING.split())
"""What only frames a question: with it, words that an answer may turn on."""

FIRST_CHINESE: Final = "\u3400"
LAST_CHINESE: Final = "\u9fff"
LATIN: Final = r"[a-z]+[0-9]*(?:2[a-z]+)?|[0-9]+"
TOKEN: Final = re.compile(rf"[{FIRST_CHINESE}-{LAST_CHINESE}]+|{LATIN}")
BRITISH: Final = re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)")

# More than spelling apart, and meant alike in every question that was collected. The longest of
# each is kept, as a slip in it can still be told.
_ALIKE: Final = {
    "training": "train trained",
    "learning": "learn learned",
    "sampling": "sample sampled",
    "regularization": "regularize regularizer regularizing regularized",
    "initialization": "init initialize initialized initializing",
    "masking": "mask masked",
    "compression": "compress compressed",
    "difficult": "hard",
    "choose": "pick",
    "large": "big bigger huge larger",
    "small": "tiny little smaller",
    "vocabulary": "vocab",
    "parameter": "param",
    "hyperparameter": "hyperparam",
    "gradient": "grad",
    "dimension": "dim",
    "probability": "prob",
    "embedding": "emb",
    "algorithm": "algo",
    "temperature": "temp",
}
SYNONYMS: Final = {word: said for said, words in _ALIKE.items() for word in words.split()}

SHORTEST_GRAMMED: Final = 5
GRAM: Final = 4
GRAM_MARK: Final = "~"

# How much a term of each kind says. A sweep over labelled questions found a broad optimum here.
CHINESE_WEIGHT: Final = 1.0
WORD_WEIGHT: Final = 1.6
GRAM_WEIGHT: Final = 0.3


def frame(text: str) -> str:
    """Return a normalised text with blanks for what only frames a question, but for English words.

    Line ends stay where they are, so that many texts can be framed at once, one a line.
    """
    return FRAME.sub(" ", normalise(text))


def tokenise(text: str) -> list[str]:
    """Return the tokens of a text, without the words that only frame a question."""
    return cut(normalise(text))


def cut(plain: str) -> list[str]:
    """Return the tokens of a text that is normalised."""
    return [
        stem(found) if found.isascii() else found
        for found in TOKEN.findall(FRAME.sub(" ", plain))
        if found not in ENGLISH_FRAMES
    ]


def is_chinese(token: str) -> bool:
    """Tell whether a token is a run of Chinese characters rather than a Latin word."""
    return token[0] >= FIRST_CHINESE


def compounds(tokens: Sequence[str]) -> list[str]:
    """Return each Latin word joined with the one that follows it."""
    return [
        first + second for first, second in pairwise(tokens) if first.isascii() and second.isascii()
    ]


class Terms(NamedTuple):
    """The terms of a text, each once: those that are whole, and the 4-grams of its words."""

    whole: Sequence[str]
    grams: Sequence[str]


def terms(tokens: Sequence[str]) -> Terms:
    """Return the terms of a text."""
    whole: list[str] = []
    parts: list[str] = []
    for token in tokens:
        if token.isascii():
            whole.append(token)
            parts += grams(token)
        else:
            whole += token
            whole += map(str.__add__, token, token[1:])
    whole += compounds(tokens)
    return Terms([*dict.fromkeys(whole)], [*dict.fromkeys(parts)])


def grams(word: str) -> list[str]:
    """Return the marked 4-grams of a Latin word, none of a short one."""
    if len(word) < SHORTEST_GRAMMED:
        return []
    ended = f"^{word}$"
    return [GRAM_MARK + ended[i : i + GRAM] for i in range(len(ended) - GRAM + 1)]


def is_gram(term: str) -> bool:
    """Tell whether a term is a 4-gram of a word."""
    return term[0] == GRAM_MARK


def weight(term: str) -> float:
    """Return how much a term of this kind says, before how rare it is."""
    if is_chinese(term):
        return CHINESE_WEIGHT
    return GRAM_WEIGHT if is_gram(term) else WORD_WEIGHT


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word in American spelling and singular, or what stands for it.

    Stemming all words measurably harms.
    """
    if len(word) > SHORTEST_GRAMMED + 1:
        word = BRITISH.sub("iz", word)
    plural = len(word) >= GRAM and word.endswith("s")
    singular = word[:-1] if plural and not word.endswith(("ss", "us", "is")) else word
    return SYNONYMS.get(singular, singular)
