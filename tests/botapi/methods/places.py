"""Methods that ask about chats and their members."""

from tests.botapi.chats import IN_CHARGE, PRESENT, Chat, ChatType, Status, User, member_as_json
from tests.botapi.refusal import bad_request
from tests.botapi.specification import Json
from tests.botapi.world import World


async def get_chat(world: World, call: Json) -> Json:
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return {
        **world.chat(call["chat_id"]).as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }


async def get_chat_member(world: World, call: Json) -> Json:
    chat = world.chat_to_write_to(call["chat_id"])
    user = _user(world, call["user_id"])
    return member_as_json(user, chat.status_of(user))


async def get_chat_administrators(world: World, call: Json) -> list[Json]:
    chat = world.chat_to_write_to(call["chat_id"])
    if chat.type is ChatType.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_as_json(_user(world, user_id), status)
        for user_id, status in chat.members.items()
        if status in IN_CHARGE and user_id != world.bot.id
    ]


async def get_chat_member_count(world: World, call: Json) -> int:
    chat = world.chat_to_write_to(call["chat_id"])
    return sum(status in PRESENT for status in chat.members.values())


async def leave_chat(world: World, call: Json) -> bool:
    chat: Chat = world.chat_to_write_to(call["chat_id"])
    if chat.type is ChatType.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    world.change_bot_status(chat, world.bot, Status.LEFT)
    return True


def _user(world: World, user_id: int) -> User:
    known = {world.bot.id: world.bot, **world.users}
    if user_id not in known:
        raise bad_request("user not found")
    return known[user_id]


HANDLERS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
