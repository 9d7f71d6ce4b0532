"""What happens to a chat, or to the bot in it, as lines that nobody can say; pure."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import telegram
from telegram.constants import ChatMemberStatus, ChatType

from bot.conversation.message import Chat, Origin, Request
from bot.domain.chats import ChatKind
from bot.services.notices import Lack
from bot.telegram import updates
from bot.telegram.incoming import Incoming
from bot.telegram.lacks import lacks_of
from bot.telegram.places import Place, address, as_chat, as_person, chat_of
from bot.telegram.updates import ChatMemberUpdated, Message, Update, is_me

_WHERE: Final = {Lack.POSTS: ChatKind.CHANNEL, Lack.CONVERSATION: ChatKind.PRIVATE}
_GONE: Final = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


def read_happening(update: Update, me: telegram.User) -> Incoming | None:
    """Translate an update that tells who is what in a chat, or what has become of it.

    Args:
        update: what Telegram sent.
        me: the bot itself.

    Returns:
        None if it tells nothing of the kind, or nothing that matters.
    """
    if change := update.get("my_chat_member") or update.get("chat_member"):
        return _change(change, me)
    message = update.get("message")
    notice = _notice(message, me) if message else None
    return _told(message["chat"], notice) if message and notice else None


def _change(change: ChatMemberUpdated, me: telegram.User) -> Incoming | None:
    """Return the line for a change of what somebody, maybe the bot, is in a chat."""
    member = telegram.ChatMember.de_json(change["new_chat_member"])
    is_there = getattr(member, "is_member", member.status not in _GONE)  # of who is restricted
    if is_there:
        return _rights(change, member, me) if member.user == me else None
    if member.user == me:
        return _told(change["chat"], "/removed")
    in_group = as_chat(change["chat"], None).kind is ChatKind.GROUP
    return _told(change["chat"], f"/left {address(member.user.id)}") if in_group else None


def _rights(
    change: ChatMemberUpdated, member: telegram.ChatMember, me: telegram.User
) -> Incoming | None:
    """Return the line for what the bot may and may not do in a chat from now on."""
    chat, who = change["chat"], change["from"]
    if chat["type"] == ChatType.PRIVATE:
        return None
    missing = ",".join(lacks_of(member, chat["type"], me)) or "-"
    line = f"/rights {who.get('language_code', '-')} {missing} {chat.get('title', '')}"
    told = _told(chat, line)
    return told._replace(request=replace(told.request, person=as_person(who)))


def refused(place: Place, lack: Lack, locale: str | None) -> Request:
    """Return the line for what the bot may not do at a place, as a refusal tells."""
    kind = _WHERE.get(lack, ChatKind.GROUP)
    whole = address(place.chat_id)
    chat = Chat(chat_of(place), kind, None if place.thread_id is None else whole)
    line = f"/rights {locale or '-'} {lack} "
    return Request(line, chat, None, datetime.now(UTC), origin=Origin.NOTICE)


def unheard(incoming: Incoming) -> Request:
    """Return the line for an administrator's asking where the bot does not hear its name."""
    request = incoming.request
    line = f"/unheard {request.locale or '-'}"
    return Request(line, request.chat, request.person, request.at, origin=Origin.NOTICE)


def _notice(message: Message, me: telegram.User) -> str | None:
    """Return the line for what a service message tells, if that matters."""
    here = address(message["chat"]["id"])
    if "migrate_to_chat_id" in message:
        return f"/moved {here} {address(message['migrate_to_chat_id'])}"
    if "migrate_from_chat_id" in message:
        return f"/moved {address(message['migrate_from_chat_id'])} {here}"
    gone = message.get("left_chat_member")
    return f"/left {address(gone['id'])}" if gone and not is_me(gone, me) else None


def _told(chat: updates.Chat, line: str) -> Incoming:
    """Return a line that nobody said: what has happened to a chat as a whole."""
    request = Request(line, as_chat(chat, None), None, datetime.now(UTC), origin=Origin.NOTICE)
    return Incoming(request, Place(chat["id"]))
