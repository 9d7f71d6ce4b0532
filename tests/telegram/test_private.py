"""Private chats, end to end."""

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.specification import Json

pytestmark = pytest.mark.usefixtures("front")


async def test_a_question_gets_its_answer_with_linked_pages(api: BotApi, ann: Person) -> None:
    await ann.says("/settings display text")
    await api.next_from_bot(ann)
    await ann.says("第 32 题")
    answer = await api.next_from_bot(ann)
    assert answer.parts("bold")[0].startswith("Dropout 与 Bagging")
    assert "7.12 Dropout，第 258–268 页" in answer.parts("text_link")
    assert answer.parts("expandable_blockquote")
    assert answer.parts("url") == []
    assert answer.labels == ["详细解答", "相关题目", "👎 纠错", "↗ 分享"]
    assert answer.reply_to is None


async def test_english_is_answered_in_english(api: BotApi, ann: Person) -> None:
    await ann.says("how is dropout related to bagging")
    assert "Page numbers:" in (await api.next_from_bot(ann)).text


async def test_the_full_answer_is_one_press_away(api: BotApi, ann: Person) -> None:
    await ann.says("第 32 题")
    answer = await api.next_from_bot(ann)
    await ann.presses(answer, "详细解答")
    detail = await api.next_from_bot(ann)
    assert not detail.edited
    assert "原始资料" in detail.text


async def test_a_drill_edits_its_question_and_asks_the_next(api: BotApi, bob: Person) -> None:
    await bob.says("/quiz 2")
    question = await api.next_from_bot(bob)
    assert question.labels == ["Show answer", "Hint", "Skip", "Stop"]
    await bob.presses(question, "Hint")
    assert (await api.next_from_bot(bob)).edited
    await bob.presses(question, "Show answer")
    answer = await api.next_from_bot(bob)
    assert answer.edited
    assert answer.message_id == question.message_id
    assert answer.labels[:2] == ["🔁 Did not know it", "🙂 Knew it"]
    await bob.presses(answer, "🙂 Knew it")
    marked = await api.next_from_bot(bob)
    assert marked.message_id == question.message_id
    assert "🙂 Knew it" in marked.text
    following = await api.next_from_bot(bob)
    assert following.text.startswith("2 / 2")
    await bob.presses(following, "Skip")
    await api.next_from_bot(bob)
    assert "one question answered" in (await api.next_from_bot(bob)).text


async def test_an_old_button_says_why_in_a_toast(api: BotApi, bob: Person) -> None:
    await bob.says("/quiz 2")
    question = await api.next_from_bot(bob)
    await bob.presses(question, "Skip")
    toast = await bob.presses(question, "Skip", stale=True)
    assert toast.text == "That question is behind you; look at the latest one, or send /quiz."
    toast = await bob.presses(question, "Show answer", stale=True)
    assert "behind you" in toast.text


async def test_an_edited_question_edits_its_answer(api: BotApi, bob: Person) -> None:
    asked = await bob.says("what is the kl divergence")
    answer = await api.next_from_bot(bob)
    assert "KL" in answer.text
    await bob.edits(asked, "question 32")
    edited = await api.next_from_bot(bob)
    assert edited.edited
    assert edited.message_id == answer.message_id
    assert "Dropout" in edited.text


async def test_editing_to_the_same_answer_is_no_error(api: BotApi, bob: Person) -> None:
    asked = await bob.says("question 32")
    await api.next_from_bot(bob)
    await bob.edits(asked, "Question 32")
    await bob.says("/help")
    assert "How to use it" in (await api.next_from_bot(bob)).text
    refused = [call for call in api.refused if "not modified" not in str(call)]
    assert refused == []
    api.refused.clear()


async def test_pictures_and_stickers_are_no_questions(api: BotApi, bob: Person) -> None:
    api.world.say(bob.chat, bob.user, {"dice": {"emoji": "🎲", "value": 3}})
    await bob.says("question 32")
    assert "Dropout" in (await api.next_from_bot(bob)).text
    assert api.unread(bob) == []


async def test_a_chat_that_refuses_a_message_stops_nothing(api: BotApi, bob: Person) -> None:
    api.fail("sendMessage", 403)  # as when the bot is blocked
    await bob.says("/topics")
    await bob.says("/help")
    assert "How to use it" in (await api.next_from_bot(bob)).text
    assert api.unread(bob) == []


async def test_a_press_that_is_too_old_still_works(api: BotApi, bob: Person) -> None:
    await bob.says("/quiz 1")
    question = await api.next_from_bot(bob)
    await bob.presses(question, "Show answer", expired=True)
    assert "How well did you know it?" in (await api.next_from_bot(bob)).text
    await api.until(lambda: bool(api.refused), "the answer to the press")
    assert [call.method for call in api.refused] == ["answerCallbackQuery"]
    api.refused.clear()


@pytest.mark.parametrize(
    ("method", "line", "answer"),
    [("sendMessage", "/help", "How to use it"), ("sendRichMessage", "question 32", "Dropout")],
)
async def test_flood_limits_are_obeyed(
    api: BotApi,
    bob: Person,
    method: str,
    line: str,
    answer: str,
) -> None:
    api.fail(method, 429, retry_after=1)
    await bob.says(line)
    assert answer in (await api.next_from_bot(bob)).text
    assert [call.method for call in api.calls if call.error] == [method]


FILE = {"file_id": "x", "file_unique_id": "y"}
SIZED = {**FILE, "width": 1, "height": 1}


@pytest.mark.parametrize(
    "content", [{"photo": [SIZED]}, {"voice": {**FILE, "duration": 3}}, {"document": FILE}]
)
async def test_who_sends_a_picture_or_a_recording_is_asked_to_type(
    api: BotApi, bob: Person, content: Json
) -> None:
    await bob.says("/start")
    await api.next_from_bot(bob)
    api.world.say(bob.chat, bob.user, content)
    assert "Just type it" in (await api.next_from_bot(bob)).text


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False}},
        {"animation": {**SIZED, "duration": 3}, "document": FILE},
        {"photo": [SIZED], "media_group_id": "1"},
    ],
)
async def test_stickers_and_albums_are_left_alone(api: BotApi, bob: Person, content: Json) -> None:
    await bob.says("/start")
    await api.next_from_bot(bob)
    api.world.say(bob.chat, bob.user, content)
    await api.quiet()
    assert api.unread(bob) == []


@pytest.mark.parametrize("line", ["/show dl-\ud83d", "/daily 09:00 \udc00", "dropout \ud83d"])
async def test_half_a_character_is_answered_too(api: BotApi, bob: Person, line: str) -> None:
    await bob.says(line)
    assert (await api.next_from_bot(bob)).text


async def test_questions_of_a_list_that_are_not_answered_are_named_as_they_were_typed(
    api: BotApi, bob: Person
) -> None:
    await bob.says("1. what is dropout\n2. what is KL divergence\n3. <b>risotto</b> & *rice*?")
    answer = await api.next_from_bot(bob)
    assert "No certain answer to:" in answer.text
    assert "<b>risotto</b> & *rice*" in answer.text
    assert answer.labels == ["1", "2"]
