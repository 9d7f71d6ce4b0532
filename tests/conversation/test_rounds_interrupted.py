"""Rounds when the bot was stopped, or Telegram slow: nothing is lost, nothing counts twice."""

from bot.conversation.message import Chat, Origin, Request
from bot.domain.chats import ChatKind
from tests.conversation.game import Game, right
from tests.conversation.talk import Talk


async def test_a_crash_before_the_question_was_shown_shows_it_later(
    game: Game, starter: Talk
) -> None:
    starter.now = game.now
    await starter.say("/quiz 2 10s")  # the reply is lost
    await game.wait(12)
    assert [poll.question[:5] for poll in game.polls] == ["1 / 2"]
    await game.vote("ann", *right(game.polls[0]))
    await game.wait(12)
    assert [poll.question[:5] for poll in game.polls] == ["1 / 2", "2 / 2"]


async def test_a_question_that_was_shown_late_has_its_whole_time(game: Game, starter: Talk) -> None:
    starter.now = game.now
    await starter.say("/quiz 2 10s")
    await game.wait(8)  # Telegram was slow
    await game.show(starter.last)
    await game.wait(11)
    assert len(game.polls) == 1
    await game.wait(1)
    assert len(game.polls) == 2


async def test_votes_that_waited_while_the_bot_was_stopped_count(game: Game, starter: Talk) -> None:
    await game.says(starter, "/quiz 1 10s")
    game.now = game.now.replace(hour=game.now.hour + 1)
    await game.ring()
    await game.vote("ann", *right(game.polls[0]))
    await game.wait(5)
    assert "🥇 Ann · 100 points" in game.said[-1]


async def test_an_alarm_that_rings_again_says_the_same_and_counts_nothing_twice(
    game: Game, starter: Talk
) -> None:
    await game.says(starter, "/quiz 2 10s")
    await game.vote("ann", *right(game.polls[0]))
    await game.wait(11)
    game.now = game.now.replace(second=game.now.second + 1)
    (alarm,) = await game.bot.alarms.claim(game.chat, game.now)
    request_lost = await game.bot.dispatcher.handle(_ringing(game, alarm.line))
    assert request_lost.messages[0].poll
    await game.show(await game.bot.dispatcher.handle(_ringing(game, alarm.line)))
    assert game.polls[-1] == request_lost.messages[0].poll
    assert (await game.bot.dispatcher.handle(_ringing(game, alarm.line))).messages == ()
    await game.vote("ann", *right(game.polls[-1]))  # all have; its own alarm goes on soon
    assert (await game.bot.dispatcher.handle(_ringing(game, alarm.line))).messages == ()


def _ringing(game: Game, line: str) -> Request:
    chat = Chat(game.chat, ChatKind.GROUP)
    return Request(line, chat, None, game.now, origin=Origin.CLOCK, due=game.now)
