"""What a chat does not let the bot do, as Telegram shows it: in a membership, and in a refusal."""

from collections.abc import Iterator
from typing import Final

import telegram
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.services.notices import Lack

_GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})

# As the public server words it: https://github.com/tdlib/td, MessagesManager and DialogManager.
_REFUSALS: Final = {
    "not enough rights to send polls": Lack.POLLS,
    "not enough rights to send text": Lack.TEXTS,
    "have no rights to send a message": Lack.TEXTS,
    "CHAT_WRITE_FORBIDDEN": Lack.TEXTS,
    "CHAT_SEND_POLL_FORBIDDEN": Lack.POLLS,
    "CHAT_SEND_PLAIN_FORBIDDEN": Lack.TEXTS,
    "TOPIC_CLOSED": Lack.TOPICS,
    "need administrator rights in the channel": Lack.POSTS,
    "can't initiate conversation with a user": Lack.CONVERSATION,
    "chat not found": Lack.CONVERSATION,  # nor has the bot ever seen them
}


def lacks_of(member: telegram.ChatMember, kind: str, me: telegram.User) -> Iterator[Lack]:
    """Yield what the bot may not do in a chat of some kind, being what it is there."""
    in_charge = isinstance(member, telegram.ChatMemberAdministrator)
    if kind in _GROUPS and not in_charge and not me.can_read_all_group_messages:
        yield Lack.MENTIONS
    if isinstance(member, telegram.ChatMemberRestricted):
        if not member.can_send_messages:
            yield Lack.TEXTS
        if not member.can_send_polls:
            yield Lack.POLLS
    posts = in_charge and getattr(member, "can_post_messages", None) is not False
    if kind == ChatType.CHANNEL and not posts:
        yield Lack.POSTS


def lack_behind(refusal: TelegramError) -> Lack | None:
    """Return what is missing where Telegram refused a message, None if it is not that."""
    said = refusal.message.casefold()
    return next((lack for words, lack in _REFUSALS.items() if words.casefold() in said), None)
