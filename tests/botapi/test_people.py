import asyncio

import pytest

from tests.botapi import BotApi, Person, Status
from tests.botapi.conftest import Calls, Refuses
from tests.botapi.message import ChatMessage
from tests.botapi.specification import Json

_KEYBOARD = {"inline_keyboard": [[{"text": "A", "callback_data": "/a"}]]}


async def _heard(call: Calls) -> list[str]:
    updates: list[Json] = await call("getUpdates")
    messages: list[Json] = [it.get("message") or it.get("edited_message") or {} for it in updates]
    return [it.get("text", "") for it in messages]


async def _with_button(api: BotApi, call: Calls, ann: Person) -> ChatMessage:
    await call("sendMessage", chat_id=ann.id, text="x", reply_markup=_KEYBOARD)
    return await api.next_from_bot(ann)


async def test_with_privacy_a_group_bot_hears_commands_and_replies_to_itself(
    api: BotApi, call: Calls, ann: Person
) -> None:
    group = api.group("Study", [ann])
    await call("sendMessage", chat_id=group.id, text="x")
    own = await api.next_from_bot(group)
    said = await ann.says("chat", chat=group)
    await ann.says("@interview_test_bot what?", chat=group)
    await ann.says("/quiz@other_bot", chat=group)
    await ann.says("see /quiz", chat=group)
    await ann.says("reply to a person", chat=group, reply_to=said)
    assert await _heard(call) == []
    await ann.says("/quiz", chat=group)
    await ann.says("/quiz@Interview_Test_Bot 5", chat=group)
    await ann.says("reply", chat=group, reply_to=own)
    await ann.edits(said, "/quiz 6")
    assert await _heard(call) == ["/quiz", "/quiz@Interview_Test_Bot 5", "reply", "/quiz 6"]


async def test_without_privacy_or_as_administrator_it_hears_all(
    api: BotApi, call: Calls, ann: Person
) -> None:
    group = api.group("Study", [ann])
    api.world.has_privacy = False
    await ann.says("a", chat=group)
    api.world.has_privacy = True
    await ann.says("b", chat=group)
    await group.makes_bot(Status.ADMINISTRATOR)
    await ann.says("c", chat=group)
    assert await _heard(call) == ["a", "", "c"]


async def test_in_a_topic_every_message_answers_the_one_that_opened_it(
    api: BotApi, call: Calls, ann: Person
) -> None:
    forum = api.group("Study", [ann], forum=True)
    topic = await forum.opens_topic("Week 1")
    await ann.says("/quiz", chat=forum, thread=topic)
    opened, asked = [it["message"] for it in await call("getUpdates")]
    assert opened["message_thread_id"] == topic
    assert (asked["message_thread_id"], asked["is_topic_message"]) == (topic, True)
    assert asked["reply_to_message"]["forum_topic_created"]["name"] == "Week 1"


async def test_a_channel_speaks_for_itself(api: BotApi, call: Calls, ann: Person) -> None:
    channel = api.channel("News", ann)
    posted = await ann.says("/daily", chat=channel)
    await ann.edits(posted, "/daily 8")
    post, edited = await call("getUpdates")
    assert post["channel_post"]["sender_chat"]["id"] == channel.id
    assert "from" not in post["channel_post"]
    assert edited["edited_channel_post"]["text"] == "/daily 8"


async def test_only_members_speak(api: BotApi, ann: Person) -> None:
    bob = api.person("Bob")
    with pytest.raises(AssertionError, match="Bob may not do that in Study"):
        await bob.says("x", chat=api.group("Study", [ann]))


async def test_nobody_edits_what_others_said(api: BotApi, ann: Person) -> None:
    with pytest.raises(AssertionError, match="cannot edit"):
        await api.person("Bob").edits(await ann.says("x"), "y")


async def test_the_bot_is_told_when_it_comes_and_goes(
    api: BotApi, call: Calls, ann: Person
) -> None:
    group = api.group("Study", [ann], bot=Status.LEFT)
    await ann.says("/unheard", chat=group)
    await group.makes_bot(Status.MEMBER)
    await group.makes_bot(Status.KICKED)
    await ann.blocks_bot()
    await ann.unblocks_bot()
    updates = await call("getUpdates")
    changes = [it["my_chat_member"] for it in updates if "my_chat_member" in it]
    statuses = [it["new_chat_member"]["status"] for it in changes]
    assert statuses == ["member", "kicked", "kicked", "member"]
    assert updates[1]["message"]["new_chat_members"][0]["is_bot"] is True


async def test_both_sides_of_a_migration_tell_of_it(api: BotApi, call: Calls, ann: Person) -> None:
    group = api.group("Study", [ann])
    supergroup = await group.migrates()
    before, after = [it["message"] for it in await call("getUpdates")]
    assert before["migrate_to_chat_id"] == after["chat"]["id"] == supergroup.id
    assert after["migrate_from_chat_id"] == before["chat"]["id"] == group.id
    await ann.says("/quiz", chat=supergroup)
    assert await _heard(call) == ["", "", "/quiz"]


async def test_a_press_waits_for_the_answer(api: BotApi, call: Calls, ann: Person) -> None:
    shown = await _with_button(api, call, ann)
    press = asyncio.create_task(ann.presses(shown, "A"))
    (update,) = await call("getUpdates", timeout=50)
    query = update["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("/a", shown.message_id)
    await call("answerCallbackQuery", callback_query_id=query["id"], text="!", show_alert=True)
    toast = await press
    assert (toast.text, toast.is_alert) == ("!", True)


async def test_an_expired_or_unknown_query_cannot_be_answered(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    await ann.presses(await _with_button(api, call, ann), data="/a", expired=True)
    (update,) = await call("getUpdates")
    for query_id in (update["callback_query"]["id"], "1"):
        assert await refused("answerCallbackQuery", callback_query_id=query_id) == (
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )


async def test_a_toast_is_short(api: BotApi, call: Calls, refused: Refuses, ann: Person) -> None:
    shown = await _with_button(api, call, ann)
    press = asyncio.create_task(ann.presses(shown, "A"))
    (update,) = await call("getUpdates", timeout=50)
    query = {"callback_query_id": update["callback_query"]["id"]}
    assert (await refused("answerCallbackQuery", **query, text="x" * 201))[0] == 400
    await call("answerCallbackQuery", **query, text="x" * 200)
    assert (await press).text == "x" * 200


async def test_a_button_that_is_gone_is_pressed_only_on_purpose(
    api: BotApi, call: Calls, ann: Person
) -> None:
    shown = await _with_button(api, call, ann)
    await call("editMessageText", chat_id=ann.id, message_id=shown.message_id, text="y")
    with pytest.raises(AssertionError, match="no button 'A'"):
        await ann.presses(shown, "A")
    await ann.presses(shown, "A", stale=True, expired=True)
    await call("deleteMessage", chat_id=ann.id, message_id=shown.message_id)
    with pytest.raises(AssertionError, match="has been deleted"):
        await ann.presses(shown, "A")
    await ann.presses(shown, "A", stale=True, expired=True)
    edited, deleted = [it["callback_query"]["message"] for it in await call("getUpdates")]
    assert edited["text"] == "y"
    assert deleted == {**deleted, "message_id": shown.message_id, "date": 0}


def _article(result_id: str, **changes: object) -> Json:
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": result_id,
        "title": "T",
        "input_message_content": content,
        **changes,
    }


@pytest.mark.parametrize(
    "results",
    [
        [_article("1"), _article("1")],
        [_article("")],
        [_article("x" * 65)],
        [_article(str(number)) for number in range(51)],
        [_article("1", title=" ")],
        [_article("1", input_message_content={"message_text": "<p>", "parse_mode": "HTML"})],
        [_article("1", input_message_content={"rich_message": {"blocks": []}})],
        [_article("1", reply_markup={"inline_keyboard": [[{"text": "A"}]]})],
        [_article("1", text="x")],
    ],
)
async def test_inline_results_are_checked_to_the_bottom(
    results: list[Json], call: Calls, refused: Refuses, ann: Person
) -> None:
    asking = asyncio.create_task(ann.asks_inline("drop"))
    (update,) = await call("getUpdates", timeout=50)
    query = {"inline_query_id": update["inline_query"]["id"]}
    assert (await refused("answerInlineQuery", **query, results=results))[0] == 400
    await call("answerInlineQuery", **query, results=[_article("1")])
    assert (await asking).titles == ["T"]


async def test_who_waits_in_vain_gets_a_transcript(
    api: BotApi, call: Calls, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.botapi.api.PATIENCE_SECONDS", 0)
    await ann.says("/start")
    with pytest.raises(AssertionError) as failure:
        await api.next_from_bot(ann)
    first, *rest = str(failure.value).splitlines()
    assert first == "waited in vain for the bot in 'Ann'"
    assert rest[:3] == ["== private 'Ann'", "#2 Ann: 'hello'", "#3 Ann: '/start'"]
    assert rest[3].startswith("not confirmed: {'update_id'")
