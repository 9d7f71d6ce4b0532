"""Users, chats and their messages, and how the API shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Any

from aiogram.types import ChatMemberAdministrator

from tests.botapi.specification import Json, fields_of


class ChatType(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What somebody is in a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER})
IN_CHARGE = frozenset({Status.CREATOR, Status.ADMINISTRATOR})


@dataclass(eq=False)
class User:
    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        fields = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(eq=False)
class Message:
    """A message in a chat; ``content`` holds the fields that an edit may replace.

    ``thread`` is the forum topic that it was sent in, None for the General topic.
    """

    chat: "Chat"
    message_id: int
    date: datetime
    sender: User
    content: Json
    reply_markup: Json | None = None
    thread: int | None = None
    reply_to: "Message | None" = None
    edit_date: datetime | None = None

    def as_json(self) -> Json:
        """Return the message as the API shows it: a snapshot, one level of replies deep."""
        shown = self._own_fields()
        if self.reply_to:
            shown["reply_to_message"] = self.reply_to._own_fields()
        return shown

    def _own_fields(self) -> Json:
        shown: Json = {
            "message_id": self.message_id,
            "date": int(self.date.timestamp()),
            "chat": self.chat.as_json(),
            **_copy(self.content),
        }
        if self.chat.type is ChatType.CHANNEL:
            shown["sender_chat"] = self.chat.as_json()
        else:
            shown["from"] = self.sender.as_json()
        if self.reply_markup:
            shown["reply_markup"] = _copy(self.reply_markup)
        if self.thread:
            shown |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.edit_date:
            shown["edit_date"] = int(self.edit_date.timestamp())
        return shown


@dataclass(eq=False)
class Chat:
    """A chat, with everybody who is or was in it.

    Args:
        id: positive in a private chat (the person's), negative in all others.
        type: private, group, supergroup or channel.
        title: the title; in a private chat the person's first name.
        username: its public name without ``@``.
        is_forum: whether the supergroup has topics.
        members: what everybody is in it, the bot too, by user id.
        started: whether the person of a private chat has ever written to the bot.
        migrated_to: the supergroup that this group has become.
    """

    id: int
    type: ChatType
    title: str
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    started: bool = False
    migrated_to: int | None = None
    _message_ids: Iterator[int] = field(default_factory=lambda: count(2))

    def as_json(self) -> Json:
        name = "first_name" if self.type is ChatType.PRIVATE else "title"
        shown: Json = {"id": self.id, "type": self.type.value, name: self.title}
        if self.username:
            shown["username"] = self.username
        if self.is_forum:
            shown["is_forum"] = True
        return shown

    def status_of(self, user: User) -> Status:
        return self.members.get(user.id, Status.LEFT)

    def next_message_id(self) -> int:
        """Return the id of the next message; a forum's General topic has taken 1."""
        return next(self._message_ids)


def member_as_json(user: User, status: Status) -> Json:
    """Return a ChatMember; administrators have all rights but to stay anonymous."""
    member: Json = {"user": user.as_json(), "status": status.value}
    match status:
        case Status.CREATOR:
            member["is_anonymous"] = False
        case Status.ADMINISTRATOR:
            fields = fields_of(ChatMemberAdministrator).items()
            flags = {name for name, field in fields if name != "status" and field.is_required()}
            member |= {name: name.startswith("can_") for name in flags - {"user"}}
        case Status.KICKED:
            member["until_date"] = 0
    return member


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
