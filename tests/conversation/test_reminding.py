"""The daily reminder: when it comes, and when it stays away."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import Bot
from bot.conversation.clock import ring
from bot.conversation.message import Reply
from bot.domain.chats import ChatKind
from bot.storage.alarms import LEASE
from tests.conversation.learning import learn
from tests.conversation.talk import NOW, Talk, rung, text_of

DAY = timedelta(days=1)


async def heard(bot: Bot, at: datetime) -> list[str]:
    """Let the clock say what is due; return the words that are heard."""
    return [text_of(it.document) for reply in await rung(bot, at) for it in reply.messages]


async def test_a_reminder_comes_once_a_day_if_something_is_due(ann: Talk, bot: Bot) -> None:
    assert "Daily reminder: at 20:00" in await ann.say("/settings reminder 20")
    await learn(ann, 2)
    eight = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 20:00 there
    assert await heard(bot, eight - timedelta(seconds=1)) == []
    assert await heard(bot, eight) == []  # nothing is due yet
    assert await heard(bot, eight + DAY) == []
    assert await heard(bot, eight + 2 * DAY) == ["2 questions want to be met again today.\n"]
    assert await heard(bot, eight + 2 * DAY + LEASE) == []
    assert len(await heard(bot, eight + 3 * DAY)) == 1
    await ann.say("/settings reminder off")
    assert await heard(bot, eight + 4 * DAY) == []
    assert await bot.alarms.claim("test:", eight + 400 * DAY) == ()


async def test_after_a_stop_a_reminder_of_today_is_caught_up_and_one_of_yesterday_is_not(
    ann: Talk, bot: Bot
) -> None:
    await learn(ann, 2)
    await ann.say("/settings reminder 20")
    eight = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert await heard(bot, NOW + timedelta(hours=4)) == []  # sets that of the day after
    late = eight + timedelta(hours=3, minutes=30)
    assert await heard(bot, late - DAY) == []
    assert len(await heard(bot, late)) == 1
    assert await heard(bot, eight + 2 * DAY - timedelta(hours=2)) == []  # of yesterday
    assert len(await heard(bot, eight + 2 * DAY)) == 1


async def test_a_reminder_that_could_not_be_shown_comes_again(ann: Talk, bot: Bot) -> None:
    await learn(ann, 1)
    ann.now = NOW + 2 * DAY
    await ann.say("/settings reminder 20")
    eight = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    (alarm,) = await bot.alarms.claim("test:", eight)

    async def fails(_: Reply) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await ring(alarm, bot.alarms, bot.dispatcher, fails, eight)
    assert len(await heard(bot, eight + LEASE)) == 1
    assert len(await heard(bot, eight + DAY)) == 1


async def test_a_reminder_moves_with_the_hour_and_the_time_zone(ann: Talk, bot: Bot) -> None:
    await learn(ann, 1)
    ann.now = NOW + 3 * DAY
    await ann.say("/settings reminder 20")
    await ann.say("/settings timezone Berlin")
    day = datetime(2026, 11, 25, tzinfo=UTC)
    assert await heard(bot, day.replace(hour=12)) == []
    assert len(await heard(bot, day.replace(hour=19))) == 1
    await ann.say("/settings reminder 21")
    assert len(await heard(bot, day.replace(hour=20))) == 1


async def test_a_reminder_speaks_the_language_it_was_set_in(ann: Talk, bot: Bot) -> None:
    await learn(ann, 1)
    ann.now, ann.locale = NOW + 2 * DAY, "zh-hans"
    await ann.say("/settings reminder 20")
    assert await heard(bot, datetime(2026, 11, 24, 12, 0, tzinfo=UTC)) == [
        "今天有 1 题该复习了。\n"
    ]


async def test_only_the_clock_reminds(ann: Talk) -> None:
    assert "no such command" in await ann.say("/remind en")
    ann.kind, ann.chat = ChatKind.GROUP, "test:-7"
    assert "private chat" in await ann.say("/settings reminder 20")
