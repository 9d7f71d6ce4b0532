"""Questions of the day: what comes when, with a clock that is told the time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import Bot
from bot.conversation.message import Chat, Origin, Request
from bot.domain.chats import ChatKind
from bot.domain.schedule import EVERY_DAY
from tests.conversation.talk import Talk, text_of
from tests.conversation.wall import MONDAY, Wall
from tests.domain.test_schedule import walked

CHANNEL = Chat("test:-9", ChatKind.CHANNEL)


async def test_a_question_a_day_in_a_group_with_its_answer(wall: Wall) -> None:
    said = await wall.says("/daily 09:00 mon-fri topic regularization")
    assert "The first one comes on Mon 2026-11-23 at 09:00" not in said  # 14:00 in Shanghai
    assert "The first one comes on Tue 2026-11-24 at 09:00" in said
    assert "09:00 · Mon–Fri · regularization · English" in said
    await wall.until(MONDAY + timedelta(days=7))
    assert [f"{at:%a %H:%M}" for at in wall.questions] == [
        "Tue 01:00", "Wed 01:00", "Thu 01:00", "Fri 01:00", "Mon 01:00"
    ]  # fmt: skip
    answers = [at for at, text in wall.shown if "📅 The answer" in text]
    assert answers == [at + timedelta(hours=8) for at in wall.questions[:4]]
    for (_, question), (_, answer) in zip(wall.shown[::2], wall.shown[1::2], strict=False):
        assert question.splitlines()[1] == answer.splitlines()[1]


async def test_the_answer_comes_with_the_next_question_if_that_is_sooner(wall: Wall) -> None:
    await wall.says("/daily timezone UTC")
    for at in ("07:00", "10:00"):
        await wall.says(f"/daily {at}")
    await wall.until(MONDAY + timedelta(hours=5))
    first, answer, second = (text.splitlines() for _, text in wall.shown)
    assert first[1] == answer[1]
    assert second[0] == "📅 Question of the day"


async def test_an_answer_that_is_due_with_the_next_question_comes_once(wall: Wall) -> None:
    await wall.says("/daily timezone UTC")
    for at in ("07:00", "15:00"):
        await wall.says(f"/daily {at}")
    await wall.until(MONDAY + timedelta(hours=34))
    lines = [text.splitlines() for _, text in wall.shown]
    asked = [said[1] for said in lines if said[0] == "📅 Question of the day"]
    answered = [said[1] for said in lines if said[0].startswith("📅 The answer")]
    assert len(asked) == 4
    assert answered == asked[:3]


@pytest.mark.parametrize("month", [3, 10])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe"])
async def test_each_moment_comes_once_also_when_clocks_change(
    bot: Bot, zone: str, month: int
) -> None:
    """The whole year, and more time zones: tests/domain/test_schedule.py."""
    wall = Wall(bot, CHANNEL.id, datetime(2026, month, 20, tzinfo=UTC))
    await wall.says(f"/daily timezone {zone}", ChatKind.CHANNEL)
    await wall.says("/daily 02:30 dl-32 en", ChatKind.CHANNEL)
    first, end = wall.now, datetime(2026, month + 1, 10, tzinfo=UTC)
    expected = [at for at in walked(time(2, 30), EVERY_DAY, ZoneInfo(zone)) if first < at <= end]
    for moment in expected:
        await wall.until(moment - timedelta(seconds=1), step=timedelta(days=1))
        await wall.until(moment, step=timedelta(days=1))
    assert wall.questions == expected


async def test_what_was_missed_is_caught_up_within_two_hours(wall: Wall) -> None:
    await wall.says("/daily timezone UTC")
    await wall.says("/daily 09:00")
    start = datetime(2026, 11, 23, tzinfo=UTC)
    wall.now = start + timedelta(hours=10, minutes=59)
    await wall.until(wall.now + timedelta(seconds=1))
    assert len(wall.questions) == 1
    wall.now = start + timedelta(days=1, hours=11, minutes=1)
    await wall.until(wall.now + timedelta(seconds=1))
    assert len(wall.questions) == 1
    wall.now = start + timedelta(days=5, hours=9, minutes=30)  # a stop of days: today's alone
    await wall.until(wall.now + timedelta(hours=1))
    assert len(wall.questions) == 2
    await wall.until(start + timedelta(days=6, hours=9))
    assert wall.questions[2:] == [start + timedelta(days=6, hours=9)]


@pytest.mark.parametrize(("jump", "missed"), [(-3, {24}), (3, {24, 25, 26})])
async def test_after_a_clock_was_wrong_for_half_a_day_nothing_comes_twice(
    wall: Wall, jump: int, missed: set[int]
) -> None:
    await wall.says("/daily timezone UTC")
    await wall.says("/daily 09:00")
    await wall.until(MONDAY + timedelta(days=1))
    wall.now += timedelta(days=jump)
    await wall.until(wall.now + timedelta(hours=12))
    wall.now -= timedelta(days=jump)
    await wall.until(MONDAY + timedelta(days=7))
    assert {at.day for at in wall.questions} == set(range(23, 30)) - missed
    assert len(wall.questions) == 7 - len(missed)
    assert {at.hour for at in wall.questions} == {9}


async def test_one_that_rings_again_after_a_crash_says_the_same(wall: Wall) -> None:
    await wall.says("/daily timezone UTC")
    await wall.says("/daily 09:00")
    wall.now = MONDAY + timedelta(hours=3)
    (alarm,) = await wall.bot.alarms.claim(wall.chat, wall.now)
    chat = Chat(wall.chat, ChatKind.GROUP)
    request = Request(alarm.line, chat, None, wall.now, origin=Origin.CLOCK, due=alarm.at)
    replies = [await wall.bot.dispatcher.handle(request) for _ in range(3)]
    assert replies[0] == replies[1] == replies[2]
    assert replies[0].messages
    await wall.until(MONDAY + timedelta(hours=27))
    assert len(wall.questions) == 2  # the one that was claimed, and the next day's


async def test_nothing_comes_twice_before_all_have_been(wall: Wall) -> None:
    await wall.says("/daily timezone UTC")
    await wall.says("/daily 09:00 sequences")
    topic = wall.bot.deck.find_topic("sequences")
    assert topic
    await wall.until(MONDAY + timedelta(days=len(topic.entries)))
    asked = [text.splitlines()[1] for _, text in wall.shown if "Question" in text]
    assert len(set(asked)) == len(asked) == len(topic.entries)


async def test_in_private_it_is_a_card_that_ends_no_drill(bot: Bot) -> None:
    wall = Wall(bot, "test:ann")
    ann = wall.talk(ChatKind.PRIVATE)
    assert "Mon" in await ann.say("/daily 15:00 dl-32 english")
    await wall.until(MONDAY + timedelta(hours=2))
    ann.now = wall.now
    (reply,) = wall.replies
    assert "1 / 1" in text_of(reply.messages[0].document)
    assert "How well" in await ann.press("Show answer", reply)
    await ann.say("/quiz 2")
    await wall.until(MONDAY + timedelta(days=1, hours=2))
    assert "1 / 1" not in wall.shown[-1][1]
    assert "On with your drill" in await ann.say("/quiz")


async def test_a_channel_shows_the_answer_hidden(bot: Bot) -> None:
    wall = Wall(bot, CHANNEL.id)
    ann = Talk(bot.dispatcher, channels={"news": CHANNEL}, now=MONDAY)
    assert "I cannot set this for @other" in await ann.say("/daily @other 09:00")
    said = await ann.say("/daily @news 09:00 en dl-32")
    assert "Questions of the day in @news\n" in said
    assert "09:00 · every day · dl-32 · English" in said
    assert "/daily @news off" in said
    assert ann.button("Take back").line == "/daily @news off 09:00"
    await wall.until(MONDAY + timedelta(days=1))
    message = wall.replies[0].messages[0]
    assert "Spoiler" in str(message.document)
    assert message.buttons == ()
    await ann.press("Take back")
    assert "No question of the day is set in @news." in await ann.say("/daily @news")
    ann.locale = "zh-hans"
    assert "@news 没有设每日一题。" in await ann.say("/daily @news")
    await wall.until(MONDAY + timedelta(days=2))
    assert len(wall.questions) == 1
