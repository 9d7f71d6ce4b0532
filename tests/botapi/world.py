"""The Telegram that one bot sees: its chats, what has been said in them, and what it is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from tests.botapi.changes import Changes
from tests.botapi.chats import (
    IN_CHARGE,
    PRESENT,
    Chat,
    ChatType,
    Message,
    Status,
    User,
    member_as_json,
)
from tests.botapi.refusal import Refusal, bad_request, forbidden
from tests.botapi.specification import Json
from tests.botapi.updates import Updates
from tests.botapi.webhook import Webhook

GENERAL_TOPIC = 1
_ID_BASES = {
    ChatType.GROUP: -4_000_000_000,
    ChatType.SUPERGROUP: -1_002_000_000_000,
    ChatType.CHANNEL: -1_001_000_000_000,
}


@dataclass(frozen=True)
class Shown:
    """Something that the bot has put before people: a new message, or an edit of one."""

    chat_id: int
    message: Json
    edited: bool


@dataclass(eq=False)
class Query:
    """Something that waits for the bot's answer: a pressed button or an inline query."""

    id: str
    answer: Json | None = None
    expired: bool = False


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(eq=False)
class World:
    """Everything there is, for one bot.

    Args:
        bot: the bot's own user.
        clock: tells the time of whatever is said.
        has_privacy: whether the bot, in groups, hears only what is meant for it.
        has_rich_messages: whether this server knows them; older ones do not.
    """

    bot: User
    clock: Callable[[], datetime] = _now
    has_privacy: bool = True
    has_rich_messages: bool = True
    changes: Changes = field(default_factory=Changes)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    votes: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    whispers: list[Json] = field(default_factory=list)  # what one member alone sees
    webhook: Webhook | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.updates = Updates(self.changes)

    # People and places

    def new_user(self, first_name: str, language_code: str | None) -> User:
        """Create a person with a private chat, in which nothing has been said yet."""
        number = next(self._numbers)
        username = f"{first_name.lower()}_{number}"
        user = User(5_100_000_000 + number, first_name, username, language_code)
        self.users[user.id] = user
        members = {user.id: Status.MEMBER, self.bot.id: Status.MEMBER}
        private = Chat(user.id, ChatType.PRIVATE, first_name, username, members=members)
        self.chats[user.id] = private
        return user

    def new_chat(self, kind: ChatType, title: str, members: dict[int, Status]) -> Chat:
        chat = Chat(_ID_BASES[kind] - next(self._numbers), kind, title, members=members)
        self.chats[chat.id] = chat
        return chat

    def chat(self, chat_id: int | str) -> Chat:
        """Find a chat by its id or its ``@username``.

        Raises:
            Refusal: 400, there is none, or the group has become a supergroup.
        """
        for chat in self.chats.values():
            if str(chat_id) in {str(chat.id), f"@{chat.username}"}:
                if chat.migrated_to:
                    raise Refusal(
                        400,
                        "Bad Request: group chat was upgraded to a supergroup chat",
                        migrate_to_chat_id=chat.migrated_to,
                    )
                return chat
        raise bad_request("chat not found")

    def chat_to_write_to(self, chat_id: int | str) -> Chat:
        """Find a chat that the bot may write to.

        Raises:
            Refusal: 403 or 400, it may not.
        """
        chat = self.chat(chat_id)
        status = chat.status_of(self.bot)
        if chat.type is ChatType.PRIVATE:
            if status is Status.KICKED:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif status is Status.KICKED:
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif status not in PRESENT:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        elif chat.type is ChatType.CHANNEL and status not in IN_CHARGE:
            raise bad_request("need administrator rights in the channel chat")
        return chat

    # What is said

    def say(
        self,
        chat: Chat,
        sender: User,
        content: Json,
        *,
        reply_markup: Json | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Add a message to a chat, and tell the other side: people, or the bot."""
        number = chat.next_message_id()
        now = self.clock()
        message = Message(chat, number, now, sender, content, reply_markup, thread, reply_to)
        chat.messages[message.message_id] = message
        self._tell(message, edited=False)
        return message

    def edit(self, message: Message, content: Json, reply_markup: Json | None) -> None:
        message.content = content
        message.reply_markup = reply_markup
        message.edit_date = self.clock()
        self._tell(message, edited=True)

    def open_topic(self, chat: Chat, sender: User, name: str) -> int:
        """Open a topic of a forum: the thread of the message that says so; return its id."""
        number = chat.next_message_id()
        content = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        opened = Message(chat, number, self.clock(), sender, content, thread=number)
        chat.topics[number] = name
        chat.messages[number] = opened
        self._tell(opened, edited=False)
        return number

    def change_bot_status(self, chat: Chat, actor: User, status: Status) -> None:
        """Add, promote, remove or block the bot, and tell it."""
        before = chat.status_of(self.bot)
        chat.members[self.bot.id] = status
        change = {
            "chat": chat.as_json(),
            "from": actor.as_json(),
            "date": int(self.clock().timestamp()),
            "old_chat_member": member_as_json(self.bot, before),
            "new_chat_member": member_as_json(self.bot, status),
        }
        self.updates.push("my_chat_member", change)
        is_group = chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
        if is_group and before not in PRESENT and status in PRESENT:
            self.say(chat, actor, {"new_chat_members": [self.bot.as_json()]})

    def new_id(self) -> str:
        """Return an id for a query, a poll or a file."""
        return str(9_000_000_000_000_000 + next(self._numbers))

    def _tell(self, message: Message, *, edited: bool) -> None:
        if message.sender is self.bot:
            self.shown.append(Shown(message.chat.id, message.as_json(), edited))
            self.changes.notify()
        elif self._hears(message):
            kind = "channel_post" if message.chat.type is ChatType.CHANNEL else "message"
            self.updates.push(f"edited_{kind}" if edited else kind, message.as_json())

    def _hears(self, message: Message) -> bool:
        """Tell whether the bot gets a message; see "privacy mode" in Telegram's bot FAQ."""
        status = message.chat.status_of(self.bot)
        if message.chat.type is ChatType.PRIVATE or status not in PRESENT:
            return status in PRESENT
        is_service = not message.content.keys() & {"text", "caption"}
        is_reply = message.reply_to is not None and message.reply_to.sender is self.bot
        hears_all = status in IN_CHARGE or not self.has_privacy
        return hears_all or is_service or is_reply or self._is_command(message)

    def _is_command(self, message: Message) -> bool:
        match message.content:
            case {"text": text, "entities": [{"type": "bot_command", "offset": 0} as first, *_]}:
                _, _, addressee = text[: first["length"]].partition("@")
                return addressee.lower() in {"", str(self.bot.username).lower()}
        return False
