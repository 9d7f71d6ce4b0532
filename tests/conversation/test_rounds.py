"""Rounds, through the real dispatcher: begun, played, stopped, summed up."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.app import Bot
from bot.conversation.message import Origin
from bot.conversation.texts import words
from bot.conversation.views import rounds
from bot.domain.completeness import OPTION_UNITS, STEM_UNITS, WHY_UNITS, utf16_units
from bot.domain.language import Language
from bot.domain.rounds import Pick, Round, shuffled
from tests.conversation.game import Game, right, wrong
from tests.conversation.talk import Talk


async def test_a_round_from_the_first_question_to_the_medals(game: Game, starter: Talk) -> None:
    said = await game.says(starter, "/quiz 2 20s")
    assert "A round of 2 questions, 20 seconds each" in said
    first = game.polls[0]
    assert first.question.startswith("1 / 2 · ")
    await game.vote("ann", *right(first))
    await game.wait(10)
    await game.vote("bob", *right(first))
    await game.wait(11)
    assert len(game.polls) == 1  # nobody knows yet who plays
    await game.wait(1)
    second = game.polls[1]
    assert game.replies[-1].closes == (first.line,)
    await game.vote("bob", *wrong(second))
    await game.vote("ann", *right(second))
    await game.wait(3)
    assert game.said[-1].splitlines() == [
        "🏁 Round over: 2 questions",
        "🥇 Ann · 300 points, 2 right",
        "🥈 Bob · 125 points, 1 right",
        "Most often missed:",
    ]
    assert game.replies[-1].closes == (second.line,)
    await game.wait(120)
    assert len(game.polls) == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("🎉" * 30, "🎉" * 11 + "…"),
        ("Ann\nB.", "Ann B."),
        ("\u2060\u200b", "…"),
        ("\u202eAnn", "Ann"),  # what follows would run backwards
        ("مريم", "\u2068مريم\u2069"),
    ],
    ids=["long", "two lines", "invisible", "overriding", "from the right"],
)
async def test_no_name_spoils_a_ranking(game: Game, starter: Talk, name: str, shown: str) -> None:
    await game.says(starter, "/quiz 1 20s")
    await game.vote(name, *right(game.polls[0]))
    await game.wait(25)
    assert f"🥇 {shown} · " in game.said[-1]


async def test_the_next_question_comes_soon_when_every_member_has_voted(
    game: Game, starter: Talk
) -> None:
    await game.says(starter, "/quiz 3")
    for name in ("ann", "bob", "cem", "dan", "eve"):
        await game.vote(name, 0)
    await game.wait(3)
    assert len(game.polls) == 2


async def test_who_has_just_played_need_not_wait_for_those_who_do_not(
    game: Game, starter: Talk
) -> None:
    await game.says(starter, "/quiz 1")
    for name in ("ann", "bob"):
        await game.vote(name, 0)
    await game.wait(60)
    await game.says(game.talk("cem", crowd=5), "/quiz 3 60s")
    for name in ("ann", "bob", "cem"):  # cem started it, so cem plays
        assert len(game.polls) == 2
        await game.vote(name, 0)
    await game.wait(14)
    assert len(game.polls) == 2  # dan may want to join in
    await game.wait(1)
    assert len(game.polls) == 3
    for name in ("ann", "bob", "cem"):
        await game.vote(name, 0)
    await game.wait(3)
    assert len(game.polls) == 4


async def test_a_short_first_question_is_not_made_longer(game: Game, starter: Talk) -> None:
    await game.says(starter, "/quiz 1")
    await game.vote("ann", 0)
    await game.wait(60)
    await game.says(starter, "/quiz 2 10s")
    await game.vote("ann", 0)
    await game.wait(12)
    assert len(game.polls) == 3


async def test_who_played_long_ago_is_not_expected(game: Game, starter: Talk) -> None:
    await game.says(starter, "/quiz 1")
    await game.vote("bob", 0)
    await game.wait(60)
    await game.pass_by(3600)
    await game.says(starter, "/quiz 2 60s")
    for name in ("ann", "bob"):
        await game.vote(name, 0)
    await game.wait(61)
    assert len(game.polls) == 2


async def test_the_next_question_comes_when_time_is_up(game: Game, starter: Talk) -> None:
    await game.says(starter, "/quiz 3 10s")
    await game.wait(11)
    assert len(game.polls) == 1
    await game.wait(1)
    assert len(game.polls) == 2


async def test_a_round_that_nobody_plays_ends_by_itself(game: Game, starter: Talk) -> None:
    await game.says(starter, "/quiz 9 10s")
    await game.wait(100)
    assert len(game.polls) == 3
    assert "Nobody has voted" in game.said[-1]
    assert await game.says(starter, "/quiz 1")


async def test_changed_repeated_late_and_forged_votes(game: Game, starter: Talk) -> None:
    await game.says(starter, "/quiz 2 10s")
    first = game.polls[0]
    await game.vote("ann", *wrong(first))
    await game.vote("ann", *right(first))
    await game.vote("bob", *right(first))
    await game.vote("bob")  # taken back
    await game.vote("cem", *right(first))
    await game.wait(5)
    await game.vote("cem", *right(first))  # the same again: the first time counts
    await game.wait(7)
    await game.vote("dan", *right(first), poll=first)  # too late
    for forged in ("/vote 1 2 0", "/vote", "/vote 99 1 0", "/round 1 2", "/vote 1 9 0"):
        assert "no such command" in await game.says(starter, forged)
    await game.hears("/vote 1 9 0", Origin.VOTED, "eve")
    await game.hears("/vote 1 2 77,-1,x", Origin.VOTED, "eve")
    await game.wait(12)
    assert game.said[-1].splitlines()[1:3] == [
        "🥇 Ann · 150 points, 1 right",
        "🥇 Cem · 150 points, 1 right",
    ]


async def test_only_one_round_at_a_time_and_only_some_may_stop_it(
    game: Game, starter: Talk
) -> None:
    assert "No round is running" in await game.says(starter, "/stop")
    await game.says(starter, "/quiz 3")
    bob, chief = game.talk("bob"), game.talk("chief", in_charge=True)
    assert "running here already" in await game.says(bob, "/quiz 5")
    assert "Only who started" in await game.says(bob, "/stop")
    await game.vote("bob", *right(game.polls[0]))
    assert "🥇 Bob" in await game.says(chief, "/stop")
    await game.says(bob, "/quiz 3")
    assert "Nobody has voted" in await game.says(bob, "/stop")
    said = len(game.said)
    await game.wait(100)
    assert (len(game.polls), len(game.said)) == (2, said)


async def test_what_is_voted_after_the_end_changes_nothing(game: Game, starter: Talk) -> None:
    await game.says(starter, "/quiz 3")
    await game.vote("bob", *right(game.polls[0]))
    result = await game.says(starter, "/stop")
    await game.vote("bob")  # taken back
    await game.vote("ann", *right(game.polls[0]))
    assert "🥇 Bob · 150 points" in result
    assert "🥇 Bob · 150 points" in (board := await game.says(starter, "/leaderboard round"))
    assert "Ann" not in board


async def test_topics_of_a_forum_play_side_by_side(bot: Bot) -> None:
    one, other = Game(bot, "test:-7/1", "test:-7"), Game(bot, "test:-7/2", "test:-7")
    await one.says(one.talk("ann"), "/quiz 20 10s")
    await other.says(other.talk("bob"), "/quiz 20 10s")
    for _ in range(20):
        for game in (one, other):
            await game.vote("ann", *right(game.polls[-1]))
            await game.pass_by(12 if len(game.polls) == 1 else 3)
    questions = [poll.question.partition(" · ")[2] for poll in (*one.polls, *other.polls)]
    assert len(questions) == len(set(questions)) == 40
    assert one.said[-1] == other.said[-1]
    both = await one.says(one.talk("ann"), "/leaderboard ever")
    assert "🥇 Ann · 6,000 points, 40 right" in both


async def test_nothing_comes_twice_before_the_deck_is_through(bot: Bot, game: Game) -> None:
    topic = bot.deck.find_topic("regularization")
    assert topic
    questions = sum(len(entry.choice) for entry in topic.entries)
    while len(game.polls) < questions:
        await game.says(game.talk("ann", crowd=1), f"/quiz {len(topic.entries)} regularization")
        for _ in topic.entries:
            await game.vote("ann", 0)
            await game.pass_by(3)
    seen = [poll.question.partition(" · ")[2] for poll in game.polls]
    assert len(set(seen[:questions])) == questions


async def test_a_round_may_be_on_what_no_topic_is_called(game: Game, starter: Talk) -> None:
    assert "one question" in await game.says(starter, "/quiz 1 30s word2vec")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/quiz 5 astrology", "I do not understand “astrology”"),
        ("/quiz 5 2s", "“2s” will not do; give each question 10 seconds"),
        ("/quiz dl-10 easy", "No question fits"),
        ("/quiz 0", "“0” does not work"),
    ],
)
async def test_a_bad_order_is_explained(
    game: Game, starter: Talk, text: str, expected: str
) -> None:
    assert expected in await game.says(starter, text)
    assert game.polls == []


@pytest.mark.parametrize("language", Language)
def test_every_question_of_the_deck_fits_a_poll(bot: Bot, language: Language) -> None:
    above = 0
    for entry in bot.deck.entries:
        for number, choice in enumerate(entry.choice):
            question = shuffled(1, Pick(entry.id, number), choice, Random(number))
            plan = ("g", "group", "g", "ann", language, 30, None)
            round_ = Round(*plan, id=1, position=1, ended=False, questions=(question,))
            message = rounds.asked(round_, bot.deck, words(language))
            poll = message.poll
            assert poll
            assert 0 < utf16_units(poll.question) <= STEM_UNITS
            assert all(0 < utf16_units(option) <= OPTION_UNITS for option in poll.options)
            assert len(set(poll.options)) == len(choice.options)
            assert 0 < utf16_units(poll.explanation) <= WHY_UNITS
            assert "\n" not in poll.explanation
            assert "$" not in poll.question
            above += bool(message.document)
    assert above <= 5


async def test_leaderboards(game: Game, starter: Talk) -> None:
    assert "Nobody has scored yet" in await game.says(starter, "/leaderboard")
    await game.says(starter, "/quiz 1 10s")
    await game.vote("ann", *right(game.polls[0]))
    await game.vote("bob", *wrong(game.polls[0]))
    await game.wait(12)
    for span in ("round", "week", "month", "ever"):
        said = await game.says(starter, f"/leaderboard {span}")
        assert "🥇 Ann · 150 points, 1 right" in said
        assert "2. Bob · 0 points, 0 right" in said  # no medal for nothing
    game.now = game.now.replace(month=12)
    assert "This week\nNobody" in await game.says(starter, "/leaderboard")
    for ever in ("ever", "all time", "总榜"):
        assert "🥇 Ann" in await game.says(starter, f"/leaderboard {ever}")
    assert "There is no leaderboard “year”" in await game.says(starter, "/leaderboard year")
    private = Talk(game.bot.dispatcher)
    assert "belong to groups" in await private.say("/leaderboard")


async def test_a_week_of_the_leaderboard_begins_on_the_clocks_of_the_group(
    game: Game, starter: Talk
) -> None:
    monday = datetime(2026, 11, 22, 16, tzinfo=UTC)  # in Shanghai
    game.now = monday - timedelta(minutes=1)
    await game.says(starter, "/quiz 1 10s")
    await game.vote("ann", *right(game.polls[0]))
    assert "🥇 Ann" in await game.says(starter, "/leaderboard week")
    game.now = monday
    assert "Nobody" in await game.says(starter, "/leaderboard week")
