"""The driver of end-to-end tests: a Telegram for one bot, with people and chats."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from tests.botapi.chats import ChatType, Status, User
from tests.botapi.flood import Flood
from tests.botapi.message import ChatMessage
from tests.botapi.methods.polls import close_poll
from tests.botapi.people import Group, Person, Place
from tests.botapi.refusal import Blameless
from tests.botapi.server import Call, Dropped, Foreign, Server
from tests.botapi.specification import Json
from tests.botapi.world import World

PATIENCE_SECONDS = 20.0
LOOK_AGAIN_SECONDS = 0.01
_BOT = User(7_000_000_001, "Interview", "interview_test_bot", is_bot=True)


class BotApi:
    """A Telegram on 127.0.0.1, as one bot and the people of a test see it.

    ::

        async with BotApi() as api:
            ann = api.person("Ann", language_code="zh-hans")
            …  # start the bot with api.url and api.token
            await ann.says("/start")
            reply = await api.next_from_bot(ann)

    Whatever is waited for fails after ``PATIENCE_SECONDS`` with a transcript of the chats.
    ``world`` has the switches: ``has_privacy``, ``has_rich_messages``, ``clock``.
    """

    def __init__(self, *, clock: Callable[[], datetime] | None = None) -> None:
        self.token = f"{_BOT.id}:TEST-token-of-the-bot-api-double-00"
        self.world = World(_BOT, clock) if clock else World(_BOT)
        self._server = Server(self.world, self.token)
        self._read: dict[int, int] = {}
        self._whispers_read: dict[int, int] = {}
        self.bot_is_at_work: Callable[[], bool] = lambda: False
        """Set by who runs a bot that goes on with its work after it has confirmed an update."""

    async def __aenter__(self) -> Self:
        await self._server.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._server.stop()

    # Where the bot finds it, and what it has done

    @property
    def url(self) -> str:
        """The address of the server, in place of ``https://api.telegram.org``."""
        return self._server.url

    @property
    def base_url(self) -> str:
        """The same for python-telegram-bot: ``ApplicationBuilder().base_url(api.base_url)``."""
        return f"{self.url}/bot"

    @property
    def calls(self) -> list[Call]:
        """All calls so far, oldest first."""
        return self._server.calls

    @property
    def refused(self) -> list[Call]:
        """The calls that Telegram would not take; a test ends by asserting that there are none."""
        return self._server.refused

    # People and places

    def person(self, first_name: str, language_code: str | None = None) -> Person:
        return Person(self, self.world.new_user(first_name, language_code))

    def group(
        self,
        title: str,
        people: Sequence[Person],
        *,
        forum: bool = False,
        bot: Status = Status.MEMBER,
    ) -> Group:
        """Create a group that the bot has long been in; a forum is a supergroup with topics.

        Args:
            title: the title.
            people: the members; the first is the creator.
            forum: whether it has topics.
            bot: what the bot is in it; ``Status.LEFT`` to add it later.
        """
        kind = ChatType.SUPERGROUP if forum else ChatType.GROUP
        group = self._place(kind, title, people, bot)
        group.chat.is_forum = forum
        return group

    def channel(self, title: str, owner: Person, *, bot: Status = Status.ADMINISTRATOR) -> Group:
        return self._place(ChatType.CHANNEL, title, [owner], bot)

    async def closes_poll(self, message: ChatMessage) -> None:
        """Let the time of a poll be over."""
        close_poll(self.world, self.world.chats[message.chat_id].messages[message.message_id])

    # Faults on demand

    def fail(
        self,
        method: str,
        code: int,
        *,
        times: int = 1,
        retry_after: int = 0,
        description: str = "Internal Server Error",
    ) -> None:
        """Answer the next calls of a method with an error, whatever they say.

        Args:
            method: its name as documented, for example ``sendMessage``.
            code: the error code: 429 Too Many Requests, 500, 502 …
            times: how many calls fail.
            retry_after: seconds to wait, for 429.
            description: what the answer says, except for 429 and 502.
        """
        parameters = {"retry_after": retry_after} if code == 429 else {}
        names = {429: f"Too Many Requests: retry after {retry_after}", 502: "Bad Gateway"}
        fault = Blameless(code, names.get(code, description), **parameters)
        self._server.faults[method].extend([fault] * times)

    def drop(self, method: str, *, times: int = 1) -> None:
        """Close the connection of the next calls of a method without an answer."""
        self._server.faults[method].extend([Dropped()] * times)

    def intercept(self, method: str, status: int, *, times: int = 1) -> None:
        """Have somebody else answer the next calls of a method, with a page."""
        self._server.faults[method].extend([Foreign(status)] * times)

    def limit(self, flood: Flood) -> None:
        """Count messages from now on, and refuse those that are too many."""
        self._server.flood = flood

    @contextmanager
    def holding(self, method: str) -> Iterator[None]:
        """Be slow: carry out no call of a method before this is over."""
        self._server.gates[method] = asyncio.Event()
        try:
            yield
        finally:
            self._server.gates.pop(method).set()

    def lose(self, method: str, *, times: int = 1) -> None:
        """Carry out the next calls of a method, and close the connection without an answer."""
        self._server.losses[method] += times

    # Waiting

    async def next_from_bot(self, place: Place) -> ChatMessage:
        """Return the bot's next message or edit in a chat: each once, in order."""
        await self.until(lambda: bool(self.unread(place)), f"the bot in {place.chat.title!r}")
        first = self.unread(place)[0]
        self._read[place.id] = self._read.get(place.id, 0) + 1
        return first

    async def next_whisper(self, person: Person) -> ChatMessage:
        """Return the bot's next message that only this person sees: each once, in order."""

        def heard() -> list[Json]:
            whispers = self.world.whispers
            return [it for it in whispers if it["receiver_user"]["id"] == person.id]

        read = self._whispers_read.get(person.id, 0)
        await self.until(lambda: len(heard()) > read, f"a whisper to {person.user.first_name}")
        self._whispers_read[person.id] = read + 1
        return ChatMessage(heard()[read])

    async def quiet(self) -> None:
        """Wait until the bot has nothing to do: then what it has not said, it does not say.

        Every update has been confirmed, no call is being answered, and the bot polls again or has
        taken every delivery of its webhook. What this cannot see: work that a bot goes on with
        after it has confirmed the update (unless ``bot_is_at_work`` tells), and work of its own,
        such as scheduled jobs.
        """
        updates = self.world.updates
        quiet = False
        while not quiet:
            await self.until(
                lambda: (
                    not updates.pending
                    and not self._server.busy
                    and (updates.is_polled or updates.has_webhook)
                ),
                "quiet",
            )
            quiet = not self.bot_is_at_work()
            if not quiet:
                await asyncio.sleep(LOOK_AGAIN_SECONDS)

    def unread(self, place: Place) -> list[ChatMessage]:
        """Return what the bot has said in a chat since the last ``next_from_bot``."""
        shown = [it for it in self.world.shown if it.chat_id == place.id]
        return [ChatMessage(it.message, it.edited) for it in shown[self._read.get(place.id, 0) :]]

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for the world to change so that ``condition`` holds.

        Raises:
            AssertionError: it has not, in ``PATIENCE_SECONDS``; with a transcript.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.world.changes.until(condition)
        except TimeoutError:
            raise AssertionError(f"waited in vain for {what}\n{self.transcript()}") from None

    def transcript(self) -> str:
        """Tell what is in the chats, what was refused, and what the bot has not confirmed."""
        lines = []
        for chat in self.world.chats.values():
            lines += [f"== {chat.type} {chat.title!r}", *map(str, Place(self, chat).history)]
        lines += [f"refused: {call}" for call in self.refused]
        lines += [f"not confirmed: {update}" for update in self.world.updates.pending]
        return "\n".join(lines)

    def _place(self, kind: ChatType, title: str, people: Sequence[Person], bot: Status) -> Group:
        members = {person.user.id: Status.MEMBER for person in people}
        members |= {people[0].user.id: Status.CREATOR, self.world.bot.id: bot}
        return Group(self, self.world.new_chat(kind, title, members), people[0].user)
