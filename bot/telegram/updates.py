"""What Telegram tells, as it comes: JSON. Those parts have a type here that are read.

Named and meant as in https://core.telegram.org/bots/api#update. python-telegram-bot could make
objects of it all, and would take longer for that than an answer takes (docs/decisions/speed.md).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict, cast

import telegram


class User(TypedDict):
    id: int
    first_name: str
    language_code: NotRequired[str]


class Chat(TypedDict):
    id: int
    type: str
    title: NotRequired[str]


class MessageEntity(TypedDict):
    """A part of a text; where it begins and how long it is count in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: NotRequired[str]


_From = TypedDict("_From", {"from": User})
_MaybeFrom = TypedDict("_MaybeFrom", {"from": NotRequired[User]})


class Message(_MaybeFrom):
    """A message; ``date`` is 0 where Telegram does not tell any more what it said."""

    message_id: int
    date: int
    chat: Chat
    sender_chat: NotRequired[Chat]
    message_thread_id: NotRequired[int]
    is_topic_message: NotRequired[bool]
    is_automatic_forward: NotRequired[bool]
    reply_to_message: NotRequired["Message"]
    via_bot: NotRequired[User]
    edit_date: NotRequired[int]
    text: NotRequired[str]
    entities: NotRequired[list[MessageEntity]]
    caption: NotRequired[str]
    caption_entities: NotRequired[list[MessageEntity]]
    photo: NotRequired[object]
    document: NotRequired[object]
    voice: NotRequired[object]
    video: NotRequired[object]
    video_note: NotRequired[object]
    audio: NotRequired[object]
    animation: NotRequired[object]  # Telegram calls it a document, too
    media_group_id: NotRequired[str]
    rich_message: NotRequired[object]
    left_chat_member: NotRequired[User]
    migrate_to_chat_id: NotRequired[int]
    migrate_from_chat_id: NotRequired[int]
    guest_query_id: NotRequired[str]


class CallbackQuery(_From):
    id: str
    message: NotRequired[Message]
    data: NotRequired[str]


class InlineQuery(_From):
    id: str
    query: str


class PollAnswer(TypedDict):
    poll_id: str
    option_ids: list[int]
    voter_chat: NotRequired[Chat]
    user: NotRequired[User]


class ChatMemberUpdated(_From):
    """A change of what somebody is in a chat; ``new_chat_member`` is for python-telegram-bot."""

    chat: Chat
    new_chat_member: dict[str, Any]


class Update(TypedDict):
    update_id: int
    message: NotRequired[Message]
    edited_message: NotRequired[Message]
    channel_post: NotRequired[Message]
    edited_channel_post: NotRequired[Message]
    guest_message: NotRequired[Message]
    callback_query: NotRequired[CallbackQuery]
    inline_query: NotRequired[InlineQuery]
    poll_answer: NotRequired[PollAnswer]
    my_chat_member: NotRequired[ChatMemberUpdated]
    chat_member: NotRequired[ChatMemberUpdated]


def as_update(content: object) -> Update:
    """Return what was told as an update.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(content, dict) or not isinstance(content.get("update_id"), int):
        raise TypeError("no JSON object with an update_id")
    return cast("Update", content)


def message_of(update: Update) -> Message | None:
    """Return the message that an update brings, new or edited."""
    return (
        update.get("message")
        or update.get("edited_message")
        or update.get("channel_post")
        or update.get("edited_channel_post")
        or update.get("guest_message")
    )


def place_in_order(update: Update) -> int | None:
    """Return the chat that an update is from, or the person where that is in no chat."""
    if message := message_of(update):
        return message["chat"]["id"]
    if query := update.get("callback_query"):
        return query["message"]["chat"]["id"] if "message" in query else query["from"]["id"]
    if change := update.get("my_chat_member") or update.get("chat_member"):
        return change["chat"]["id"]
    inline = update.get("inline_query")
    return inline["from"]["id"] if inline else None


def moment(seconds: int) -> datetime:
    """Return a moment that Telegram gives in seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def is_me(user: User | None, me: telegram.User) -> bool:
    """Tell whether somebody is the bot itself."""
    return user is not None and user["id"] == me.id


def marked(text: str, entities: list[MessageEntity], kind: str) -> Iterator[str]:
    """Yield the parts of a text that are marked as something."""
    for entity in entities:
        if entity["type"] == kind:
            units, start = text.encode("utf-16-le"), 2 * entity["offset"]
            yield units[start : start + 2 * entity["length"]].decode("utf-16-le", "replace")
