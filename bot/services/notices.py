"""What the bot lacks in a chat, told once to those who can change it.

What can be said in the chat is said there. The rest is told in private to who has added the bot;
Telegram lets it write to them only if they have written to it before. If they have not, they are
told the next time that the lack shows.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.chats import ChatKind
from bot.domain.language import Language
from bot.storage.alarms import Alarm, AlarmStore
from bot.storage.lacks import LackStore


class Lack(StrEnum):
    """Something that a chat does not let the bot do."""

    MENTIONS = "mentions"
    """Telegram hides from it what is no command and no reply to it: privacy mode."""
    POLLS = "polls"
    TEXTS = "texts"
    TOPICS = "topics"
    """Writing in a topic that is closed."""
    POSTS = "posts"
    """Posting in a channel."""
    CONVERSATION = "conversation"
    """Writing to somebody who has never written to it."""


_SAID_IN_GENERAL: Final = frozenset({Lack.TOPICS})
_SAID_IN_PRIVATE: Final = frozenset({Lack.TEXTS, Lack.POSTS})


class Notices:
    """Tells what the bot lacks.

    Args:
        store: remembers what has been told, and to whom.
        alarms: what tells it.
    """

    def __init__(self, store: LackStore, alarms: AlarmStore) -> None:
        self._store = store
        self._alarms = alarms

    async def lacking(
        self,
        chat: str,
        topic: str,
        kind: str,
        lack: Lack,
        language: Language,
        at: datetime,
        *,
        again: bool = False,
    ) -> None:
        """Have a lack told, unless it was before.

        Args:
            chat: the chat, of a topic the whole group.
            topic: the topic where it showed, or the chat again.
            kind: the kind of that chat.
            lack: what is missing.
            language: the language to tell it in.
            at: now.
            again: whether it is told even if it was before, as somebody waits in vain.
        """
        host = await self._store.host(chat) if lack in _SAID_IN_PRIVATE else None
        if lack in _SAID_IN_PRIVATE and host is None:  # nobody to tell, yet
            return
        if not (await self._store.note(chat, lack, at) or again):
            return
        there = chat if lack in _SAID_IN_GENERAL else topic
        where, kind = (host, ChatKind.PRIVATE) if host else (there, kind)
        await self._alarms.set(
            Alarm(_key(chat, lack), where, kind, host, _line(chat, lack, language), at)
        )

    async def unheard(
        self, chat: str, topic: str, administrator: str, language: Language, at: datetime
    ) -> None:
        """Have privacy mode told to an administrator of a group who asks there, unless it was.

        Args:
            chat: the group.
            topic: the topic where they ask, or the group again.
            administrator: who asks, and alone is to see it.
            language: the language to tell it in.
            at: now.
        """
        lack = Lack.MENTIONS
        if await self._store.note(chat, lack, at):
            line = _line(chat, lack, language)
            await self._alarms.set(
                Alarm(_key(chat, lack), topic, ChatKind.GROUP, administrator, line, at)
            )

    async def not_heard(self, host: str) -> None:
        """Note that somebody could not be told anything in private."""
        await self._store.take_back(host, _SAID_IN_PRIVATE)

    async def added(self, chat: str, person: str, title: str) -> None:
        """Remember who has added the bot to a chat, or has changed its rights there last."""
        await self._store.remember_host(chat, person, title)

    async def removed(self, chat: str) -> None:
        """Forget who has added the bot to a chat."""
        await self._store.forget_host(chat)

    async def title(self, chat: str) -> str:
        """Return what a chat is called, as far as that is known."""
        return await self._store.title(chat)


def _key(chat: str, lack: Lack) -> str:
    return f"lack:{chat}:{lack}"


def _line(chat: str, lack: Lack, language: Language) -> str:
    return f"/lack {lack} {chat} {language}"
