from typing import Any

import aiohttp
import pytest

from tests.botapi import BotApi, Person, Status
from tests.botapi.conftest import Calls, Refuses


def _keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


def _callback(data: str, text: str = "A") -> dict[str, Any]:
    return {"text": text, "callback_data": data}


async def test_a_message_is_parsed_trimmed_and_shown(api: BotApi, call: Calls, ann: Person) -> None:
    await call("sendMessage", chat_id=ann.id, text=" \n <b>a &lt; b</b>\n", parse_mode="HTML")
    shown = await api.next_from_bot(ann)
    assert (shown.text, shown.html, shown.edited) == ("a < b", "<b>a &lt; b</b>", False)


async def test_commands_and_links_in_a_text_are_found_but_not_in_code(
    api: BotApi, call: Calls, ann: Person
) -> None:
    text = "试试/quiz@interview_test_bot: /quiz 5, see https://a.org/x. <code>/not</code> 1/2"
    await call("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML")
    shown = await api.next_from_bot(ann)
    assert shown.parts("bot_command") == ["/quiz"]
    assert shown.parts("url") == ["https://a.org/x"]


@pytest.mark.parametrize("text", ["", " \n\t", "<b> </b>"])
async def test_an_empty_text_is_refused(text: str, refused: Refuses, ann: Person) -> None:
    answer = await refused("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML")
    assert answer == (400, "Bad Request: message text is empty")


async def test_length_is_counted_in_utf16_after_parsing(
    call: Calls, refused: Refuses, ann: Person
) -> None:
    fits = f"<b>{'𝛁' * 2048}</b>"
    await call("sendMessage", chat_id=ann.id, text=fits, parse_mode="HTML")
    answer = await refused("sendMessage", chat_id=ann.id, text=f"{fits}x", parse_mode="HTML")
    assert answer == (400, "Bad Request: message is too long")


@pytest.mark.parametrize(
    ("mode", "answer"),
    [
        ("XML", (400, "Bad Request: unsupported parse_mode")),
        (
            "MarkdownV2",
            (501, "Not Implemented: the test double does not simulate parse_mode MarkdownV2"),
        ),
    ],
)
async def test_the_only_parse_mode_is_html(
    mode: str, answer: tuple[int, str], refused: Refuses, ann: Person
) -> None:
    assert await refused("sendMessage", chat_id=ann.id, text="x", parse_mode=mode) == answer


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (_keyboard(_callback("")), "BUTTON_DATA_INVALID"),
        (_keyboard(_callback("x" * 65)), "BUTTON_DATA_INVALID"),
        (_keyboard(_callback("好" * 22)), "BUTTON_DATA_INVALID"),
        (_keyboard(_callback("a", " ")), "inline keyboard button text must be non-empty"),
        (_keyboard({"text": "A"}), "Text buttons are unallowed in the inline keyboard"),
        (
            _keyboard({**_callback("a"), "url": "https://a.org"}),
            "a button must do one thing, not ['callback_data', 'url']",
        ),
        (
            _keyboard({**_callback("a"), "style": "pink"}),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (
            _keyboard({"text": "A", "url": "javascript:0"}),
            "inline keyboard button URL 'javascript:0' is invalid",
        ),
        (
            _keyboard({"text": "A", "copy_text": {"text": "x" * 257}}),
            "BUTTON_COPY_TEXT_INVALID",
        ),
        (_keyboard(*[_callback("a")] * 101), "reply markup is too long"),
    ],
)
async def test_keyboards_are_held_to_the_limits(
    markup: dict[str, Any], why: str, refused: Refuses, ann: Person
) -> None:
    answer = await refused("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)
    assert answer == (400, f"Bad Request: {why}")


async def test_a_keyboard_at_the_limits_is_shown(api: BotApi, call: Calls, ann: Person) -> None:
    markup = _keyboard(*[_callback("好" * 21 + "x")] * 100)
    await call("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)
    assert (await api.next_from_bot(ann)).labels == ["A"] * 100


async def test_it_writes_to_nobody_who_does_not_know_it(
    api: BotApi, refused: Refuses, ann: Person
) -> None:
    bob = api.person("Bob")
    assert await refused("sendMessage", chat_id=bob.id, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    await ann.blocks_bot()
    assert await refused("sendMessage", chat_id=ann.id, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    assert await refused("sendMessage", chat_id=12345, text="x") == (
        400,
        "Bad Request: chat not found",
    )


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (Status.LEFT, (403, "Forbidden: bot is not a member of the group chat")),
        (Status.KICKED, (403, "Forbidden: bot was kicked from the group chat")),
    ],
)
async def test_it_writes_only_where_it_is_a_member(
    status: Status, answer: tuple[int, str], api: BotApi, refused: Refuses, ann: Person
) -> None:
    group = api.group("Study", [ann], bot=status)
    assert await refused("sendMessage", chat_id=group.id, text="x") == answer


async def test_in_a_channel_it_must_be_an_administrator(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    channel = api.channel("News", ann)
    assert "from" not in await call("sendMessage", chat_id=channel.id, text="x")
    await channel.makes_bot(Status.MEMBER)
    assert await refused("sendMessage", chat_id=channel.id, text="x") == (
        400,
        "Bad Request: need administrator rights in the channel chat",
    )


async def test_a_group_that_has_migrated_tells_where_to(
    api: BotApi, session: aiohttp.ClientSession, ann: Person
) -> None:
    group = api.group("Study", [ann])
    supergroup = await group.migrates()
    url = f"{api.base_url}{api.token}/sendMessage"
    async with session.post(url, json={"chat_id": group.id, "text": "x"}) as response:
        assert await response.json() == {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": supergroup.id},
        }


async def test_a_topic_must_exist_and_general_has_no_number(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    forum = api.group("Study", [ann], forum=True)
    topic = await forum.opens_topic("Week 1")
    await call("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert (await api.next_from_bot(forum)).thread == topic
    for thread in (1, topic + 1):
        assert await refused(
            "sendMessage", chat_id=forum.id, text="x", message_thread_id=thread
        ) == (400, "Bad Request: message thread not found")


async def test_a_reply_needs_its_message_and_stays_in_its_topic(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    forum = api.group("Study", [ann], forum=True)
    topic = await forum.opens_topic("Week 1")
    asked = await ann.says("/quiz", chat=forum, thread=topic)
    target = {"message_id": asked.message_id}
    await call("sendMessage", chat_id=forum.id, text="x", reply_parameters=target)
    reply = await api.next_from_bot(forum)
    assert (reply.reply_to, reply.thread) == (asked.message_id, topic)
    missing: dict[str, Any] = {"message_id": 999}
    assert await refused("sendMessage", chat_id=forum.id, text="x", reply_parameters=missing) == (
        400,
        "Bad Request: message to be replied not found",
    )
    missing["allow_sending_without_reply"] = True
    await call("sendMessage", chat_id=forum.id, text="x", reply_parameters=missing)
    assert (await api.next_from_bot(forum)).reply_to is None


async def test_chat_actions(call: Calls, refused: Refuses, ann: Person) -> None:
    assert await call("sendChatAction", chat_id=ann.id, action="typing") is True
    assert await refused("sendChatAction", chat_id=ann.id, action="thinking") == (
        400,
        "Bad Request: wrong parameter action in request",
    )
