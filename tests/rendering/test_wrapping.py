from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from bot.rendering.wrapping import breaks, units
from tests.rendering.documents import LAW


def wrapped(text: str, width: int) -> list[str]:
    positions = [0, *breaks(text, width), len(text)]
    return [text[a:b].rstrip(" ") for a, b in pairwise(positions)]


def test_english_breaks_at_spaces() -> None:
    assert wrapped("a norm maps a vector to its size", 12) == [
        "a norm maps",
        "a vector to",
        "its size",
    ]


def test_chinese_breaks_between_characters() -> None:
    assert wrapped("ReLU 是隐藏层的默认选择", 12) == ["ReLU 是隐藏", "层的默认选择"]


def test_punctuation_stays_on_its_side() -> None:
    assert wrapped("范数，大小", 4) == ["范", "数，", "大小"]
    assert wrapped("它叫“范数”。", 6) == ["它叫", "“范", "数”。"]
    assert wrapped("范数（大小）", 6) == ["范数", "（大", "小）"]


def test_a_no_break_space_does_not_break() -> None:
    assert wrapped("if x\u00a0=\u00a01 then", 7) == ["if", "x\u00a0=\u00a01", "then"]


def test_a_word_longer_than_a_line_breaks_anywhere() -> None:
    assert wrapped("an https://example.org", 8) == ["an", "https://", "example.", "org"]


@LAW
@given(st.text(alphabet="ab中，。“”() "), st.integers(2, 30))
def test_lines_are_not_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    assert "".join(units(text)) == text
    assert all(wcswidth(line) <= width for line in wrapped(text, width))
