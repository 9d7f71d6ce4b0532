"""What is said to an open question instead of an answer."""

import pytest

from bot.domain import pleas
from bot.domain.pleas import Plea, plea
from bot.domain.politeness import cores


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I don't know, please show me the answer", None),
        ("我不知道。", Plea.UNKNOWN),
        ("给我看答案吧", Plea.ANSWER),
        ("忘了", Plea.UNKNOWN),
        ("Hint, please!", Plea.HINT),
        ("这道题太难了", Plea.HINT),
        ("next one please", Plea.SKIP),
        ("这题跳过吧", Plea.SKIP),
        ("dropout", None),
    ],
)
def test_pleas_are_heard_with_what_is_polite_around_them(text: str, wanted: Plea | None) -> None:
    assert plea(text) is wanted


@pytest.mark.parametrize("words", [pleas._UNKNOWN, pleas._ANSWER, pleas._HINT, pleas._SKIP])
def test_no_word_stands_in_the_list_with_what_is_polite_around_it(words: frozenset[str]) -> None:
    assert {word for word in words if not words.isdisjoint({*cores(word)} - {word})} == set()
