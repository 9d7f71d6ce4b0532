"""A chat with a clock on its wall: time passes, and what is due is said there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.app import Bot
from bot.conversation import clock
from bot.conversation.message import Reply
from bot.domain.chats import ChatKind
from tests.conversation.talk import Talk, text_of

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@dataclass
class Wall:
    """A clock on the wall of one chat: what is due is said there, and kept with its time."""

    bot: Bot
    chat: str = "test:-7"
    now: datetime = MONDAY
    shown: list[tuple[datetime, str]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def talk(self, kind: ChatKind = ChatKind.GROUP, *, in_charge: bool = True) -> Talk:
        talk = Talk(self.bot.dispatcher, chat=self.chat, kind=kind, in_charge=in_charge)
        talk.now = self.now
        return talk

    async def says(self, text: str, kind: ChatKind = ChatKind.GROUP) -> str:
        return await self.talk(kind).say(text)

    async def show(self, reply: Reply) -> None:
        self.replies.append(reply)
        self.shown += [(self.now, text_of(message.document)) for message in reply.messages]

    async def until(self, end: datetime, step: timedelta = timedelta(minutes=30)) -> None:
        """Let time pass, and look at the clock now and then."""
        while self.now < end:
            self.now = min(self.now + step, end)
            for alarm in await self.bot.alarms.claim(self.chat, self.now):
                await clock.ring(alarm, self.bot.alarms, self.bot.dispatcher, self.show, self.now)

    @property
    def questions(self) -> list[datetime]:
        return [at for at, text in self.shown if "Question of the day" in text]
