"""What sounds alike, and what is pinyin."""

import re
import unicodedata

import pytest
from pypinyin.constants import PINYIN_DICT

from bot.domain.matching.readings import READINGS
from bot.domain.matching.sound import sound, syllables, syllables_sound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("剃度", "梯度"),
        ("交叉商", "交叉熵"),
        ("吉布丝", "吉布斯"),
        ("资适应", "自适应"),
        ("知", "资"),
        ("先兴", "线性"),
    ],
)
def test_homophones_sound_the_same(typed: str, meant: str) -> None:
    assert sound(typed) == sound(meant)


@pytest.mark.parametrize(("one", "other"), [("梯度", "速度"), ("熵", "商品"), ("范数", "方差")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tidu", ("ti", "du")),
        ("baozha", ("bao", "zha")),
        ("tezhengtu", ("te", "zheng", "tu")),
        ("xuexilv", ("xue", "xi", "lv")),
        ("fanshu", ("fan", "shu")),
        ("shang", ("shang",)),
    ],
)
def test_cuts_pinyin_into_the_fewest_syllables(typed: str, expected: tuple[str, ...]) -> None:
    assert syllables(typed) == expected


@pytest.mark.parametrize("word", ["dropout", "lstm", "softmax", "l2", "x", ""])
def test_other_words_are_no_pinyin(word: str) -> None:
    assert syllables(word) == ()


def test_pinyin_sounds_like_its_characters() -> None:
    assert syllables_sound(("ti", "du", "cai", "jian")) == sound("梯度裁剪")


def test_every_reading_is_one_that_pypinyin_knows() -> None:
    by_syllable = re.findall("([a-z]+)([^a-z]+)", READINGS.replace("\n", ""))

    wrong = [
        (character, syllable)
        for syllable, characters in by_syllable
        for character in characters
        if syllable not in map(_toneless, PINYIN_DICT[ord(character)].split(","))
    ]

    assert len(by_syllable) == 399
    assert wrong == []


def _toneless(reading: str) -> str:
    marked = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    umlaut = marked.replace("u\N{COMBINING DIAERESIS}", "v")
    return "".join(character for character in umlaut if character.isascii())
