"""What looks alike."""

from collections import Counter

import pytest

from bot.domain.matching.looks import look, look_alikes


@pytest.mark.parametrize(
    ("typed", "meant"), [("卷枳", "卷积"), ("末知", "未知"), ("侍征", "特征"), ("摸型", "模型")]
)
def test_look_alikes_look_the_same(typed: str, meant: str) -> None:
    assert look(typed) == look(meant)


@pytest.mark.parametrize(("one", "other"), [("卷积", "面积"), ("梯度", "深度"), ("softmax", "max")])
def test_others_do_not(one: str, other: str) -> None:
    assert look(one) != look(other)


def test_no_character_is_in_two_groups() -> None:
    alike = look_alikes()
    sizes = Counter(alike.values())

    assert all(alike[first] == first for first in sizes)
    assert min(sizes.values()) > 1
