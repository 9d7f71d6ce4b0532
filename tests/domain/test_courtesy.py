"""Greetings, thanks and questions about the bot are told from questions for the deck."""

import pytest

from bot.domain.courtesy import Courtesy, courtesy


@pytest.mark.parametrize("text", ["Hello!", "hi", "你好～", "晚上好", "Good morning"])
def test_greetings(text: str) -> None:
    assert courtesy(text) is Courtesy.GREETING


@pytest.mark.parametrize("text", ["thanks", "Thank you!", "谢谢", "謝謝 🙏", "OK", "懂了！"])
def test_thanks(text: str) -> None:
    assert courtesy(text) is Courtesy.THANKS


@pytest.mark.parametrize("text", ["Bye!", "good night", "晚安～", "再見"])
def test_farewells(text: str) -> None:
    assert courtesy(text) is Courtesy.FAREWELL


@pytest.mark.parametrize("text", ["你是谁？", "What can you do?", "怎么用", "help"])
def test_asking_who_answers(text: str) -> None:
    assert courtesy(text) is Courtesy.WHO


@pytest.mark.parametrize(
    "text", ["I don't get it", "an example?", "不懂", "举个例子", "再说一遍！"]
)
def test_wanting_to_hear_more(text: str) -> None:
    assert courtesy(text) is Courtesy.MORE


@pytest.mark.parametrize("text", ["", "hello world", "你好，什么是 dropout", "dropout"])
def test_anything_else(text: str) -> None:
    assert courtesy(text) is None
