from typing import Any

import pytest

from tests.botapi import BotApi, Person, Status
from tests.botapi.conftest import Calls, Refuses


def _menu(*commands: str, description: str = "d") -> list[dict[str, str]]:
    return [{"command": it, "description": description} for it in commands]


async def test_each_language_and_scope_has_its_menu(call: Calls) -> None:
    await call("setMyCommands", commands=_menu("quiz", "help"))
    await call("setMyCommands", commands=_menu("quiz", description="测验"), language_code="zh")
    group = {"type": "all_group_chats"}
    assert await call("getMyCommands") == _menu("quiz", "help")
    assert await call("getMyCommands", language_code="zh") == _menu("quiz", description="测验")
    assert await call("getMyCommands", scope=group) == []


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"commands": _menu("Quiz")}, "BOT_COMMAND_INVALID"),
        ({"commands": _menu("/quiz")}, "BOT_COMMAND_INVALID"),
        ({"commands": _menu("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": _menu("x", description="")}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": _menu("x", description="x" * 257)}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": _menu("x") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": _menu("x"), "language_code": "zh-hans"},
            "invalid language code specified",
        ),
    ],
)
async def test_menus_have_limits(parameters: dict[str, Any], why: str, refused: Refuses) -> None:
    assert await refused("setMyCommands", **parameters) == (400, f"Bad Request: {why}")


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("MyName", "name", 64),
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
    ],
)
async def test_name_and_descriptions_have_limits_and_languages(
    method: str, field: str, limit: int, call: Calls, refused: Refuses
) -> None:
    await call(f"set{method}", **{field: "x" * limit})
    await call(f"set{method}", **{field: "中"}, language_code="zh")
    assert await call(f"get{method}", language_code="zh") == {field: "中"}
    assert await call(f"get{method}", language_code="de") == {field: "x" * limit}
    assert (await refused(f"set{method}", **{field: "x" * (limit + 1)}))[0] == 400


async def test_get_me_tells_privacy(api: BotApi, call: Calls) -> None:
    assert (await call("getMe"))["can_read_all_group_messages"] is False
    api.world.has_privacy = False
    assert (await call("getMe"))["can_read_all_group_messages"] is True


async def test_members_and_administrators(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    bob, cem = api.person("Bob"), api.person("Cem")
    group = api.group("Study", [ann, bob], bot=Status.ADMINISTRATOR)
    where = {"chat_id": group.id}
    assert (await call("getChat", **where))["title"] == "Study"
    assert [
        (await call("getChatMember", **where, user_id=it.id))["status"] for it in (ann, bob, cem)
    ] == ["creator", "member", "left"]
    me = await call("getChatMember", **where, user_id=api.world.bot.id)
    assert (me["status"], me["can_delete_messages"]) == ("administrator", True)
    administrators = await call("getChatAdministrators", **where)
    assert [it["user"]["id"] for it in administrators] == [ann.id]
    assert await call("getChatMemberCount", **where) == 3
    assert await refused("getChatMember", **where, user_id=1) == (
        400,
        "Bad Request: user not found",
    )


async def test_after_leaving_it_is_no_member(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    group = api.group("Study", [ann])
    await call("leaveChat", chat_id=group.id)
    (left,) = await call("getUpdates")
    assert left["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert (await refused("sendMessage", chat_id=group.id, text="x"))[0] == 403
