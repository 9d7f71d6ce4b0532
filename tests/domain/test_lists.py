"""Lists of questions are told from one question, however it is laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists import questions_in, unmarked


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("BN 原理\nLSTM 结构\n\nAdam 公式", ("BN 原理", "LSTM 结构", "Adam 公式")),
        ("1. 什么是 dropout 2. 讲讲 L1 和 L2", ("什么是 dropout", "讲讲 L1 和 L2")),
        ("1、什么是 BN；2、什么是 LN", ("什么是 BN；", "什么是 LN")),
        ("(1) what is adam (2) what is sgd", ("what is adam", "what is sgd")),
        ("被问到：1.什么是 BN 2.什么是 GAN", ("什么是 BN", "什么是 GAN")),
        ("Asked today:\n- what is adam\n- sgd", ("what is adam", "sgd")),
        ("- batch norm\n- layer norm", ("batch norm", "layer norm")),
        ("Q1: what is PCA? Q2: what is ICA?", ("what is PCA", "what is ICA")),
        ("what is dropout? how does adam work?", ("what is dropout", "how does adam work")),
    ],
)
def test_a_list_is_its_questions(text: str, questions: tuple[str, ...]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "",
        "什么是 dropout？",
        "dropout 和 L2 哪个好",
        "a rate of 0.5 or 1.5",
        "lr=1e-3, 1.0 or 2.0?",
        "what is it?\nx",
    ],
)
def test_one_question_is_no_list(text: str) -> None:
    assert questions_in(text) == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [("2. what is Adam?", "what is Adam?"), ("(3) 什么是 BN", "什么是 BN"), ("- BN", "BN"),
     ("1.5 or 2", "1.5 or 2"), ("32", "32"), ("2.", "2."), ("L2", "L2")],
)  # fmt: skip
def test_a_mark_is_no_part_of_a_question(text: str, rest: str) -> None:
    assert unmarked(text) == rest


@given(st.text())
def test_nothing_is_made_up(text: str) -> None:
    questions = questions_in(text)
    assert len(questions) != 1
    assert all(question in text for question in questions)
