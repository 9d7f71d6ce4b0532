"""Where in Telegram something is, and what the conversation calls it."""

from dataclasses import dataclass
from typing import Final

from telegram.constants import ChatType

from bot.conversation.message import Chat, Person
from bot.domain.chats import ChatKind
from bot.rendering.display import Form
from bot.telegram import updates

PREFIX: Final = "telegram:"
"""How the ids of Telegram's people and chats begin in the conversation."""

_KINDS: Final[dict[str, ChatKind]] = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}


@dataclass(frozen=True)
class Place:
    """Where in Telegram a reply belongs.

    Args:
        chat_id: the chat.
        thread_id: the forum topic, or None (also for the General topic, whose number is refused).
        question_id: the message that was said, None for a pressed button.
        pressed_id: the message whose button was pressed, None for a message.
        pressed_form: what that message is; None where that cannot be known.
        callback_id: the press that waits for its answer.
        quote: whether the reply should point at the question, as in groups.
        asker_id: who asked; None where nobody is named.
        receiver_id: who alone is to see the reply; None where everybody is.
        covers: whether it hides from them the message whose button they pressed.
    """

    chat_id: int
    thread_id: int | None = None
    question_id: int | None = None
    pressed_id: int | None = None
    pressed_form: Form | None = None
    callback_id: str | None = None
    quote: bool = False
    asker_id: int | None = None
    receiver_id: int | None = None
    covers: bool = False


def as_person(user: updates.User) -> Person:
    """Return somebody of Telegram as the conversation knows them."""
    return Person(address(user["id"]), user["first_name"])


def as_chat(chat: updates.Chat, thread: int | None) -> Chat:
    """Return a chat of Telegram, or a topic of it, as the conversation knows it."""
    kind, whole = _KINDS[chat["type"]], address(chat["id"])
    return Chat(whole, kind) if thread is None else Chat(f"{whole}/{thread}", kind, forum=whole)


def address(number: int) -> str:
    """Return what a person or a chat of Telegram is called in the conversation."""
    return f"{PREFIX}{number}"


def number_of(person: str | None) -> int | None:
    """Return the number in Telegram of a person of the conversation, if it is about one."""
    return int(person.removeprefix(PREFIX)) if person else None


def place_of(chat: str) -> Place:
    """Return where in Telegram a chat of the conversation is, ``telegram:-100123/45``."""
    whole, _, thread = chat.removeprefix(PREFIX).partition("/")
    return Place(int(whole), int(thread) if thread else None)


def chat_of(place: Place) -> str:
    """Return what the conversation calls the chat, or the topic, where a place is."""
    whole = address(place.chat_id)
    return whole if place.thread_id is None else f"{whole}/{place.thread_id}"
