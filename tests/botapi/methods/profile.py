"""Methods about the bot itself: who it is, its name, descriptions and command menu."""

import json
import re
from collections.abc import Awaitable, Callable

from tests.botapi.refusal import bad_request
from tests.botapi.specification import Json
from tests.botapi.utf16 import utf16_length
from tests.botapi.world import World

COMMANDS = 100
COMMAND_DESCRIPTION_LENGTH = 256
NAME_LENGTH = 64
DESCRIPTION_LENGTH = 512
SHORT_DESCRIPTION_LENGTH = 120

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


async def get_me(world: World, _: Json) -> Json:
    return {
        **world.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.has_privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_commands(world: World, call: Json) -> bool:
    key = _commands_key(call)
    if len(call["commands"]) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in call["commands"]:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command["description"]) <= COMMAND_DESCRIPTION_LENGTH:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[key] = call["commands"]
    return True


async def get_my_commands(world: World, call: Json) -> list[Json]:
    return world.commands.get(_commands_key(call), [])


async def delete_my_commands(world: World, call: Json) -> bool:
    world.commands.pop(_commands_key(call), None)
    return True


def _setter(field: str, limit: int) -> Callable[[World, Json], Awaitable[bool]]:
    async def set_text(world: World, call: Json) -> bool:
        if utf16_length(call.get(field, "")) > limit:
            raise bad_request(f"too long {field.replace('_', ' ')} specified")
        world.profile[field, _language(call)] = call.get(field, "")
        return True

    return set_text


def _getter(field: str) -> Callable[[World, Json], Awaitable[Json]]:
    async def get_text(world: World, call: Json) -> Json:
        text = world.profile.get((field, _language(call)))
        return {field: text or world.profile.get((field, ""), "")}

    return get_text


def _commands_key(call: Json) -> tuple[str, str]:
    scope = call.get("scope", {"type": "default"})
    return json.dumps(scope, sort_keys=True), _language(call)


def _language(call: Json) -> str:
    language: str = call.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


HANDLERS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name", NAME_LENGTH),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description", DESCRIPTION_LENGTH),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", SHORT_DESCRIPTION_LENGTH),
    "getMyShortDescription": _getter("short_description"),
}
