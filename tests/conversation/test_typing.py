"""Conversations in which answers are typed."""

import re
from datetime import timedelta
from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.decks import Knowledge
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Deck
from bot.settings import read_settings
from tests.conversation.talk import NOW, Talk, buttons, text_of

ENTRY = "dl-32"


@pytest.fixture
async def ann(bot: Bot) -> Talk:
    ann = Talk(bot.dispatcher)
    await ann.say("/settings answer type")
    return ann


def said_by_heart(deck: Deck, points: int) -> str:
    """Return an answer that makes the first points of the entry, word for word."""
    return " ".join(point.en for point in deck.by_id[ENTRY].points[:points])


async def test_an_answer_is_scored_by_the_points_it_makes(ann: Talk, deck: Deck) -> None:
    assert "Type your answer" in await ann.say(f"/quiz 1 {ENTRY}")
    points = len(deck.by_id[ENTRY].points)
    said = await ann.say(said_by_heart(deck, points))
    assert f"{points} of {points} points · 100%" in said
    assert said.count("✅") == points
    assert "❌" not in said
    assert "🙂 Knew it · again in 2 days" in said
    assert "one question answered" in said


@pytest.mark.parametrize("said", ["why?", "？", "什么意思", "repeat", "答非所问"])
async def test_what_is_no_answer_is_not_scored(ann: Talk, said: str) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert (await ann.say(said)).startswith("✍️")
    assert "1 / 1" in await ann.say("/quiz")


async def test_what_was_missed_is_shown_and_the_grade_follows(ann: Talk, deck: Deck) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    said = await ann.say(said_by_heart(deck, 1))
    points = len(deck.by_id[ENTRY].points)
    assert f"1 of {points} points" in said
    assert (said.count("✅"), said.count("❌")) == (1, points - 1)
    assert "🔁 Did not know it · again in 10 minutes" in said


async def test_the_grade_can_be_changed(ann: Talk, deck: Deck) -> None:
    await ann.say(f"/quiz 2 {ENTRY} dl-33")
    question = "dropout" in text_of(ann.messages[0].document).lower()
    await ann.say("something about averaging" if question else "dropout")
    scored = ann.last
    said = await ann.press("Knew it")
    assert "🙂 Knew it · again in 2 days" in said
    assert ann.messages[0].replaces
    assert "Did not know it" in [b.label[2:] for b in buttons(ann.last)]
    await ann.press("Knew it", scored)
    assert "🙂 Knew it" in text_of(ann.messages[0].document)
    await ann.say("/undo")
    assert "How well did you know it?" in text_of(ann.messages[-1].document)


async def test_the_same_grade_again_schedules_nothing_anew(ann: Talk) -> None:
    await ann.say("/settings grades 4")
    await ann.say(f"/quiz 1 {ENTRY}")
    await ann.say("dropout")
    scored = ann.last
    once = await ann.press("Easy", scored)
    assert re.search("Easy · again in [6-9] days", once)  # chance scatters them
    assert [await ann.press("Easy", scored) for _ in range(9)] == [once] * 9


@pytest.mark.parametrize("word", ["language", "Harder.", "语言", "反饋", "start"])
async def test_a_word_that_is_a_wish_as_well_is_the_answer_where_one_is_awaited(
    ann: Talk, word: str
) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert "Drill over: one question answered" in await ann.say(word)
    assert "question answered" not in await ann.say(word)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [("change language", "Settings"), ("menu", "How to use it"), ("stop", "Drill over")],
)
async def test_a_wish_that_is_no_answer_is_one_in_a_drill_too(
    ann: Talk, wish: str, expected: str
) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert expected in await ann.say(wish)


@pytest.mark.parametrize(
    "text",
    ["I don't know", "不会", "我不會", "不知道。", "给我看答案", "我真的不会", "pass", "IDK"],
)
async def test_who_does_not_know_is_shown_the_answer(ann: Talk, text: str) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert "How well did you know it?" in await ann.say(text)
    await ann.press("Did not know it")
    assert "🔁 Did not know it: 1" in text_of(ann.messages[-1].document)


@pytest.mark.parametrize("text", ["這題太難了", "too hard!", "没思路", "给我一点提示吧"])
async def test_who_finds_it_hard_gets_a_hint(ann: Talk, text: str) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert "Hint: look at" in await ann.say(text)


async def test_a_question_in_between_is_answered_and_the_drill_goes_on(ann: Talk) -> None:
    question = await ann.say(f"/quiz 1 {ENTRY}")
    assert "0 of" in await ann.say("what is KL divergence?")
    said = await ann.press("It was a question")
    assert "Kullback" in said or "KL" in said
    assert ann.messages[0].replaces
    assert text_of(ann.messages[-1].document) == question.removesuffix("\n") + "\n"
    assert "points ·" in await ann.say("dropout is an ensemble")


async def test_ask_and_other_commands_are_no_answers(ann: Talk) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert "points ·" not in await ann.say("/ask what is KL divergence")
    assert "topics" in await ann.say("/topics")
    assert "You are welcome" in await ann.say("thanks")
    assert "points ·" in await ann.say("averaging")


async def test_hints_and_looking_still_work(ann: Talk) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert "Hint: look at 7.12" in await ann.press("Hint")
    assert "How well" in await ann.press("Show answer")
    assert "points ·" not in await ann.say("is it too late now?")


async def test_in_a_group_a_text_is_never_taken_as_an_answer(ann: Talk, bot: Bot) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    group = Talk(bot.dispatcher, chat="test:-7", kind=ChatKind.GROUP)
    assert "points ·" not in await group.say("what is dropout")


async def test_an_edited_answer_does_not_answer_the_next_question(ann: Talk, deck: Deck) -> None:
    await ann.say("/quiz 3")
    await ann.say("gradients")
    assert await ann.say("gradients vanish", edited=NOW) == ""
    assert "2 / 3" in await ann.say("/quiz")


async def test_an_edited_question_is_no_answer(ann: Talk) -> None:
    asked = ann.now
    await ann.say("what is dropout")
    ann.now += timedelta(minutes=1)
    await ann.say("/settings answer type")
    assert "1 / 2" in await ann.say("/quiz 2")
    assert await ann.say("what is dropout exactly", edited=asked) == ""
    assert "1 / 2" in await ann.say("/quiz")  # it is still open


async def test_an_edited_answer_is_no_question_after_the_drill(ann: Talk) -> None:
    await ann.say(f"/quiz 2 {ENTRY} dl-33")
    await ann.say("dropout averages")
    ann.now += timedelta(minutes=1)
    await ann.say("I don't know")
    await ann.press("Knew it")
    ann.now += timedelta(minutes=1)
    for said in (NOW, NOW + timedelta(minutes=1)):
        assert await ann.say("what is dropout", edited=said) == ""
    assert "Dropout" in await ann.say("what is dropout", edited=ann.now)


async def test_the_longest_message_is_an_answer(ann: Talk) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    assert "points ·" in await ann.say("ensemble " * 450)


async def test_a_restart_between_question_and_answer(
    database_url: str, knowledge: Knowledge
) -> None:
    settings = read_settings(database_url=database_url)
    async with open_bot(settings, knowledge=knowledge, random=Random(1)) as before:
        ann = Talk(before.dispatcher)
        await ann.say("/settings answer type")
        await ann.say(f"/quiz 2 {ENTRY} dl-33")
    async with open_bot(settings, knowledge=knowledge, random=Random(2)) as after:
        ann = Talk(after.dispatcher, locale="zh-hans", now=NOW)
        said = await ann.say("随机丢弃神经元")
        assert "points ·" in said  # in the language of the drill
        assert "2 / 2" in said
    async with open_bot(settings, knowledge=knowledge, random=Random(3)) as after:
        ann = Talk(after.dispatcher)
        assert "❌" in await ann.say("/card 1 1")


@pytest.mark.parametrize("line", ["/regrade", "/regrade 1 1 superb", "/regrade 9 1 good", "/asked"])
async def test_forged_buttons_are_refused(ann: Talk, line: str) -> None:
    await ann.say(f"/quiz 1 {ENTRY}")
    said = await ann.say(line)
    assert said
    assert "went wrong" not in said
    for command in ("regrade 1 1 good", "asked 1 1"):
        said = await ann.say(f"/{command}")
        assert "gone" in said or "no grade" in said
