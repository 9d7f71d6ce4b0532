"""Greetings, thanks and questions about the bot are told from questions for the deck."""

from collections.abc import Set

import pytest

from bot.domain import courtesy as words
from bot.domain.courtesy import Courtesy, courtesy
from bot.domain.knowledge import Deck, Entry
from bot.domain.spoken import spoken_command


@pytest.mark.parametrize("text", ["Hello!", "hi", "你好～", "晚上好", "Good morning"])
def test_greetings(text: str) -> None:
    assert courtesy(text) is Courtesy.GREETING


@pytest.mark.parametrize(
    "text", ["thanks", "Thank you!", "谢谢", "謝謝 🙏", "原來如此", "OK", "懂了！"]
)
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


@pytest.mark.parametrize(
    "text",
    [
        "why?",
        "举个例子吧",
        "那有什么缺点呢？",
        "are you sure?",
        "pros and cons",
        "???",
        "说人话",
        "公式呢",
    ],
)
def test_what_names_no_subject_wants_to_hear_more(text: str) -> None:
    assert courtesy(text) is Courtesy.MORE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("好的，谢谢大佬！", Courtesy.THANKS),
        ("ok, thanks a lot", Courtesy.THANKS),
        ("👍", Courtesy.THANKS),
        ("你好，请问你能做什么", Courtesy.WHO),
        ("thanks, bye", Courtesy.FAREWELL),
        ("ok but why?", Courtesy.MORE),
    ],
)
def test_several_said_at_once_are_the_last_of_them(text: str, kind: Courtesy) -> None:
    assert courtesy(text) is kind


@pytest.mark.parametrize(
    "text", ["答错了", "不是这个！", "that's not what I asked", "傻逼", "bad bot"]
)
def test_complaints(text: str) -> None:
    assert courtesy(text) is Courtesy.COMPLAINT


@pytest.mark.parametrize("text", ["你是 ChatGPT 吗？", "免费吗", "how many questions do you have?"])
def test_asking_what_the_bot_is_made_of(text: str) -> None:
    assert courtesy(text) is Courtesy.NATURE


@pytest.mark.parametrize("text", ["明天面试，好紧张", "I'm so nervous", "wish me luck!"])
def test_worries(text: str) -> None:
    assert courtesy(text) is Courtesy.WORRY


def _said(entry: Entry) -> tuple[str, ...]:
    return (entry.question.zh, entry.question.en, *entry.aliases)


def test_no_words_of_the_deck_are_taken_for_a_courtesy(deck: Deck) -> None:
    phrases = [phrase for entry in deck.entries for phrase in _said(entry)]
    topics = [phrase for topic in deck.outside for phrase in (topic.topic.zh, topic.topic.en)]
    assert [phrase for phrase in (*phrases, *topics) if courtesy(phrase)] == []


def test_nothing_is_both_a_courtesy_and_a_command() -> None:
    said = ["stop", "开始", "menu", "reminder", "你会保存我的数据吗", "有什么内容"]
    assert [text for text in said if courtesy(text) or not spoken_command(text)] == []


@pytest.mark.parametrize(
    "text", ["", "hello world", "你好，什么是 dropout", "dropout", "谢谢，再见！" * 11]
)
def test_anything_else(text: str) -> None:
    assert courtesy(text) is None


def test_no_word_of_the_list_is_one_by_the_others_already() -> None:
    kinds, pieces = words._KINDS, frozenset(words._PIECE.pattern.split("|"))
    superfluous = []
    for word, kind in kinds.items():
        parts = made_of(word, pieces - {word})
        last = [kinds[part] for part in parts if part in kinds][-1:]
        if last == [kind]:
            superfluous.append(word)
    assert superfluous == []


def made_of(text: str, pieces: Set[str]) -> list[str]:
    """Return the longest pieces that a text is made of in turn, none if it is not made of them."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        ends = range(len(text), at, -1)
        part = next((text[at:end] for end in ends if text[at:end] in pieces), "")
        if not part:
            return []
        parts.append(part)
        at += len(part)
    return parts
