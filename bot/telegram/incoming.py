"""From Telegram's update to a request; pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import telegram
from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.conversation.message import Chat, ChatKind, Origin, Person, Request
from bot.rendering.display import Form
from bot.storage.polls import Posted
from bot.telegram.asking import with_line_asked

PREFIX: Final = "telegram:"
"""How the ids of Telegram's people and chats begin in the conversation."""

_KINDS = {
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


@dataclass(frozen=True)
class Incoming:
    """A request and where its reply belongs."""

    request: Request
    place: Place


def read(update: Update, me: telegram.User) -> Incoming | None:
    """Translate an update.

    Args:
        update: what Telegram sent.
        me: the bot itself, to know its name in mentions and its own messages in replies.

    Returns:
        None for what means nothing to it: joins, pictures without caption, the bot's own words.
    """
    if update.callback_query:
        return _press(update.callback_query)
    message = None if update.guest_message else update.effective_message
    if message is None or message.via_bot or message.from_user == me:
        return None
    if message.is_automatic_forward:  # of the channel that a group belongs to: answered there
        return None
    edited = message in (update.edited_message, update.edited_channel_post)
    return _said(message, me, Origin.EDITED if edited else Origin.TYPED)


def ask_inline(query: telegram.InlineQuery) -> Request:
    """Translate what somebody types behind the bot's name, wherever that is."""
    who = as_person(query.from_user)
    return Request(
        text=f"/suggest {query.query}",
        chat=Chat(who.id, ChatKind.PRIVATE),  # whose choices count
        person=who,
        at=datetime.now(UTC),
        origin=Origin.INLINE,
        locale=query.from_user.language_code,
        typesets=True,
    )


def ask_as_guest(message: Message, me: telegram.User) -> Request:
    """Translate a message that mentions the bot in a chat where it is no member."""
    speaker = message.from_user
    text = _without(message.text or message.caption or "", _mentions(message, me))
    return Request(
        text=f"/guest {text}",
        chat=as_chat(message.chat, None),
        person=_speaker(message),
        at=message.date,
        origin=Origin.GUEST,
        locale=speaker.language_code if speaker else None,
        typesets=True,
    )


def _press(query: telegram.CallbackQuery) -> Incoming | None:
    if query.message is None:
        return None
    message = query.message
    thread = _thread(message) if isinstance(message, Message) else None
    request = Request(
        text=query.data or "",
        chat=as_chat(message.chat, thread),
        person=as_person(query.from_user),
        at=datetime.now(UTC),
        origin=Origin.PRESSED,
        locale=query.from_user.language_code,
        typesets=True,
    )
    place = Place(
        message.chat.id,
        thread,
        pressed_id=message.message_id or None,  # what only one sees has no number
        pressed_form=_form(message),
        callback_id=query.id,
        asker_id=query.from_user.id,
    )
    return Incoming(request, place)


def _form(message: telegram.MaybeInaccessibleMessage) -> Form | None:
    """Return what a message of the bot is; python-telegram-bot 22.8 does not read rich ones."""
    if not isinstance(message, Message):
        return None
    if message.photo or message.document:
        return Form.PICTURE
    if message.text is not None:
        return Form.TEXT
    return Form.RICH if "rich_message" in message.api_kwargs else None


def _said(message: Message, me: telegram.User, origin: Origin) -> Incoming | None:
    text = message.text or message.caption
    if not text:
        return None
    private = message.chat.type == ChatType.PRIVATE
    mentioned = _mentions(message, me)
    replied = message.reply_to_message is not None and message.reply_to_message.from_user == me
    commanded = text.casefold().startswith("/") and f"@{me.username}".casefold() in (
        text.split(maxsplit=1)[0].casefold()
    )
    thread = _thread(message)
    speaker = message.from_user
    request = Request(
        text=with_line_asked(_without(text, mentioned), message.reply_to_message, me),
        chat=as_chat(message.chat, thread),
        person=_speaker(message),
        at=message.edit_date or message.date,
        origin=origin,
        addressed=private or bool(mentioned) or replied or commanded,
        locale=speaker.language_code if speaker else None,
        typesets=True,
        first_said=message.date if message.edit_date else None,
    )
    place = Place(
        message.chat.id,
        thread,
        question_id=message.message_id,
        quote=not private,
        asker_id=speaker.id if speaker and not message.sender_chat else None,
    )
    return Incoming(request, place)


def read_vote(answer: telegram.PollAnswer, poll: Posted, at: datetime) -> Incoming | None:
    """Translate a vote in a poll that the bot has shown, and that came at a moment.

    Returns:
        None if it does not say whose it is.
    """
    voter = _voter(answer)
    if voter is None:
        return None
    place = place_of(poll.chat)
    kind = ChatKind.PRIVATE if place.chat_id > 0 else ChatKind.GROUP
    whole = address(place.chat_id)
    request = Request(
        text=f"{poll.line} {','.join(map(str, answer.option_ids))}",
        chat=Chat(poll.chat, kind, forum=None if poll.chat == whole else whole),
        person=voter,
        at=at,
        origin=Origin.VOTED,
        locale=answer.user.language_code if answer.user else None,
        typesets=True,
    )
    return Incoming(request, place)


def _voter(answer: telegram.PollAnswer) -> Person | None:
    if answer.voter_chat:  # an anonymous administrator, or somebody in the name of a channel
        return Person(address(answer.voter_chat.id), answer.voter_chat.effective_name or "")
    return as_person(answer.user) if answer.user else None


def _speaker(message: Message) -> Person | None:
    """Return who speaks; nobody does in a channel, nor for an anonymous administrator."""
    if message.sender_chat and message.sender_chat != message.chat:  # in the name of a channel
        return Person(address(message.sender_chat.id), message.sender_chat.effective_name or "")
    if message.sender_chat or message.from_user is None:
        return None
    return as_person(message.from_user)


def as_person(user: telegram.User) -> Person:
    """Return somebody of Telegram as the conversation knows them."""
    return Person(address(user.id), user.first_name)


def as_chat(chat: telegram.Chat, thread: int | None) -> Chat:
    """Return a chat of Telegram, or a topic of it, as the conversation knows it."""
    kind, whole = _KINDS[ChatType(chat.type)], address(chat.id)
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


def _thread(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _mentions(message: Message, me: telegram.User) -> list[str]:
    """Return how the bot is called in a message, as it is written there."""
    kinds: list[str | None] = [MessageEntity.MENTION]
    found = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    name = f"@{me.username}".casefold()
    return [mention for mention in found.values() if mention.casefold() == name]


def _without(text: str, mentions: list[str]) -> str:
    for mention in mentions:
        text = text.replace(mention, " ")
    return text.strip()
