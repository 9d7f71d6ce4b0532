"""Mock interviews as conversations."""

from datetime import timedelta
from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.conversation.clock import ring
from bot.conversation.message import Reply
from bot.decks import Knowledge
from bot.domain.chats import ChatKind
from bot.domain.mock import TIME_EACH
from bot.settings import read_settings
from bot.storage.alarms import LEASE
from tests.conversation.talk import NOW, Talk, buttons, rung, text_of


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
    assert "Your interview: 33% over 3 questions" in said
    assert "2:20 a question on average, one over time." in said
    assert "■■■■■ 100% · " in said
    assert "□□□□□ 0% · " in said
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


@pytest.mark.parametrize("line", ["/quiz 1", "/mock 1", "/review 1"])
async def test_another_drill_ends_an_interview_with_its_report(ann: Talk, line: str) -> None:
    await ann.say("/quiz 1")
    await ann.press("Show answer")
    await ann.press("Did not know it")
    ann.now += timedelta(hours=1)
    await ann.say("/mock 3")
    assert "Interview over" not in await ann.say("/mock 3")  # nothing was answered yet
    await ann.press("Show answer")
    await ann.press("Knew it")
    said = await ann.say(line)
    assert "Your interview: 100% over one question" in said
    assert "1 / 1" in text_of(ann.messages[-1].document)


async def test_an_interview_can_be_left(ann: Talk) -> None:
    await ann.say("/mock")
    assert "Interview over, nothing answered" in await ann.say("/stop")
    await ann.say("/mock 4")
    await ann.press("Skip")
    assert "0% over one question" in await ann.press("Stop")


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


async def test_when_the_time_is_up_the_answer_is_shown_once(ann: Talk, bot: Bot) -> None:
    await ann.say("/mock 2")
    up = NOW + TIME_EACH
    assert await rung(bot, up - timedelta(seconds=1)) == []
    ann.now = up + timedelta(seconds=1)
    (told,) = await rung(bot, ann.now)
    assert "Time is up. Never mind" in text_of(told.messages[0].document)
    assert "How well did you know it?" in text_of(told.messages[1].document)
    assert await rung(bot, up + LEASE * 2) == []
    said = await ann.press("Did not know it", told)
    assert "⏱ 3:00 (over time)" in said
    assert "2 / 2" in said
    (second,) = await rung(bot, ann.now + TIME_EACH)
    assert "How well" in text_of(second.messages[1].document)
    said = await ann.press("Knew it", second)
    assert "3:00 a question on average, 2 over time." in said


async def test_who_is_done_in_time_is_left_in_peace(ann: Talk, bot: Bot) -> None:
    await ann.say("/mock 3")
    await ann.press("Show answer")
    assert await rung(bot, NOW + TIME_EACH) == []
    ann.now += timedelta(hours=1)
    await ann.press("Knew it")
    await ann.press("Skip")
    await ann.press("Stop")
    assert await bot.alarms.claim("test:", NOW + timedelta(days=9)) == ()


async def test_an_answer_that_was_being_typed_still_counts(ann: Talk, bot: Bot) -> None:
    await ann.say("/settings answer type")
    await ann.say("/mock 1")
    up = NOW + TIME_EACH
    (told,) = await rung(bot, up)
    assert "What you are typing still counts" in text_of(told.messages[0].document)
    ann.now = up + timedelta(seconds=40)
    said = await ann.say("gradients")
    assert "points ·" in said
    assert "⏱ 3:40 (over time)" in said


async def test_a_minute_later_a_text_is_a_question(ann: Talk, bot: Bot) -> None:
    await ann.say("/settings answer type")
    await ann.say("/mock 1")
    await rung(bot, NOW + TIME_EACH)
    ann.now = NOW + TIME_EACH + timedelta(seconds=61)
    assert "points ·" not in await ann.say("what is dropout")


async def test_what_was_a_question_gives_the_time_back(ann: Talk, bot: Bot) -> None:
    await ann.say("/settings answer type")
    await ann.say("/mock 1")
    ann.now += timedelta(minutes=2)
    await ann.say("what is KL divergence?")
    await ann.press("It was a question")
    assert await rung(bot, NOW + TIME_EACH) == []
    assert len(await rung(bot, ann.now + TIME_EACH)) == 1


async def test_after_a_stop_of_the_bot_the_time_starts_anew(
    database_url: str, knowledge: Knowledge
) -> None:
    settings = read_settings(database_url=database_url)
    async with open_bot(settings, knowledge=knowledge, random=Random(1)) as before:
        await Talk(before.dispatcher).say("/mock 1")
    back = NOW + TIME_EACH + timedelta(minutes=1)
    async with open_bot(settings, knowledge=knowledge, random=Random(2)) as after:
        (told,) = await rung(after, back)
        assert "starts anew" in text_of(told.messages[0].document)
        assert "⏱ 3 min" in text_of(told.messages[1].document)
        (told,) = await rung(after, back + TIME_EACH)
        assert "Time is up" in text_of(told.messages[0].document)


async def test_after_a_long_stop_it_waits_to_be_asked_for(ann: Talk, bot: Bot) -> None:
    await ann.say("/mock 1")
    ann.now = NOW + timedelta(hours=2)
    assert await rung(bot, ann.now) == []
    assert "On with your interview" in await ann.say("/mock")
    (told,) = await rung(bot, ann.now + TIME_EACH)
    assert "Time is up" in text_of(told.messages[0].document)


async def test_an_alarm_of_the_time_before_does_not_end_the_new_one(ann: Talk, bot: Bot) -> None:
    await ann.say("/mock 1")
    ann.now = up = NOW + TIME_EACH
    (alarm,) = await bot.alarms.claim("test:", up)
    assert "On with your interview" in await ann.say("/mock")  # before it has rung

    async def show(reply: Reply) -> None:
        assert reply.messages == ()

    await ring(alarm, bot.alarms, bot.dispatcher, show, up)
    (told,) = await rung(bot, up + TIME_EACH)
    assert "Time is up" in text_of(told.messages[0].document)


async def test_what_could_not_be_shown_is_shown_when_it_rings_again(ann: Talk, bot: Bot) -> None:
    await ann.say("/mock 1")
    up = NOW + TIME_EACH
    (alarm,) = await bot.alarms.claim("test:", up)

    async def fails(_: Reply) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await ring(alarm, bot.alarms, bot.dispatcher, fails, up)
    (told,) = await rung(bot, up + LEASE)
    assert "Time is up" in text_of(told.messages[0].document)


async def test_only_the_clock_says_that_time_is_up(ann: Talk) -> None:
    await ann.say("/mock 1")
    assert "no such command" in await ann.say("/time_up 1 1")


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
    assert "模拟面试结束：2 题，得分 0%" in said
    assert "平均每题 0:00，没有超时。" in said
