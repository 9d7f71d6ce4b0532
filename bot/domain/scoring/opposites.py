"""Words that mean the opposite of each other: who swaps them says the opposite of a point."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_PAIRS: Final = (
    ("upper 上界 上限", "lower-bound lower-bounds 下界 下限"),
    (
        (
            "increas* rais* rise rises rising grow* larg* big bigger high higher highest more many"
            " most enlarg* longer wider deeper stronger"
            " 增加 增大 增长 增多 增强 提高 提升 上升 升高 变大 变多 变高 更大 更多 更高 更强 更长"
            " 越大 越多 越高 越深 较大 较多 较高 放大 扩大 加大 很大 很高 很多 最多 最高"
        ),
        (
            "decreas* reduc* low lower* shrink* shrank small smaller smallest less lessen* fewer"
            " few diminish* weaker shorter narrower shallower"
            " 减少 减小 减弱 降低 下降 变小 变少 变低 更小 更少 更低 更弱 更短"
            " 越小 越少 越低 越浅 较小 较少 较低 缩小 收缩 缩短 很小 很低 很少 最少 最低"
        ),
    ),
    (
        "fast faster fastest quick* speed* 更快 越快 很快 加快 加速",
        "slow* 更慢 越慢 很慢 变慢 减慢",
    ),
    ("cheap* inexpensive 便宜 廉价", "expensive costly 昂贵"),
    ("before earlier 之前 以前", "after later 之后 以后"),
    ("above exceed* greater 大于 超过 高于", "below 小于 低于"),
    ("maxim* 最大", "minim* 最小"),
    ("positive* 正定 正的 正例 正样本", "negative* 负定 负的 负例 负样本"),
    ("forward 前向 正向", "reverse* backward* 反向"),
    ("unbiased 无偏", "biased 有偏"),
    ("same equal identical 相同 相等 一样", "different differ differs unequal 不同 不等 不一样"),
    ("convex 凸", "non-convex nonconvex concave 非凸 凹"),
    ("linear* 线性", "non-linear* nonlinear* exponential* quadratic* 非线性 指数 平方"),
    ("independent* 独立 无关", "dependent depend depends correlated 依赖 相关 有关"),
    ("exact* 精确 严格", "approximat* 近似"),
    ("supervised 有监督", "unsupervised 无监督"),
    ("global* 全局", "local* 局部"),
    ("sparse* 稀疏", "dense* 稠密"),
    ("overfit* 过拟合", "underfit* 欠拟合"),
    ("explod* explosion 爆炸", "vanish* 消失"),
    ("deterministic* 确定", "stochastic* 随机"),
    ("discrete 离散", "continuous 连续"),
    ("invarian* 不变", "equivarian* 等变"),
    ("necessary 必要", "sufficient 充分"),
    ("bidirectional* 双向", "causal unidirectional 单向"),
    ("sum sums summed add adds added 相加 之和 求和", "product products multipl* 相乘 乘积"),
    ("sharp* 尖锐", "flat* 平坦"),
    ("tractable easy easily 容易", "intractable difficult 难以 困难 难解"),
    ("high-pass 高通", "low-pass 低通"),
    ("left 左边 左侧", "right 右边 右侧"),
    ("parallel* 并行", "sequential* 串行"),
    ("attract* 吸引", "repel* escap* 逃离"),
    ("generative 生成式", "discriminative 判别式"),
    ("better improv* 更好 改善 改进", "worse* hurt* harm* 更差 变差 损害"),
)


@dataclass(frozen=True)
class Sides:
    """Which sides of the pairs of opposites a text takes.

    Args:
        taken: of each pair, by its number, how often a word of either side is said.
        second: how often one of its second side is.
    """

    taken: Mapping[int, int]
    second: Mapping[int, int]

    def flips(self, other: "Sides") -> int:
        """Return how many pairs two texts take different sides of.

        Two words swapped are a relation said the other way round ("small batches, high variance"
        for "large batches, low variance"), which is the same; and where one text says more of a
        pair than the other, they cannot be compared.
        """
        return sum(
            (self.second[pair] - other.second[pair]) % 2
            for pair, times in self.taken.items()
            if other.taken[pair] == times
        )


def sides(text: str) -> Sides:
    """Return the sides that a text, in English or Chinese, takes."""
    found = [found.lastgroup or "" for found in _WORDS.finditer(text)]
    taken = Counter(int(group[1:]) for group in found)
    return Sides(taken, Counter(int(group[1:]) for group in found if group[0] == "b"))


def _pattern(words: str) -> str:
    return "|".join(_word(word) for word in words.split())


def _word(word: str) -> str:
    if not word.isascii():
        return word
    spelt = word.replace("-", "[ -]?").replace("*", r"\w*")
    return rf"\b{spelt}\b"


_WORDS: Final = re.compile(
    "|".join(
        rf"(?P<a{number}>{_pattern(one)})|(?P<b{number}>{_pattern(other)})"
        for number, (one, other) in enumerate(_PAIRS)
    ),
    re.IGNORECASE,
)
