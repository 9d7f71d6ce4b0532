"""A group that plays a round: people talk and vote, polls are shown, and time passes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot.app import Bot
from bot.conversation import clock
from bot.conversation.message import Chat, Origin, Person, Poll, Reply, Request
from bot.domain.chats import ChatKind
from bot.storage.polls import Posted
from tests.conversation.talk import NOW, Talk, text_of

_NUMBERS = count(1)


@dataclass
class Game:
    """A group, or a topic of one, at a time that only moves when it is told to.

    Args:
        bot: what is played with.
        chat: the chat's id.
        forum: the group that the chat is a topic of.
        now: the present.
        polls: the polls that have been shown, oldest first.
        said: everything else, as plain words.
        replies: all replies that were shown.
    """

    bot: Bot
    chat: str = "test:-7"
    forum: str | None = None
    now: datetime = NOW
    polls: list[Poll] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def talk(self, name: str, *, in_charge: bool = False, crowd: int | None = None) -> Talk:
        return Talk(
            self.bot.dispatcher,
            name=name,
            chat=self.chat,
            kind=ChatKind.GROUP,
            forum=self.forum,
            in_charge=in_charge,
            crowd=crowd,
        )

    async def says(self, talk: Talk, text: str) -> str:
        talk.now = self.now
        said = await talk.say(text)
        await self.show(talk.last)
        return said

    async def vote(self, name: str, *options: int, poll: Poll | None = None) -> None:
        line = f"{(poll or self.polls[-1]).line} {','.join(map(str, options))}"
        await self.hears(line, Origin.VOTED, name)

    async def hears(self, line: str, origin: Origin, name: str | None = None) -> None:
        """Have the front end say a line, for somebody or for nobody."""
        request = Request(
            text=line,
            chat=Chat(self.chat, ChatKind.GROUP, self.forum),
            person=Person(f"test:{name}", name.title()) if name else None,
            at=self.now,
            origin=origin,
        )
        await self.show(await self.bot.dispatcher.handle(request))

    async def wait(self, seconds: float) -> None:
        """Let time pass; what is due is said, second by second."""
        end = self.now + timedelta(seconds=seconds)
        while self.now < end:
            self.now = min(self.now + timedelta(seconds=1), end)
            await self.ring()

    async def pass_by(self, seconds: float) -> None:
        """Let time pass at once; what has become due is said at the end."""
        self.now += timedelta(seconds=seconds)
        await self.ring()

    async def ring(self) -> None:
        """Say what is due now."""
        for alarm in await self.bot.alarms.claim(self.chat, self.now):
            await clock.ring(alarm, self.bot.alarms, self.bot.dispatcher, self.show, self.now)

    async def show(self, reply: Reply) -> None:
        self.replies.append(reply)
        for message in reply.messages:
            if message.document:
                self.said.append(text_of(message.document))
            if message.poll:
                self.polls.append(message.poll)
                number, until = next(_NUMBERS), self.now + timedelta(seconds=message.poll.seconds)
                posted = Posted(str(number), self.chat, number, message.poll.line, self.now, until)
                await self.bot.polls.remember(posted)


def right(poll: Poll) -> tuple[int, ...]:
    return poll.correct


def wrong(poll: Poll) -> tuple[int, ...]:
    """Return one option that is not right."""
    return (next(n for n in range(len(poll.options)) if n not in poll.correct),)
