"""Methods that put a new message into a chat."""

import struct
from typing import Any

from tests.botapi.chats import PRESENT, Chat, ChatType, Message
from tests.botapi.formatting import caption, message_text
from tests.botapi.keyboard import inline_keyboard
from tests.botapi.refusal import Blameless, bad_request
from tests.botapi.rich import rich_message
from tests.botapi.specification import Json, Upload
from tests.botapi.world import GENERAL_TOPIC, World

PHOTO_BYTES = 10 * 2**20
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
FILE_BYTES = 50 * 2**20

_PNG = b"\x89PNG\r\n\x1a\n"
_ACTIONS = {
    "choose_sticker",
    "find_location",
    "record_video",
    "record_video_note",
    "record_voice",
    "typing",
    "upload_document",
    "upload_photo",
    "upload_video",
    "upload_video_note",
    "upload_voice",
}


async def send_message(world: World, call: Json) -> Json:
    return send(world, call, message_text(call).as_fields())


async def send_rich_message(world: World, call: Json) -> Json:
    if not world.has_rich_messages:
        raise Blameless(404, "Not Found")
    return send(world, call, {"rich_message": rich_message(call["rich_message"])})


async def send_photo(world: World, call: Json) -> Json:
    return send(world, call, photo(world, call["photo"], call))


async def send_document(world: World, call: Json) -> Json:
    return send(world, call, document(world, call["document"], call))


def photo(world: World, file: Any, said: Json) -> Json:
    """Return a photo as the content of a message, with the caption that is said of it.

    Raises:
        Refusal: 400, it is none that Telegram takes.
    """
    content = _content_of(world, file)
    if len(content) > PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    if not content.startswith(_PNG):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    size = {**_stored(world, content), "width": width, "height": height}
    return {"photo": [size], **caption(said).as_fields("caption", "caption_entities")}


def document(world: World, file: Any, said: Json) -> Json:
    """Return a file as the content of a message, with the caption that is said of it.

    Raises:
        Refusal: 400, it is none that Telegram takes.
    """
    content = _content_of(world, file)
    if len(content) > FILE_BYTES:
        raise bad_request("file is too big")
    stored = _stored(world, content)
    if isinstance(file, Upload):
        stored["file_name"] = file.filename
    return {"document": stored, **caption(said).as_fields("caption", "caption_entities")}


async def send_chat_action(world: World, call: Json) -> bool:
    _thread(world.chat_to_write_to(call["chat_id"]), call)
    if call["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def send(world: World, call: Json, content: Json) -> Json:
    """Put a message into the chat, the topic and below the message that a call names.

    Raises:
        Refusal: the bot may not write there, or one of them does not exist.
    """
    chat = world.chat_to_write_to(call["chat_id"])
    thread = _thread(chat, call)
    reply_to = _reply_to(chat, call.get("reply_parameters"))
    markup = inline_keyboard(call.get("reply_markup"))
    if reply_to and not thread:
        thread = reply_to.thread
    if "ephemeral_message_parameters" in call:
        return _whispered(world, chat, call["ephemeral_message_parameters"], content, markup)
    message = world.say(
        chat, world.bot, content, reply_markup=markup, thread=thread, reply_to=reply_to
    )
    return message.as_json()


def _whispered(
    world: World, chat: Chat, parameters: Json, content: Json, markup: Json | None
) -> Json:
    """Show a message to one member of a group alone; it has no number among those of the chat."""
    if chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        raise bad_request("ephemeral messages can be sent only to groups")
    receiver = world.users.get(parameters["receiver_user_id"])
    if receiver is None or chat.status_of(receiver) not in PRESENT:
        raise bad_request("user not found")
    whisper = {
        **Message(chat, 0, world.clock(), world.bot, content, markup).as_json(),
        "ephemeral_message_id": len(world.whispers) + 1,
        "receiver_user": receiver.as_json(),
    }
    world.whispers.append(whisper)
    world.changes.notify()
    return whisper


def _thread(chat: Chat, call: Json) -> int | None:
    thread: int | None = call.get("message_thread_id")
    if thread is not None and (thread == GENERAL_TOPIC or thread not in chat.topics):
        raise bad_request("message thread not found")
    return thread


def _reply_to(chat: Chat, parameters: Json | None) -> Message | None:
    if not parameters:
        return None
    replied = chat.messages.get(parameters.get("message_id", 0))
    if not replied and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return replied


def _content_of(world: World, file: Any) -> bytes:
    """Return the bytes of an upload, or of a file sent before, given by its id."""
    if isinstance(file, Upload):
        if not file.content:
            raise bad_request("file must be non-empty")
        return file.content
    if file not in world.files:
        raise bad_request("wrong remote file identifier specified")
    return world.files[file]


def _stored(world: World, content: bytes) -> Json:
    file_id = world.new_id()
    world.files[file_id] = content
    return {"file_id": file_id, "file_unique_id": file_id[-8:], "file_size": len(content)}


HANDLERS = {
    "sendMessage": send_message,
    "sendRichMessage": send_rich_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
