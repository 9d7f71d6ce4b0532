"""What is the same to ``normalise``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.normalising import normalise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ＬＳＴＭ　ｃｅｌｌ", "lstm cell"),
        ("L²", "l2"),
        ("$L^2$", "l2"),
        ("$w_{ij}$", "wij"),
        ("naïve Bayes", "naive bayes"),
        ("\ud83d梯度\udcff", "\ud83d梯度\udcff"),
        ("梯度消失與梯度爆炸", "梯度消失与梯度爆炸"),
        ("網路權重", "网络权重"),
        ("最大概似估計", "最大似然估计"),
        ("正規化", "正则化"),
        ("批次正規化", "批量归一化"),
        ("語音辨識", "语音识别"),
        ("束搜尋", "束搜索"),
        ("mAP@0.5", "mean average precision@0.5"),
        ("MAP", "map"),
        ("馬可夫鏈", "马尔可夫链"),
        ("鍵值快取", "键值缓存"),
        ("物件偵測與語意分割", "目标检测与语义分割"),
        ("遞迴神經網路", "循环神经网络"),
        ("序列與向量", "序列与向量"),
    ],
)
def test_writes_the_same_thing_in_the_same_characters(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize("letter", ["λ", r"\lambda", r"$\lambda$", "Λ"])
def test_names_greek_letters(letter: str) -> None:
    assert normalise(letter).split() == ["lambda"]


def test_drops_other_latex_commands() -> None:
    assert normalise(r"$\frac{\partial L}{\partial w}$").split() == ["l", "w"]


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_does_not_mind_case(text: str) -> None:
    assert normalise(text.upper()) == normalise(text.lower())


@given(st.text(), st.text())
def test_keeps_lines_apart(first: str, second: str) -> None:
    first, second = first.replace("\n", " "), second.replace("\n", " ")

    assert normalise(f"{first}\n{second}") == f"{normalise(first)}\n{normalise(second)}"
