"""Mock interviews as conversations."""

from datetime import timedelta
from random import Random

import pytest

from bot.app import Bot, Knowledge, open_bot
from bot.conversation.message import ChatKind
from bot.settings import read_settings
from tests.conversation.talk import NOW, Talk, buttons, text_of


@pytest.fixture
def ann(bot: Bot) -> Talk:
    return Talk(bot.dispatcher)


async def test_an_interview_takes_time_and_ends_with_a_report(ann: Talk) -> None:
    said = await ann.say("/mock 3")
    assert "Your interview: 3 questions" in said
    assert "1 / 3 · " in said
    assert "⏱ 3 min" in said
    graded = []
    for minutes, grade in ((1, "Knew it"), (2, "Did not know it"), (4, "Did not know it")):
        ann.now += timedelta(minutes=minutes)
        await ann.press("Show answer")
        ann.now += timedelta(minutes=9)  # reading the answer is not thinking
        await ann.press(grade)
        graded.append(text_of(ann.messages[0].document))
    assert "⏱ 1:00\n" in graded[0]
    assert "⏱ 4:00 (over time)" in graded[2]
    said = text_of(ann.messages[1].document)
    assert "Your interview: 33 % over 3 questions" in said
    assert "2:20 a question on average, one over time." in said
    assert "■■■■■ 100 % · " in said
    assert "□□□□□ 0 % · " in said
    assert "Read these next:" in said
    assert said.count("📖") >= 2
    assert len([b for b in buttons(ann.last) if b.line.startswith("/show")]) >= 2
    assert "Your interview: 8 questions" in await ann.press("Another interview")


async def test_every_grade_of_an_interview_schedules(ann: Talk) -> None:
    await ann.say("/mock 1")
    await ann.press("Show answer")
    assert "again in 2 days" in await ann.press("Knew it")
    assert "What went well" not in text_of(ann.messages[1].document)
    assert "You knew every one of them" in text_of(ann.messages[1].document)
    ann.now = NOW + timedelta(days=3)
    assert "1 / 1" in await ann.say("/review")


async def test_an_interview_can_be_left(ann: Talk) -> None:
    await ann.say("/mock")
    assert "nothing answered" in await ann.say("/stop")
    await ann.say("/mock 4")
    await ann.press("Skip")
    assert "0 % over one question" in await ann.press("Stop")


async def test_typed_answers_count_with_their_score(ann: Talk) -> None:
    await ann.say("/settings answer type")
    await ann.say("/mock 1")
    said = await ann.say("gradients")
    assert "points ·" in said
    assert "over one question" in said


async def test_it_goes_on_after_a_restart(database_url: str, knowledge: Knowledge) -> None:
    settings = read_settings(database_url=database_url)
    async with open_bot(settings, knowledge=knowledge, random=Random(1)) as before:
        ann = Talk(before.dispatcher)
        await ann.say("/mock 3")
        await ann.press("Skip")
        question = text_of(ann.messages[1].document)
    async with open_bot(settings, knowledge=knowledge, random=Random(2)) as after:
        ann = Talk(after.dispatcher)
        assert question in await ann.say("/mock")


@pytest.mark.parametrize("word", ["0", "31", "999", "many", "-1", "3 5"])
async def test_a_bad_number_is_explained(ann: Talk, word: str) -> None:
    assert f"“{word}” does not work" in await ann.say(f"/mock {word}")


async def test_interviews_are_held_in_private(ann: Talk) -> None:
    ann.kind, ann.chat = ChatKind.GROUP, "test:-7"
    assert "private chat" in await ann.say("/mock")


async def test_in_chinese(ann: Talk) -> None:
    ann.locale = "zh-hans"
    assert "模拟面试开始：跨主题 2 题" in await ann.say("/mock 2")
    await ann.press("看答案")
    assert "⏱ 0:00\n" in await ann.press("没答上来")
    said = await ann.press("跳过")
    assert "模拟面试结束：2 题，得分 0 %" in said
    assert "平均每题 0:00，没有超时。" in said
