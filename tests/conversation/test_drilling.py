"""Conversations in drills."""

from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.conversation.message import Reply
from bot.decks import Knowledge
from bot.domain.chats import ChatKind
from bot.settings import read_settings
from bot.storage.drills import DrillStore
from tests.conversation.talk import Talk, buttons


async def test_a_drill_of_three(ann: Talk) -> None:
    await ann.say("/settings grades 4")
    assert (await ann.say("/quiz 3")).startswith("1 / 3 · ")
    for grade in ("Knew it", "Barely", "Did not know it"):
        answered = await ann.press("Show answer")
        assert "How well did you know it?" in answered
        said = await ann.press(grade)
    assert "3 questions answered" in said
    assert "🙂 Knew it: 1 · 😓 Barely: 1 · 🔁 Did not know it: 1\n" in said
    assert "Worth another look" in said
    assert len([b for b in buttons(ann.last) if b.line.startswith("/show ")]) == 2
    assert "1 / 10 · " in await ann.press("Another drill")


async def test_grading_marks_the_question_in_place_and_asks_the_next(ann: Talk) -> None:
    await ann.say("/quiz 2")
    await ann.press("Show answer")
    assert ann.messages[0].replaces
    await ann.press("Knew it")
    marked, following = ann.messages
    assert marked.replaces
    assert not following.replaces
    assert not any(button.line.startswith("/grade") for row in marked.buttons for button in row)


@pytest.mark.parametrize("mode", ["reveal", "choose"])
async def test_who_gives_up_is_shown_the_answer(ann: Talk, mode: str) -> None:
    await ann.say(f"/settings answer {mode}")
    await ann.say("/quiz 1 dl-32")
    assert "Dropout is approximate bagging" in await ann.say("I don't know")
    assert "one question answered" in await ann.press("Did not know it")


@pytest.mark.parametrize("mode", ["reveal", "type", "choose"])
async def test_hints_and_skipping_can_be_asked_for_in_words(ann: Talk, mode: str) -> None:
    await ann.say(f"/settings answer {mode}")
    for said in ("next question", "a hint", "idk", "不会"):
        told = await ann.say(said)
        assert "No drill is running" in told or "现在没有在刷题" in told
    await ann.say("/quiz 2 dl-32..dl-33")
    assert "Hint: " in await ann.say("give me a hint")
    skipped = await ann.say("下一题")
    assert "⏭ Skipped" in skipped
    assert "2 / 2 · " in skipped
    await ann.press("Show answer")
    assert "The answer is shown already" in await ann.say("hint")
    assert "Drill over" in await ann.say("skip")


async def test_hints_come_one_by_one_and_end(ann: Talk) -> None:
    await ann.say("/quiz 1 dl-32")
    first = await ann.press("Hint")
    assert "Hint: look at 7.12 Dropout" in first
    second = await ann.press("Hint")
    assert first.strip() in second
    assert second.count("Hint: ") == 2
    assert not [b for b in buttons(ann.last) if b.label == "Hint"]


async def test_skipping_goes_on_without_an_answer(ann: Talk) -> None:
    await ann.say("/quiz 2")
    await ann.press("Skip")
    marked, _ = ann.messages
    assert "Skipped" in str(marked.document)
    said = await ann.press("Skip")
    assert "⏭ Skipped: 2" in said


async def test_stopping_sums_up(ann: Talk) -> None:
    await ann.say("/quiz 5")
    await ann.press("Show answer")
    await ann.press("Knew it")
    assert "one question answered" in await ann.press("Stop")
    assert "No drill is running" in await ann.say("/stop")
    await ann.say("/quiz 5")
    assert "nothing answered" in await ann.say("/stop")


async def test_an_old_button_changes_nothing_and_says_why(ann: Talk) -> None:
    await ann.say("/quiz 2")
    first = ann.last
    await ann.press("Show answer")
    revealed = ann.last
    await ann.press("Show answer", first)
    assert (ann.messages, ann.toast) == ((), "The answer is shown already.")
    await ann.press("Knew it", revealed)
    await ann.press("Knew it", revealed)
    assert (ann.messages, ann.toast) == (
        (),
        "That question is behind you; look at the latest one, or send /quiz.",
    )
    await ann.press("Skip", first)
    assert ann.messages == ()
    await ann.say("/stop")
    await ann.press("Stop", first)
    assert (ann.messages, ann.toast) == ((), "This drill is over.")


async def test_a_grade_needs_the_answer_first(ann: Talk) -> None:
    await ann.say("/quiz 1")
    reveal = ann.button("Show answer").line
    assert "Look at the answer first" in await ann.say(reveal.replace("reveal", "grade") + " good")


async def test_somebody_elses_drill_is_not_touched(bot: Bot, ann: Talk) -> None:
    ann.chat = "test:-7"
    bob = Talk(bot.dispatcher, name="bob", chat=ann.chat, kind=ChatKind.GROUP)
    await ann.say("/quiz 2")
    for label in ("Show answer", "Hint", "Skip", "Stop"):
        await bob.press(label, ann.last)
        assert bob.messages == ()
        assert bob.toast is not None
        assert bob.toast.startswith("This is somebody else's drill")
    assert "How well" in await ann.press("Show answer")


@pytest.mark.parametrize(
    "line",
    [
        "/grade", "/grade 1", "/grade x y good", "/grade 1 1 superb", "/grade 99 1 good",
        "/reveal 1 99999999999999999999999", "/reveal 99999999999999999999999 1",
        "/reveal -1 1", "/hint ١ ١", "/skip 1 1; drop", "/stop 77",
    ],
)  # fmt: skip
async def test_forged_buttons_are_refused(ann: Talk, line: str) -> None:
    await ann.say("/quiz 1")
    said = await ann.say(line)
    assert said
    assert "went wrong" not in said


async def test_nothing_comes_twice_before_all_have_been(ann: Talk, bot: Bot) -> None:
    seen: list[str] = []
    topic = bot.deck.find_topic("sequences")
    assert topic is not None
    for _ in topic.entries:
        await ann.say("/quiz 1 sequences")
        seen.append((await ann.press("Show answer")).splitlines()[1])
        await ann.press("Knew it")
    assert len(set(seen)) == len(topic.entries)


async def test_the_language_of_a_drill_stays(ann: Talk) -> None:
    ann.locale = "zh-hans"
    assert "1 / 2 · " in await ann.say("/quiz 2")
    ann.locale = "en"
    assert "答得怎么样" in await ann.press("看答案")


async def test_a_restart_in_the_middle_goes_on_where_it_was(
    database_url: str, knowledge: Knowledge
) -> None:
    settings = read_settings(database_url=database_url)
    async with open_bot(settings, knowledge=knowledge, random=Random(1)) as before:
        ann = Talk(before.dispatcher)
        await ann.say("/quiz 3")
        await ann.press("Show answer")
        await ann.press("Knew it")
        asked = ann.last
    async with open_bot(settings, knowledge=knowledge, random=Random(2)) as after:
        ann = Talk(after.dispatcher)
        resumed = await ann.say("/quiz")
        assert "On with your drill" in resumed
        assert "2 / 3 · " in resumed
        assert "How well" in await ann.press("Show answer", Reply(asked.messages[1:]))
        await ann.press("Knew it")
        await ann.press("Skip")
        assert "🙂 Knew it: 2" in str(ann.messages[-1].document)


async def test_what_is_asked_is_drawn_when_a_drill_begins(ann: Talk, bot: Bot) -> None:
    await ann.say("/quiz 4")
    drill = await DrillStore(bot.database).open_here(ann.chat, "test:ann")
    assert drill is not None
    assert set(drill.pool) == set(bot.deck.by_id)
    for _ in range(3):
        await ann.press("Skip")
    gone_on = await DrillStore(bot.database).load(drill.id)
    assert [card.entry for card in gone_on.cards] == list(drill.pool[:4])


async def test_a_new_drill_ends_the_old_one(ann: Talk) -> None:
    await ann.say("/quiz 2")
    old = ann.last
    await ann.say("/quiz 3")
    await ann.press("Show answer", old)
    assert ann.toast == "This drill is over."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/quiz 5 astrology", "I do not understand “astrology”"),
        ("/quiz dl-10 easy", "No question fits"),
        (
            "/quiz 0",
            "“0” does not work; give a number of questions from 1 to 100, for example /qui",
        ),
        ("/quiz -5", "“-5” does not work"),
        ("/quiz １０１", "“101” does not work"),
        ("来0道题", "「0」不行"),
    ],
)
async def test_a_bad_order_is_explained(ann: Talk, text: str, expected: str) -> None:
    assert expected in await ann.say(text)


@pytest.mark.parametrize("text", ["/quiz word2vec", "quiz me on word2vec", "考考我 word2vec"])
async def test_what_no_topic_is_called_can_be_drilled_all_the_same(ann: Talk, text: str) -> None:
    said = await ann.say(text)
    assert said.startswith("1 / 1")
    assert "word2vec" in said


async def test_forgetting_deletes_everything(ann: Talk, bot: Bot) -> None:
    await ann.say("/quiz 2")
    question = ann.last
    await ann.say("/settings language zh")
    assert "删除" in await ann.say("/forget")
    await ann.press("保留")
    await ann.say("/forget")
    assert "已经全部删除" in await ann.press("全部删除")
    await ann.press("Show answer", question)
    assert ann.toast == "That question is gone; send /quiz to start again."


async def test_hint_and_skip_are_typed_without_naming_the_question(bot: Bot) -> None:
    ann = Talk(bot.dispatcher)
    assert "No drill is running" in await ann.say("/hint")
    await ann.say("/quiz 2 dl-32..dl-33")
    assert "Hint: look at" in await ann.say("/hint")
    assert "2 / 2" in await ann.say("/skip")
    assert "Drill over" in await ann.say("/skip")
    assert "No drill is running" in await ann.say("/skip")
