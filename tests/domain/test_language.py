"""Which language a text is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck
from bot.domain.language import Language, detect, from_tag

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("梯度爆炸怎么办", ZH),
        ("dropout 和 L2 哪个好", ZH),
        ("梯度", ZH),
        ("how do I deal with exploding gradients", EN),
        ("what is softmax", EN),
        ("exploding gradient fixes", EN),
        ("tidu baozha", ZH),
        ("zhengzehua", ZH),
        ("dropout", None),
        ("LSTM", None),
        ("weight decay", None),
        ("relu", None),
        ("Jacobian", None),
        ("rendering pipeline", None),
        ("KV cache", None),
        ("change language", None),
        ("weishenme", ZH),
        ("mubiao jiance", ZH),
        ("32", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_a_text_tells_its_language_or_not(text: str, language: Language | None) -> None:
    assert detect(text) is language


def test_no_english_phrase_of_the_deck_reads_as_pinyin(deck: Deck) -> None:
    aliases = [it.aliases for it in deck.entries] + [it.aliases for it in deck.outside]
    phrases = [phrase for both in aliases for phrase in both.en]
    assert [phrase for phrase in phrases if detect(phrase) is ZH] == []


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert detect(text) in (ZH, EN, None)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-hans", ZH),
        ("zh_CN.UTF-8", ZH),
        ("en_US.UTF-8", EN),
        ("en", EN),
        ("de", None),
        ("C", None),
        (None, None),
    ],
)
def test_tags(tag: str | None, language: Language | None) -> None:
    assert from_tag(tag) is language
