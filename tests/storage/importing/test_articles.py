"""Articles of questions and answers, in the shapes in which people write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.knowledge.importing.articles import read_article
from bot.storage.knowledge.importing.found import Found, Reading

ARTICLE = Path(__file__).with_name("article.md").read_text("utf-8")


def asked(reading: Reading) -> list[tuple[int | None, str, str]]:
    return [(found.number, found.question, found.answer) for found in reading.found]


def test_an_article_in_kramdown_is_read_wholly() -> None:
    reading = read_article(ARTICLE)
    assert reading.title == "「ML」 机器学习问答"
    assert [(found.line, found.number, found.question) for found in reading.found] == [
        (10, None, "为什么先划分数据再做标准化"),
        (14, None, r"输入为什么常取 $32 \times 32$"),
        (25, 1, "列举常见的距离及其应用"),
        (37, 2, "介绍一下经验风险与期望风险。"),
        (41, 3, ""),
        (43, 4, "批归一化的作用"),
        (47, 5, "交叉验证怎么做"),
        (51, 6, "KNN 的做法"),
        (55, 7, "决策树的剪枝"),
        (59, 8, "集成的好处"),
        (63, 9, ""),
        (65, 10, ""),
        (67, 11, "线性回归的有效参数"),
    ]
    assert [found.number for found in reading.found if found.guessed] == [3, 9, 10]
    assert [found.name for found in reading.found[:3]] == ["pipeline_order", "image_size", None]
    assert [(unplaced.line, unplaced.why) for unplaced in reading.unplaced] == [
        (74, "belongs to no question"),
        (77, "a heading"),
        (78, "a heading"),
        (79, "belongs to no question"),
    ]


def test_answers_keep_their_markdown_and_lose_what_only_a_web_page_needs() -> None:
    found = {found.number: found.answer for found in read_article(ARTICLE).found if found.number}
    assert "| $L_1$| 绝对值之和； 稳健`推导` |" in found[1]
    assert "$$d(x, y) = " in found[1]
    assert not any("{:" in answer or "<span" in answer for answer in found.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "### Q: What is a?\n\nA: It is b.\n\nAnd more.\n\n### Q: And c?\nA: d",
            [(None, "What is a?", "It is b.\n\nAnd more."), (None, "And c?", "d")],
        ),
        (
            "Q: What is a?\nA: b\n\nQ2: What is c?\nA: d",
            [(None, "What is a?", "b"), (2, "What is c?", "d")],
        ),
        ("**Q1: What is a?**\n\n**A:** b", [(1, "What is a?", "b")]),
        ("问：什么是甲\n答：乙", [(None, "什么是甲", "乙")]),
        ("## 什么是甲？\n乙\n## 来源\n书", [(None, "什么是甲？", "乙")]),
        (
            "1. What is a?\n   It is b.\n\n   - c\n2. **Why d?**\n\n   Because.\n",
            [(1, "What is a?", "It is b.\n\n- c"), (2, "Why d?", "Because.")],
        ),
        ("3. 什么是甲？\n4. 什么是乙？\n", [(3, "什么是甲？", ""), (4, "什么是乙？", "")]),
        (
            "<details>\n<summary>What?</summary>\n\nb\n\n</details>\n\n<details>c</details>\n",
            [(None, "What?", "b")],
        ),
        (
            "<details><summary><b>3. Why c?</b></summary>Because &lt; d.</details>",
            [(3, "Why c?", "Because < d.")],
        ),
        (
            "**What is a**\n\nb\n\n**What is c**\n\nd",
            [(None, "What is a", "b"), (None, "What is c", "d")],
        ),
        (
            "## What is a?\n\n**Note**\n\n1. Why?\n2. How?",
            [(None, "What is a?", "**Note**\n\n1. Why?\n2. How?")],
        ),
        (
            "### Us\n\n### 1) What is a? [[x](https://a.b)]\nb\n\n### 2) Explain c.\n\n### 3) Why?",
            [(1, "What is a?", "b"), (2, "Explain c.", ""), (3, "Why?", "")],
        ),
        ("Q: What is a? A: It is b.", [(None, "What is a?", "It is b.")]),
        ("## 3.1.2 What is a?\nb", [(None, "What is a?", "b")]),
        (
            "## What is a?\nb\n### More\nc\n## Also\nd",
            [(None, "What is a?", "b\n\n**More**\n\nc")],
        ),
        ("第 3 题：什么是甲", []),
        ("", []),
    ],
)
def test_each_shape_gives_its_questions_and_answers(
    text: str, expected: list[tuple[int | None, str, str]]
) -> None:
    assert asked(read_article(text)) == expected


def test_headings_of_a_level_ask_if_one_says_so() -> None:
    text = "# Net?\n\n## Convolution\na\n\n### Why?\nb\n\n## Pooling\nc"
    assert asked(read_article(text))[:2] == [
        (None, "Net?", "**Convolution**\n\na"),
        (None, "Why?", "b"),
    ]
    assert asked(read_article(text, 2)) == [
        (None, "Convolution", "a\n\n**Why?**\n\nb"),
        (None, "Pooling", "c"),
    ]


def test_an_answer_between_numbers_that_do_not_fit_gets_none() -> None:
    text = "**1 a**\n{:.x}\nb\n\n答：c\n\n**4 d**\n{:.x}\ne"
    assert read_article(text).found[1] == Found(5, "", "c")


@given(st.text("# *-123.?:QA答问<>details/summary \n|$`{:.w}p", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read_article(text)
