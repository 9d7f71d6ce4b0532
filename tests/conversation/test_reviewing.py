"""Conversations about what is due: reviews, and taking a grade back."""

import re
from datetime import timedelta
from random import Random

from bot.app import Bot, open_bot
from bot.conversation.message import Message, Reply
from bot.decks import Knowledge
from bot.domain.chats import ChatKind
from bot.domain.order import MAX_LENGTH
from bot.domain.review import Memory, Stage
from bot.settings import read_settings
from bot.storage.cards import put_memory
from tests.conversation.learning import learn, meet
from tests.conversation.talk import NOW, Talk, buttons, text_of

DAY = timedelta(days=1)


async def review(talk: Talk, grade: str = "Knew it") -> int:
    """Review until it is over; return how many questions came."""
    await talk.say("/review")
    came = 0
    while any(button.label == "Show answer" for button in buttons(talk.last)):
        await talk.press("Show answer")
        await talk.press(grade)
        came += 1
    return came


async def test_every_grade_says_when_the_question_comes_again(ann: Talk) -> None:
    await ann.say("/settings grades 4")
    await ann.say("/quiz 4")
    said = []
    for grade in ("Did not know it", "Barely", "Knew it", "Easy"):
        await ann.press("Show answer")
        await ann.press(grade)
        said.append(text_of(ann.messages[0].document).splitlines()[-1])
    assert said[:2] == [
        "🔁 Did not know it · again in 10 minutes",
        "😓 Barely · again in 15 minutes",
    ]
    assert said[2] == "🙂 Knew it · again in 2 days"
    assert re.fullmatch("😎 Easy · again in [6-9] days", said[3])


async def test_before_anything_is_learned_there_is_nothing_to_review(ann: Talk) -> None:
    assert "Nothing to review yet" in await ann.say("/review")
    assert "1 / 10" in await ann.press("Drill me")


async def test_what_is_due_is_reviewed_and_then_comes_later(ann: Talk) -> None:
    await learn(ann, 3)
    assert "the next one comes in 2 days" in await ann.say("/review")
    ann.now = NOW + 2 * DAY
    assert await review(ann) == 3
    assert "Nothing is due now; the next one comes in " in text_of(ann.messages[-1].document)
    ann.now += DAY
    assert await review(ann) == 0


async def test_the_most_forgotten_comes_first(ann: Talk, bot: Bot) -> None:
    await ann.say("/settings grades 4")
    for entry, grade in (("dl-32", "Easy"), ("dl-33", "Did not"), ("dl-34", "Knew it")):
        await meet(ann, entry, grade)
    ann.now = NOW + 30 * DAY
    asked = [await ann.say("/review"), await ann.press("Skip"), await ann.press("Skip")]
    for text, entry in zip(asked, ("dl-33", "dl-34", "dl-32"), strict=True):
        assert bot.deck.by_id[entry].question.en[:40] in text


async def test_a_review_keeps_to_what_was_due_when_it_began(ann: Talk, bot: Bot) -> None:
    for entry in ("dl-32", "dl-33"):
        await meet(ann, entry, "Knew it")
    ann.now = NOW + 2 * DAY
    await meet(ann, "dl-34", "Did not know it")
    assert "1 / 2" in await ann.say("/review")
    await ann.press("Show answer")
    ann.now += DAY  # by now dl-34 is due, and forgotten more than the other two
    second = await ann.press("Knew it")
    assert "2 / 2" in second
    assert bot.deck.by_id["dl-34"].question.en[:40] not in second


async def test_a_review_begins_while_a_drill_is_open(ann: Talk) -> None:
    await learn(ann, 1)
    ann.now = NOW + 2 * DAY
    await ann.say("/quiz 5")
    assert "1 / 1" in await ann.say("/review")


async def test_a_backlog_is_spread_by_the_cap(ann: Talk) -> None:
    await learn(ann, 7)
    await ann.say("/review cap 3")
    ann.now = NOW + 40 * DAY
    assert await review(ann, "Knew it") == 3
    assert "Enough for today. 4 more are due" in await ann.say("/review")
    night = ann.now.replace(hour=19, minute=30)  # 3:30 there: it is still the same day
    ann.now = night
    assert "Enough for today" in await ann.say("/review")
    ann.now = night + timedelta(minutes=30)
    assert await review(ann) == 3
    assert "1 / 1" in await ann.say("/review 5")
    assert "1 / 1" in await ann.say("/review all")
    await ann.press("Show answer")
    await ann.press("Knew it")
    assert "Nothing is due" in text_of(ann.messages[-1].document)


async def test_a_review_has_a_greatest_length(ann: Talk, bot: Bot) -> None:
    await ann.say("/review cap 500")
    memory = Memory(3.0, 5.0, NOW, NOW - DAY, Stage.REVIEW, None, 1, 0)
    async with bot.database.begin() as connection:
        for entry in bot.deck.entries[: MAX_LENGTH + 1]:
            await put_memory(connection, "test:ann", entry.id, memory)
    assert f"1 / {MAX_LENGTH}" in await ann.say("/review")


async def test_a_review_goes_on_after_a_restart(database_url: str, knowledge: Knowledge) -> None:
    settings = read_settings(database_url=database_url)
    async with open_bot(settings, knowledge=knowledge, random=Random(1)) as before:
        ann = Talk(before.dispatcher)
        await learn(ann, 3)
        ann.now = NOW + 3 * DAY
        await ann.say("/review")
        await ann.press("Show answer")
        await ann.press("Knew it")
    async with open_bot(settings, knowledge=knowledge, random=Random(2)) as after:
        ann = Talk(after.dispatcher, now=NOW + 3 * DAY)
        said = await ann.say("/review")
        assert "On with your review" in said
        assert "2 / 3" in said


async def test_a_review_is_personal(ann: Talk) -> None:
    ann.kind, ann.chat = ChatKind.GROUP, "test:-7"
    assert "private chat" in await ann.say("/review")


async def test_what_is_not_understood_is_named(ann: Talk) -> None:
    assert "I do not understand “yesterday”" in await ann.say("/review yesterday")
    assert "“lots” does not work" in await ann.say("/review cap lots")
    for number in ("0", "-1", "101"):
        said = await ann.say(f"/review {number}")
        assert f"“{number}” does not work; give a number of questions from 1 to 100" in said
        assert "/review 5" in said


async def test_what_is_forgotten_again_and_again_is_named(ann: Talk) -> None:
    for times in range(1, 8):
        await ann.say("/quiz 1 dl-32")
        await ann.press("Show answer")
        await ann.press("Did not know it")
        said = text_of(ann.messages[0].document)
        assert ("You have missed this one 6 times" in said) == (times == 7)
        ann.now += DAY


async def test_the_last_grade_can_be_taken_back(ann: Talk) -> None:
    await ann.say("/quiz 2")
    await ann.press("Show answer")
    question = text_of(ann.messages[0].document).splitlines()[1]
    await ann.press("Did not know it")
    graded = ann.last
    again = await ann.press("Undo")
    assert ann.toast == "Taken back; grade it again."
    assert question in again
    assert ann.messages[0].replaces
    await ann.press("Undo", graded)
    assert ann.toast == "There is no grade to take back."
    await ann.press("Skip", graded)
    assert not ann.last.messages  # the question that came after it is gone
    await ann.press("Knew it", Reply((await _again(ann),)))
    assert "again in 2 days" in text_of(ann.messages[0].document)
    assert "2 / 2" in text_of(ann.messages[1].document)


async def _again(talk: Talk) -> Message:
    await talk.say("/quiz")
    return talk.messages[-1]


async def test_only_the_last_grade_can_be_taken_back(ann: Talk) -> None:
    await ann.say("/quiz 3")
    await ann.press("Show answer")
    await ann.press("Knew it")
    first = ann.last
    await ann.press("Show answer")
    await ann.press("Did not know it")
    await ann.press("Undo", Reply(first.messages[:1]))
    assert ann.toast == "You have graded other answers since; only the last grade can be changed."
    said = await ann.say("/undo")
    assert said.startswith("Taken back")
    assert "2 / 3" in said
    assert "1 / 3" in await ann.say("/undo")
    assert "no grade to take back" in await ann.say("/undo")


async def test_taking_back_the_last_answer_opens_the_drill_again(ann: Talk) -> None:
    await learn(ann, 1)
    assert "1 / 1" in await ann.say("/undo")
    await ann.press("Did not know it")
    assert "🔁 Did not know it: 1" in text_of(ann.messages[-1].document)
