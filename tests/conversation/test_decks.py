"""Several decks: each chat has its own, and what was begun with one goes on with it."""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.conversation import clock
from bot.conversation.message import Chat, Origin, Reply
from bot.domain.chats import ChatKind
from bot.settings import read_settings
from tests.conversation.game import Game
from tests.conversation.talk import NOW, Talk, buttons
from tests.decks import write_deck


@pytest.fixture
async def two(database_url: str, tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot with two decks."""
    folders = write_deck(tmp_path / "k", "databases"), write_deck(tmp_path / "k", "cooking")
    settings = read_settings(database_url=database_url, knowledge=folders)
    async with open_bot(settings, random=Random(7)) as bot:
        yield bot


@pytest.fixture
def ann(two: Bot) -> Talk:
    return Talk(two.dispatcher)


async def test_with_one_deck_there_is_nothing_to_choose(bot: Bot) -> None:
    ann = Talk(bot.dispatcher)
    assert "Deep-learning interview questions" in await ann.say("/decks")
    assert buttons(ann.last) == []
    assert "/decks" not in await ann.say("/help")


async def test_a_chat_chooses_and_everything_follows(ann: Talk, two: Bot) -> None:
    assert "/decks" in await ann.say("/help")
    assert "The answer about a deadlock." in await ann.say("what is a deadlock")
    assert "● The databases deck (3)\n○ The cooking deck (3)" in await ann.say("/decks")
    assert "● The cooking deck" in await ann.press("The cooking deck")
    assert (ann.messages[0].replaces, ann.toast) == (True, "Saved")
    assert "soy sauce" in await ann.say("what is soy sauce")
    assert "The answer about a deadlock." not in await ann.say("what is a deadlock")
    assert "braised pork" in await ann.say("question 1")
    assert "sourdough" in await ann.say("/topics basics")
    assert "The cooking book" in await ann.say("/chapter")
    bob = Talk(two.dispatcher, name="bob", chat="test:2")
    assert "a btree index" in await bob.say("question 1")
    assert "There is no deck “music”" in await ann.say("/decks music")


async def test_examples_are_of_the_chats_deck(ann: Talk, two: Bot) -> None:
    await ann.say("/decks cooking")
    said = await ann.say("/help")
    assert "/quiz 5 Basics · /quiz hard · /quiz cooking-1..cooking-3 · /quiz chapter 1" in said
    assert "question 2, q2, #2" in said
    said = await ann.say("/quiz 5 music")
    assert "/quiz 5 Basics, /quiz cooking-1..cooking-3 or /quiz chapter 1" in said
    assert "/daily 09:00 mon-fri Basics zh" in await ann.say("/daily")
    for order in ("5 Basics", "cooking-1..cooking-3", "chapter 1"):  # they are understood
        assert " / 3 · Basics" in await Talk(two.dispatcher, chat=ann.chat).say(f"/quiz {order}")


async def test_the_opening_speaks_of_the_chats_deck(ann: Talk) -> None:
    assert "“The databases deck”" in await ann.say("/start")
    await ann.say("/decks cooking")
    said = await ann.say("/start")
    assert "“The cooking deck”" in said
    assert "braised pork · question 2" in said
    assert "My deck is “The cooking deck”" in await ann.say("gibberish frobnicate")


async def test_an_entry_of_another_deck_is_shown_with_its_book(ann: Talk) -> None:
    said = await ann.say("/show cooking-2")
    assert "The answer about soy sauce." in said
    assert "Beginnings" in said
    assert "https://example.org/cooking.pdf#page=22" in str(ann.last)
    assert "More about soy sauce." in await ann.press("Full answer")
    assert "soy sauce" in await ann.say("/start cooking-2")
    await ann.say("/show cooking-2")
    assert "soy sauce" in await ann.press_again()


async def test_a_drill_goes_on_with_its_deck(ann: Talk) -> None:
    await ann.say("/quiz 3")
    first = ann.last
    await ann.say("/decks cooking")
    answer = await ann.press("Show answer", first)
    assert "databases" not in answer
    assert any(word in answer for word in ("btree", "transaction", "deadlock"))
    said = await ann.press("Knew it")
    assert "2 / 3 · Basics" in said
    assert any(word in said for word in ("btree", "transaction", "deadlock"))
    assert "sed" not in (ann.toast or "")
    assert "1 / 3" in await ann.say("/undo")
    assert "Drill over" in await ann.say("/stop")
    said = await ann.say("/quiz 1")
    assert any(word in said for word in ("pork", "soy", "sourdough"))


async def test_a_typed_answer_belongs_to_the_open_question(ann: Talk) -> None:
    await ann.say("/settings answer type")
    await ann.say("/quiz 2")
    await ann.say("/decks cooking")
    said = await ann.say("it is a btree index, a transaction, a deadlock")
    assert "one point" in said
    await ann.say("/stop")
    assert "The answer about soy sauce." in await ann.say("soy sauce")


async def test_what_is_due_and_how_one_stands_is_of_the_chats_deck(ann: Talk) -> None:
    await ann.say("/quiz 1")
    await ann.press("Show answer")
    await ann.press("Knew it")
    assert "1 of 3 met" in await ann.say("/stats")
    assert "next one comes" in await ann.say("/review")
    await ann.say("/decks cooking")
    assert "Nothing to show yet" in await ann.say("/stats")
    assert "Nothing to review yet" in await ann.say("/review")


async def test_each_deck_has_todays_cap_for_itself(ann: Talk) -> None:
    await ann.say("/review cap 1")
    for deck in ("databases", "cooking"):
        await ann.say(f"/decks {deck}")
        await ann.say("/quiz 2")
        for _ in range(2):
            await ann.press("Show answer")
            await ann.press("Knew it")
    ann.now = NOW + timedelta(days=40)
    for deck in ("databases", "cooking"):
        await ann.say(f"/decks {deck}")
        assert "1 / 1" in await ann.say("/review")
        await ann.press("Show answer")
        await ann.press("Knew it")
        assert "Enough for today" in await ann.say("/review")


async def test_in_a_group_administrators_choose_and_a_round_goes_on(two: Bot) -> None:
    game = Game(two)
    ann, bob = game.talk("ann", in_charge=True), game.talk("bob")
    await game.says(bob, "/decks cooking")
    assert "administrators choose" in game.said[-1]
    await game.says(ann, "/quiz 2 30s")
    await game.says(ann, "/decks cooking")
    await game.vote("ann", 0)
    await game.wait(40)
    assert len(game.polls) == 2
    asked = " ".join(poll.question for poll in game.polls)
    assert any(word in asked for word in ("btree", "transaction", "deadlock"))
    assert not any(word in asked for word in ("pork", "soy", "sourdough"))
    await game.says(ann, "/stop")
    await game.says(ann, "/quiz 1 30s")
    assert any(word in game.polls[-1].question for word in ("pork", "soy", "sourdough"))


async def test_inline_offers_come_from_the_persons_deck(ann: Talk) -> None:
    await ann.say("/decks cooking")
    await ann._send("/suggest soy", Origin.INLINE, addressed=True)
    assert [message.summary.id for message in ann.messages if message.summary] == ["cooking-2.en"]


async def test_a_deck_that_is_gone_is_replaced_by_the_first(ann: Talk, two: Bot) -> None:
    await two.librarian.current.default.chats.choose_deck(ann.chat, "gone")
    assert "a btree index" in await ann.say("question 1")


async def test_topics_of_a_forum_share_the_choice(two: Bot) -> None:
    one = Talk(two.dispatcher, chat="g/1", forum="g", kind=ChatKind.GROUP, in_charge=True)
    other = Talk(two.dispatcher, chat="g/2", forum="g", kind=ChatKind.GROUP)
    await one.say("/decks cooking")
    assert "braised pork" in await other.say("/ask question 1")


async def test_a_question_of_the_day_ends_no_drill_of_another_deck(two: Bot) -> None:
    ann = Talk(two.dispatcher, name="ann", chat="test:ann")
    await ann.say("/quiz 2")
    question = ann.last
    await ann.say("/decks cooking")
    await ann.say("/daily 09:00")
    (alarm,) = await two.alarms.claim("test:", NOW + timedelta(days=2))
    heard: list[Reply] = []

    async def show(reply: Reply) -> None:
        heard.append(reply)

    await clock.ring(alarm, two.alarms, two.dispatcher, show, alarm.at)
    assert any(word in str(heard) for word in ("pork", "soy", "sourdough"))
    assert "How well" in await ann.press("Show answer", question)


async def test_a_channels_questions_come_from_its_deck(two: Bot) -> None:
    channel = Chat("test:-8", ChatKind.CHANNEL)
    news = Talk(two.dispatcher, chat=channel.id, kind=ChatKind.CHANNEL, in_charge=True)
    await news.say("/decks cooking")
    ann = Talk(two.dispatcher, name="ann", chat="test:ann", channels={"news": channel})
    assert "09:00" in await ann.say("/daily @news 09:00 cooking-2..cooking-3")
    assert "I do not understand" in await ann.say("/daily 09:00 cooking-2..cooking-3")


async def test_where_an_entry_has_nothing_to_pick_from_one_thinks_and_looks(
    database_url: str, tmp_path: Path
) -> None:
    folder = write_deck(tmp_path / "k", "databases")
    basics = folder / "basics.yaml"
    without = re.sub(r"  choice:\n(?:    .*\n)+", "", basics.read_text("utf-8"))
    basics.write_text(without, "utf-8")
    settings = read_settings(database_url=database_url, knowledge=(folder,))
    async with open_bot(settings, random=Random(7)) as bot:
        ann = Talk(bot.dispatcher)
        await ann.say("/settings answer choose")
        await ann.say("/quiz 1")
        assert "The answer about" in await ann.press("Show answer")
        await ann.press("Knew it")
        await ann.say("/export")
        held = ann.messages[0].attachment
        assert held
        # It stays so in one's history, though the entry may have options later.
        (card,) = json.loads(held.content)["stored"]["drill_cards"]
        assert card["mode"] == "reveal"
