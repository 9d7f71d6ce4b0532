"""What a person chooses: what is understood, and what is refused in which words."""

import pytest

from tests.conversation.talk import Talk


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("timezone Mars", "I know no time zone “Mars”"),
        ("timezone Europe/Berlin", "Time zone: Europe/Berlin"),
        ("reminder 24", "“24” is no full hour"),
        ("reminder 9pm", "Daily reminder: at 21:00"),
        ("reminder 9:30pm", "“9:30pm” is no full hour"),
        ("reminder 07:00", "Daily reminder: at 7:00"),
        ("cap 501", "from 1 to 500"),
        ("cap 500", "at most 500"),
        ("grades 3", "There are 2 or 4 grades"),
        ("grades 4", "Grades: did not know it, barely, knew it, easy"),
        ("answer aloud", "no way to answer “aloud”"),
        ("answer choose", "you pick from options"),
        ("colour red", "There is no setting “colour red”"),
        ("language fr", "“fr” is no language I speak"),
        ("keep maybe", "neither yes nor no"),
        ("cap: 20", "at most 20"),
        ("cap=20", "at most 20"),
        ("reminder 8 pm", "Daily reminder: at 20:00"),
        ("keep 关", "improve the deck (never who asked): off"),
        ("语言 自动", "automatic"),
        ("答题 打字", "you type, I score it"),
        ("answer pick", "you pick from options"),
        ("时区 东京", "Time zone: Asia/Tokyo"),
        ("提醒 晚上9点", "Daily reminder: at 21:00"),
        ("提醒 关", "Daily reminder: off"),
        ("复习 20", "at most 20"),
        ("评分 4", "barely"),
    ],
)
async def test_settings_say_what_they_cannot_be(ann: Talk, line: str, said: str) -> None:
    assert said in await ann.say(f"/settings {line}")
