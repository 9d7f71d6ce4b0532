"""Bringing texts that mean the same to the same characters before they are compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from bot.domain.phrasing import fold
from bot.domain.traditional import simplify

# Taiwan and Hong Kong say these differently, not only in other characters. OpenCC's own list of
# such words is for everyday use: it would also turn 序列 into 串行 and 向量 into 矢量.
MAINLAND_WORDS: Final = {
    "变异数": "方差", "常态分": "正态分", "函式": "函数", "回圈": "循环", "机率": "概率",
    "激发函数": "激活函数", "激励函数": "激活函数", "解析度": "分辨率", "类神经": "神经",
    "马可夫": "马尔可夫", "蒙地卡罗": "蒙特卡罗", "批次": "批量", "取样": "采样", "贝氏": "贝叶斯",
    "贝式": "贝叶斯", "网路": "网络", "演算法": "算法", "影像": "图像", "杂讯": "噪声",
    "正规化": "正则化", "资料": "数据", "资讯": "信息", "迴归": "回归", "概似": "似然",
    "最佳化": "优化", "过度拟合": "过拟合", "讯号": "信号", "程式": "程序", "视讯": "视频",
    "音讯": "音频", "共变异": "协方差", "快取": "缓存", "物件侦测": "目标检测", "侦测": "检测",
    "支援向量": "支持向量", "语意": "语义", "递回神经": "循环神经", "记忆体": "内存",
    "位元": "比特", "杂凑": "哈希", "维度诅咒": "维度灾难", "倒传递": "反向传播",
    "感知器": "感知机", "分群": "聚类", "非监督": "无监督", "监督式": "监督", "强化式": "强化",
    "增强式学习": "强化学习", "罗吉斯": "逻辑", "变数": "变量", "批次正规化": "批量归一化",
    "层正规化": "层归一化", "资料正规化": "数据归一化", "正规化与标准化": "归一化与标准化",
    "大型语言模型": "大语言模型", "辨识": "识别", "搜寻": "搜索", "前处理": "预处理",
    "断词": "分词",
}  # fmt: skip
# What case alone tells apart: mAP is no MAP estimate, ZeRO not 0.
CASED_WORDS: Final = {"mAP": "mean average precision", "ZeRO": "zero redundancy optimizer"}
GREEK: Final = {
    letter: unicodedata.name(letter).rsplit(" ", 1)[-1].lower().replace("lamda", "lambda")
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
}
_GREEK_NAMES: Final = frozenset(GREEK.values())
_CASED: Final = re.compile("|".join(CASED_WORDS))
_MAINLAND: Final = re.compile("|".join(sorted(MAINLAND_WORDS, key=len, reverse=True)))
_GREEK_LETTER: Final = re.compile(f"[{''.join(GREEK)}]")
# Neither ASCII nor Chinese characters and their punctuation: there may be accents or Greek in it.
_FOREIGN: Final = re.compile("[^\x00-\x7f\u2010-\u2027\u3000-\u3029\u3400-\u9fff]")
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_LATEX_COMMAND: Final = re.compile(r"\\([a-z]+)")
_LATEX_MARK: Final = re.compile(r"[$^_{}\\]")


def normalise(text: str) -> str:
    r"""Return ``text`` in lower-case, half-width, accent-free, simplified characters.

    Compatibility forms are resolved (``L²`` is ``l2``), LaTeX is reduced to its letters and digits
    (``$L^2$`` is ``l2``, ``\lambda`` is ``lambda``, as is ``λ``), Traditional Chinese becomes
    Simplified, and words of Taiwan and Hong Kong become those of the mainland. What case alone
    tells apart is spelt out.
    """
    folded = spell_out(unicodedata.normalize("NFKC", text)).casefold()
    if "\\" in folded:
        folded = _LATEX_COMMAND.sub(_command, folded)
    folded = _LATEX_MARK.sub("", folded)
    if folded.isascii():
        return folded
    plain = _plain(folded) if _FOREIGN.search(folded) else folded
    return _MAINLAND.sub(lambda found: MAINLAND_WORDS[found[0]], simplify(plain))


@lru_cache(16)  # what is typed is looked up in several lists
def heard(text: str) -> str:
    """Return what phrasings share that differ in case, spaces, punctuation or script only."""
    return simplify(fold(text))


def spell_out(text: str) -> str:
    """Return ``text`` with the words in full that case alone tells from others."""
    return _CASED.sub(lambda found: CASED_WORDS[found[0]], text)


def _plain(text: str) -> str:
    """Return a text with Greek letters by their names, and no accents."""
    spelt = _GREEK_LETTER.sub(lambda found: f" {GREEK[found[0]]} ", text)
    return _ACCENT.sub("", unicodedata.normalize("NFD", spelt))


def _command(found: re.Match[str]) -> str:
    return f" {found[1]} " if found[1] in _GREEK_NAMES else " "
