from typing import Any

import aiohttp
import pytest

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Calls, Refuses


async def test_an_unknown_method_is_not_found(refused: Refuses) -> None:
    assert await refused("sendNonsense") == (404, "Not Found")


async def test_the_names_of_methods_may_be_written_in_any_case(call: Calls) -> None:
    assert (await call("GETME"))["is_bot"] is True


async def test_a_wrong_token_is_unauthorized(api: BotApi, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{api.url}/bot1:wrong/getMe") as response:
        assert (response.status, await response.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )


async def test_a_method_that_is_not_played_is_checked_and_then_refused(refused: Refuses) -> None:
    code, why = await refused("sendDice")
    assert (code, why) == (400, "Bad Request: sendDice.chat_id: missing field of SendDice")
    assert (await refused("sendDice", chat_id=1))[0] == 501


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"chat_id": 1}, "sendMessage.text: missing field of SendMessage"),
        ({"text": "x", "chat": 1}, "sendMessage.chat: unknown field of SendMessage"),
        ({"text": 1}, "sendMessage.text: 1 is not a string"),
        ({"text": None}, "sendMessage.text: None is not a string"),
        (
            {"text": "x", "disable_notification": 1},
            "sendMessage.disable_notification: 1 is not true or false",
        ),
        (
            {"text": "x", "disable_web_page_preview": True},
            "sendMessage.disable_web_page_preview: unknown field of SendMessage",
        ),
        (
            {"text": "x", "reply_parameters": {"message_id": "5"}},
            "sendMessage.reply_parameters.message_id: '5' is not an integer",
        ),
        (
            {"text": "x", "link_preview_options": {"disabled": True}},
            "sendMessage.link_preview_options.disabled: unknown field of LinkPreviewOptions",
        ),
        (
            {"text": "x", "link_preview_options": [True]},
            "sendMessage.link_preview_options: a list is not LinkPreviewOptions",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "data": "b"}]]}},
            (
                "sendMessage.reply_markup.inline_keyboard[0][0].data: "
                "unknown field of InlineKeyboardButton"
            ),
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [{"text": "a"}]}},
            "sendMessage.reply_markup.inline_keyboard[0]: an object is not list",
        ),
    ],
)
async def test_what_is_wrong_is_named(
    parameters: dict[str, Any], why: str, refused: Refuses, ann: Person
) -> None:
    answer = await refused("sendMessage", **{"chat_id": ann.id, **parameters})
    assert answer == (400, f"Bad Request: {why}")


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ({"type": "headng", "text": "x"}, "[0]: {'type': 'headng'} is none of "),
        ({"text": "x"}, "[0]: {} is none of "),
        ({"type": "paragraph", "txt": "x"}, "[0].txt: unknown field of InputRichBlockParagraph"),
        (
            {"type": "paragraph", "text": ["x", {"type": "bold", "text": [{"type": "blod"}]}]},
            "[0].text[1].text[0]: {'type': 'blod'} is none of ",
        ),
        (
            {"type": "heading", "text": "x", "size": "1"},
            "[0].size: '1' is not an integer",
        ),
    ],
)
async def test_so_is_what_is_wrong_deep_in_a_rich_message(
    block: dict[str, Any], why: str, refused: Refuses, ann: Person
) -> None:
    code, description = await refused(
        "sendRichMessage", chat_id=ann.id, rich_message={"blocks": [block]}
    )
    assert code == 400
    assert description.startswith(f"Bad Request: sendRichMessage.rich_message.blocks{why}")


async def test_forms_hold_json_in_what_is_not_text(
    api: BotApi, session: aiohttp.ClientSession, ann: Person
) -> None:
    form = {
        "chat_id": str(ann.id),
        "text": "123",
        "disable_notification": "true",
        "reply_markup": '{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}',
    }
    async with session.post(f"{api.base_url}{api.token}/sendMessage", data=form) as response:
        assert response.status == 200
    assert str(await api.next_from_bot(ann)) == "#3 Interview: '123' [A]"


async def test_a_file_that_nothing_attaches_is_refused(
    api: BotApi, session: aiohttp.ClientSession, ann: Person
) -> None:
    form = aiohttp.FormData({"chat_id": str(ann.id), "text": "x"})
    form.add_field("photo", b"x", filename="x.png")
    async with session.post(f"{api.base_url}{api.token}/sendMessage", data=form) as response:
        answer = await response.json()
    assert answer["description"] == "Bad Request: sendMessage: nothing attaches the files ['photo']"


async def test_the_log_tells_calls_and_refusals(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    await call("sendMessage", chat_id=ann.id, text="x")
    await refused("sendMessage", chat_id=ann.id)
    assert [it.method for it in api.calls] == ["sendMessage", "sendMessage"]
    assert [it.parameters for it in api.refused] == [{"chat_id": ann.id}]
