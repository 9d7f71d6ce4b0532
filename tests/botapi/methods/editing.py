"""Methods that change or delete what the bot has sent."""

from datetime import timedelta

from tests.botapi.chats import IN_CHARGE, ChatType, Message
from tests.botapi.formatting import message_text
from tests.botapi.keyboard import inline_keyboard
from tests.botapi.methods.sending import document, photo
from tests.botapi.refusal import Blameless, bad_request, not_simulated
from tests.botapi.rich import rich_message
from tests.botapi.specification import Json
from tests.botapi.world import World

DELETABLE_FOR = timedelta(hours=48)
MOST_DELETED_AT_ONCE = 100
_MEDIA = {"photo": photo, "document": document}


async def edit_message_text(world: World, call: Json) -> Json:
    content = _new_content(world, call)
    message = _message_to_edit(world, call)
    if not message.content.keys() & {"text", "rich_message"}:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, message, content, call)


async def edit_message_media(world: World, call: Json) -> Json:
    """Put a photo or a file in the place of another, of a text or of a rich message."""
    media = call["media"]
    if media["type"] not in _MEDIA:
        raise not_simulated(f"a message becoming a {media['type']}")
    content = _MEDIA[media["type"]](world, media["media"], media)
    message = _message_to_edit(world, call)
    if not message.content.keys() & {"text", "rich_message", *_MEDIA}:
        raise bad_request("message media can't be edited")
    return _edited(world, message, content, call)


async def edit_message_reply_markup(world: World, call: Json) -> Json:
    message = _message_to_edit(world, call)
    return _edited(world, message, message.content, call)


async def delete_message(world: World, call: Json) -> bool:
    chat = world.chat_to_write_to(call["chat_id"])
    message = chat.messages.get(call["message_id"])
    if not message:
        raise bad_request("message to delete not found")
    _check_deletable(world, message)
    del chat.messages[message.message_id]
    return True


async def delete_messages(world: World, call: Json) -> bool:
    """Delete several messages; those that are not there are skipped."""
    chat = world.chat_to_write_to(call["chat_id"])
    if not 1 <= len(call["message_ids"]) <= MOST_DELETED_AT_ONCE:
        raise bad_request("message_ids must hold 1-100 ids")
    found = [chat.messages[it] for it in call["message_ids"] if it in chat.messages]
    for message in found:
        _check_deletable(world, message)
    for message in found:
        chat.messages.pop(message.message_id, None)
    return True


def _new_content(world: World, call: Json) -> Json:
    if "rich_message" not in call:
        return message_text(call).as_fields()
    if not world.has_rich_messages:  # an old server does not see the parameter: no text is left
        raise Blameless(400, "Bad Request: message text is empty")
    if "text" in call:
        raise bad_request("text and rich_message exclude each other")
    return {"rich_message": rich_message(call["rich_message"])}


def _message_to_edit(world: World, call: Json) -> Message:
    if "inline_message_id" in call:
        raise not_simulated("messages sent via inline mode")
    if "chat_id" not in call or "message_id" not in call:
        raise bad_request("message identifier is not specified")
    message = world.chat_to_write_to(call["chat_id"]).messages.get(call["message_id"])
    if not message:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, message: Message, content: Json, call: Json) -> Json:
    markup = inline_keyboard(call.get("reply_markup"))
    if (content, markup) == (message.content, message.reply_markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    world.edit(message, content, markup)
    return message.as_json()


def _check_deletable(world: World, message: Message) -> None:
    in_charge = message.chat.status_of(world.bot) in IN_CHARGE
    is_old = world.clock() - message.date > DELETABLE_FOR
    is_own = message.sender is world.bot or message.chat.type is ChatType.PRIVATE
    if not in_charge and (is_old or not is_own):
        raise bad_request("message can't be deleted")


HANDLERS = {
    "editMessageText": edit_message_text,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
