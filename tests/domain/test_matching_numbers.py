"""Texts that only name questions by their numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching.numbers import parse_numbers


@pytest.mark.parametrize(
    "text",
    [
        "第 32 题",
        "第32题",
        "第三十二题",
        "第32題",
        "第三十二個問題",
        "第 32 道题目",
        "32题",
        "32号题",
        "题32",
        "问题 32",
        "题号 32",
        "q32",
        "Q 32",
        "#32",
        "＃３２",
        "no. 32",
        "No 32",
        "nr. 32",
        "number 32",
        "question 32",
        "Question #32",
        "entry 32",
        "dl-32",
        "32",
        "  32 ",
        "３２",
        "#٣٢",
        "第32题？",
        "第三十二题怎么答",
        "看下 32 题",
        "第32题的答案是什么",
        "show me question 32 please",
    ],
)
def test_reads_a_number(text: str) -> None:
    assert parse_numbers(text) == (32,)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("零", 0),
        ("三", 3),
        ("十", 10),
        ("十四", 14),
        ("二十", 20),
        ("六十一", 61),
        ("一百", 100),
        ("一百零七", 107),
        ("二〇", 20),
    ],
)
def test_reads_chinese_numerals(numeral: str, value: int) -> None:
    assert parse_numbers(f"第{numeral}题") == (value,)


@pytest.mark.parametrize("text", ["第 5 题和第 9 题", "q5 and q9", "#5, #9", "第五题 第九题"])
def test_reads_several_numbers(text: str) -> None:
    assert parse_numbers(text) == (5, 9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "为什么是 224",
        "224x224",
        "1024",
        "L2",
        "conv3",
        "3层网络",
        "no 1 reason for overfitting",
        "question 32 says that dropout is bagging, why",
        "第三层的梯度",
        "第 3 章讲什么",
        "三次握手",
        "32 张图片",
        "3.5",
        "-3",
    ],
)
def test_leaves_other_texts_alone(text: str) -> None:
    assert parse_numbers(text) == ()


@given(st.integers(min_value=0, max_value=999))
def test_reads_every_number_of_up_to_three_digits(number: int) -> None:
    for text in (f"第{number}题", f"q{number}", f"#{number}", str(number)):
        assert parse_numbers(text) == (number,)


@given(st.text())
def test_never_fails(text: str) -> None:
    assert all(number >= 0 for number in parse_numbers(text))
