"""Questions of the day: who sets them, how many, in which time zone, and what takes them back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import Bot
from bot.conversation.message import Chat, Origin, Request
from bot.domain.chats import ChatKind
from tests.conversation.talk import Talk
from tests.conversation.wall import MONDAY, Wall


async def test_only_administrators_set_it(wall: Wall) -> None:
    member = wall.talk(in_charge=False)
    assert "Only administrators" in await member.say("/daily 09:00")
    assert "No question of the day is set" in await member.say("/daily")
    await wall.says("/daily 09:00")
    await member.say("/daily")
    await member.press("Take back 09:00")
    assert member.toast
    assert "Only administrators" in member.toast
    chief = wall.talk()
    await chief.say("/daily")
    assert "No question of the day is set" in await chief.press("Take back 09:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/daily noon", "At what time?"),
        ("/daily regularization", "At what time?"),
        ("/daily 25:00 mon-fri", "“25:00” is no time of day"),
        ("/daily 09:00 astrology", "I do not understand “astrology”. Give a time and, if"),
        ("/daily 09:00 5 sequences", "One question comes at a time, so please leave out “5”"),
        ("/daily every day at 9:00", "09:00 · every day · English"),
        ("/daily 9:00 sequences and attention", "09:00 · every day · sequences and attention"),
        ("/daily at 9am mon on sequences", "09:00 · Mon · sequences · English"),
        ("/daily cancel", "There is no such question"),
        ("/daily off all", "There is no such question"),
        ("/daily OFF", "There is no such question"),
        ("/daily off 9", "“9” is no time of day"),
        ("/daily timezone", "Time zone: Asia/Shanghai"),
        ("/daily timezone Mars", "I know no time zone “Mars”"),
        ("/daily timezone berlin", "Time zone: Europe/Berlin"),
        ("/daily timezone europe/berlin", "Time zone: Europe/Berlin"),
        ("/daily timezone new york", "Time zone: America/New_York"),
        ("/daily timezone Shanhai", "Asia/Shanghai"),
        ("/daily timezone UTC+2", "Time zone: UTC+2"),
        ("/daily timezone UTC-3:30", "Give the name of a big city nearby, or the whole hours"),
        ("/daily 9:00 周末 正则化 中文", "09:00 · Sat, Sun · 正则化 · 中文"),
        ("/daily 每天早上8点半 正则化", "08:30 · every day · 正则化"),
        ("/daily 周一至周五晚上9点", "21:00 · Mon–Fri"),
        ("/daily 9:00 wed,mon", "09:00 · Mon/Wed · English"),
        ("/daily 9:00 mon-wed sun", "09:00 · Mon/Tue/Wed/Sun · English"),
        ("/daily 9:00 10:00", "I do not understand “10:00”"),
        ("/daily 9:00 " + "dl-32 " * 30, "That is too long"),
    ],
)
async def test_what_can_be_said(wall: Wall, text: str, expected: str) -> None:
    assert expected in await wall.says(text)


async def test_several_a_day_but_not_too_many(wall: Wall) -> None:
    for hour in range(10):
        await wall.says(f"/daily {hour}:00")
    assert "10 a day are the most" in await wall.says("/daily 10:00")
    assert "weekdays" not in await wall.says("/daily 9:00 weekdays")  # in place of the old one
    assert "Mon–Fri" in await wall.says("/daily")
    assert "No question of the day" in await wall.says("/daily off")


async def test_a_group_has_so_many_in_all_its_topics(wall: Wall) -> None:
    for topic in range(6):
        chief = Talk(wall.bot.dispatcher, chat=f"{wall.chat}/{topic}", kind=ChatKind.GROUP,
                     forum=wall.chat, in_charge=True, now=MONDAY)  # fmt: skip
        said = [await chief.say(f"/daily {hour}:00") for hour in range(10)]
        assert any("are the most" in it for it in said) == (topic == 5)


async def test_what_is_taken_back_or_moved_leaves_no_alarm(wall: Wall) -> None:
    await wall.says("/daily 09:00")
    await wall.says("/daily 10:00")
    for zone in ("UTC", "Asia/Tokyo", "Europe/Berlin"):
        await wall.says(f"/daily timezone {zone}")
    await wall.says("/daily off 10:00")
    alarms = await wall.bot.alarms.claim(wall.chat, MONDAY + timedelta(days=9))
    assert [alarm.at for alarm in alarms] == [MONDAY + timedelta(hours=2)]


async def test_another_time_zone_moves_what_is_set(wall: Wall) -> None:
    await wall.says("/daily 09:00")
    await wall.says("/daily timezone UTC")
    await wall.until(MONDAY + timedelta(days=1))
    assert wall.questions == [MONDAY + timedelta(hours=3)]


async def test_nobody_is_asked_twice_because_of_another_time_zone(bot: Bot) -> None:
    wall = Wall(bot, "test:ann", MONDAY - timedelta(hours=6))
    ann = wall.talk(ChatKind.PRIVATE)
    await ann.say("/daily 09:00 dl-32 en")
    await wall.until(MONDAY - timedelta(hours=4))  # 10:00 in Shanghai
    assert len(wall.questions) == 1
    ann.now = wall.now
    assert "Time zone: Europe/Berlin" in await ann.say("/settings timezone berlin")  # 03:00
    await wall.until(MONDAY + timedelta(days=1, hours=6))
    berlin = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    assert wall.questions[1:] == [berlin]


async def test_a_person_has_one_time_zone_wherever_it_is_chosen(bot: Bot) -> None:
    ann = Talk(bot.dispatcher, chat="test:ann")
    await ann.say("/daily timezone Berlin")
    assert "Time zone: Europe/Berlin" in await ann.say("/settings")
    assert "Time zone: Asia/Tokyo" in await ann.say("/settings timezone tokyo")
    assert "Time zone: Asia/Tokyo" in await ann.say("/daily")
    assert "Time zone: Asia/Shanghai" in await ann.say("/settings timezone auto")


async def test_administrators_choose_the_time_zone_of_a_group(wall: Wall) -> None:
    member, chief = wall.talk(in_charge=False), wall.talk()
    assert "administrators choose that" in await member.say("/settings timezone UTC")
    assert "Time zone: UTC" in await chief.say("/settings timezone UTC")
    assert "Time zone: UTC" in await chief.say("/daily")
    ann = Talk(wall.bot.dispatcher, chat="test:ann")
    assert "Time zone: Asia/Shanghai" in await ann.say("/settings")


async def test_where_the_bot_is_removed_all_stops(wall: Wall) -> None:
    await wall.says("/daily 09:00")
    topic = Wall(wall.bot, "test:-7/5")
    await Talk(wall.bot.dispatcher, chat="test:-7/5", kind=ChatKind.GROUP, forum="test:-7",
               in_charge=True).say("/daily 09:00")  # fmt: skip
    gone = Request("/removed", Chat("test:-7", ChatKind.GROUP), None, MONDAY, origin=Origin.NOTICE)
    await wall.bot.dispatcher.handle(gone)
    for one in (wall, topic):
        await one.until(MONDAY + timedelta(days=2))
        assert one.shown == []
