"""From Telegram's update to a request; pure."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

import telegram
from telegram.constants import ChatType, MessageEntityType

from bot.conversation.message import Chat, Origin, Person, Request
from bot.domain.chats import ChatKind
from bot.domain.language import detect
from bot.rendering.display import Form
from bot.storage.polls import Posted
from bot.telegram import updates
from bot.telegram.asking import with_line_asked
from bot.telegram.places import Place, address, as_chat, as_person, place_of
from bot.telegram.updates import (
    CallbackQuery,
    InlineQuery,
    Message,
    PollAnswer,
    Update,
    User,
    is_me,
    message_of,
    moment,
)

_UNREADABLE: Final = frozenset(("photo", "document", "voice", "video", "video_note", "audio"))


class Incoming(NamedTuple):
    """A request and where its reply belongs."""

    request: Request
    place: Place


def read(update: Update, me: telegram.User) -> Incoming | None:
    """Translate an update.

    Args:
        update: what Telegram sent.
        me: the bot itself, to know its name in mentions and its own messages in replies.

    Returns:
        None for what means nothing to it: joins, stickers, the bot's own words.
    """
    if "callback_query" in update:
        return _press(update["callback_query"])
    message = None if "guest_message" in update else message_of(update)
    if message is None or "via_bot" in message or is_me(message.get("from"), me):
        return None
    if message.get("is_automatic_forward"):  # of the channel that a group belongs to
        return None
    edited = "edited_message" in update or "edited_channel_post" in update
    return _said(message, me, Origin.EDITED if edited else Origin.TYPED)


def ask_inline(query: InlineQuery) -> Request:
    """Translate what somebody types behind the bot's name, wherever that is."""
    who = as_person(query["from"])
    return Request(
        text=f"/suggest {query['query']}",
        chat=Chat(who.id, ChatKind.PRIVATE),  # whose choices count
        person=who,
        at=datetime.now(UTC),
        origin=Origin.INLINE,
        locale=query["from"].get("language_code"),
        typesets=True,
    )


def ask_as_guest(message: Message, me: telegram.User) -> Request:
    """Translate a message that mentions the bot in a chat where it is no member."""
    text = _without(message.get("text") or message.get("caption") or "", _mentions(message, me))
    return Request(
        text=f"/guest {text}",
        chat=as_chat(message["chat"], None),
        person=_speaker(message),
        at=moment(message["date"]),
        origin=Origin.GUEST,
        locale=_locale(message.get("from")),
        typesets=True,
    )


def _press(query: CallbackQuery) -> Incoming | None:
    message, who = query.get("message"), query["from"]
    if message is None:
        return None
    thread = _thread(message)
    request = Request(
        text=query.get("data", ""),
        chat=as_chat(message["chat"], thread),
        person=as_person(who),
        at=datetime.now(UTC),
        origin=Origin.PRESSED,
        locale=_locale(who),
        typesets=True,
    )
    place = Place(
        message["chat"]["id"],
        thread,
        pressed_id=message["message_id"] or None,  # what only one sees has no number
        pressed_form=_form(message),
        callback_id=query["id"],
        asker_id=who["id"],
    )
    return Incoming(request, place)


def _form(message: Message) -> Form | None:
    """Return what a message of the bot is, None where Telegram does not tell any more."""
    if "photo" in message or "document" in message:
        return Form.PICTURE
    if "text" in message:
        return Form.TEXT
    return Form.RICH if "rich_message" in message else None


def _said(message: Message, me: telegram.User, origin: Origin) -> Incoming | None:
    text = message.get("text") or message.get("caption") or _without_words(message, origin)
    if not text:
        return None
    chat, replied = message["chat"], message.get("reply_to_message")
    mentioned = _mentions(message, me)
    thread, speaker, said = _thread(message), message.get("from"), moment(message["date"])
    edited = message.get("edit_date")
    request = Request(
        text=with_line_asked(_without(text, mentioned), replied, me),
        chat=as_chat(chat, thread),
        person=_speaker(message),
        at=moment(edited) if edited else said,
        origin=origin,
        addressed=bool(mentioned) or _is_to_me(message, text, me),
        locale=_locale(speaker) or detect(chat.get("title", "")),  # a channel has no speaker
        typesets=True,
        first_said=said if edited else None,
    )
    place = Place(
        chat["id"],
        thread,
        question_id=message["message_id"],
        quote=chat["type"] != ChatType.PRIVATE,
        asker_id=speaker["id"] if speaker and "sender_chat" not in message else None,
    )
    return Incoming(request, place)


def _is_to_me(message: Message, text: str, me: telegram.User) -> bool:
    """Tell whether a message that mentions nobody is for the bot for certain."""
    replied, name = message.get("reply_to_message"), f"@{me.username}".casefold()
    if message["chat"]["type"] == ChatType.PRIVATE or (replied and is_me(replied.get("from"), me)):
        return True
    return text.startswith("/") and name in text.split(maxsplit=1)[0].casefold()


def _without_words(message: Message, origin: Origin) -> str:
    """Return the line for a picture or a recording in private: a question that is not typed."""
    private = message["chat"]["type"] == ChatType.PRIVATE
    alone = "media_group_id" not in message and "animation" not in message
    if private and alone and origin is Origin.TYPED and not _UNREADABLE.isdisjoint(message):
        return "/ask"
    return ""


def read_vote(answer: PollAnswer, poll: Posted, at: datetime) -> Incoming | None:
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
        text=f"{poll.line} {','.join(map(str, answer['option_ids']))}",
        chat=Chat(poll.chat, kind, forum=None if poll.chat == whole else whole),
        person=voter,
        at=at,
        origin=Origin.VOTED,
        locale=_locale(answer.get("user")),
        typesets=True,
    )
    return Incoming(request, place)


def _voter(answer: PollAnswer) -> Person | None:
    if "voter_chat" in answer:  # an anonymous administrator, or somebody in a channel's name
        return _in_the_name_of(answer["voter_chat"])
    return as_person(answer["user"]) if "user" in answer else None


def _speaker(message: Message) -> Person | None:
    """Return who speaks; nobody does in a channel, nor for an anonymous administrator."""
    named = message.get("sender_chat")
    if named and named["id"] != message["chat"]["id"]:
        return _in_the_name_of(named)
    if named or "from" not in message:
        return None
    return as_person(message["from"])


def _in_the_name_of(channel: updates.Chat) -> Person:
    return Person(address(channel["id"]), channel.get("title", ""))


def _locale(user: User | None) -> str | None:
    return user.get("language_code") if user else None


def _thread(message: Message) -> int | None:
    return message.get("message_thread_id") if message.get("is_topic_message") else None


def _mentions(message: Message, me: telegram.User) -> list[str]:
    """Return how the bot is called in a message, as it is written there."""
    text, entities = message.get("text", ""), message.get("entities", [])
    if not text:
        text, entities = message.get("caption", ""), message.get("caption_entities", [])
    name = f"@{me.username}".casefold()
    found = updates.marked(text, entities, MessageEntityType.MENTION)
    return [mention for mention in found if mention.casefold() == name]


def _without(text: str, mentions: list[str]) -> str:
    for mention in mentions:
        text = text.replace(mention, " ")
    return text.strip()
