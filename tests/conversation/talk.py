"""A person talking to the real dispatcher: say something, press a button, read the reply."""

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime

from bot.app import Bot
from bot.conversation.clock import ring
from bot.conversation.command import Nowhere
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.message import Button, Chat, Message, Origin, Person, Reply, Request
from bot.domain.chats import ChatKind
from bot.rendering.display import Display
from bot.rendering.document import LineBreak

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def text_of(node: object) -> str:
    """Return the bare words of a document, formulas as LaTeX, blocks on lines of their own."""
    if isinstance(node, str):
        return node
    if isinstance(node, LineBreak):
        return "\n"
    if isinstance(node, tuple):
        return "".join(text_of(part) for part in node)
    if is_dataclass(node):
        words = "".join(
            text_of(getattr(node, item.name))
            for item in fields(node)
            if item.name not in {"url", "language"}
        )
        block = type(node).__name__ in {"Paragraph", "Heading", "Formula", "Footer"}
        return f"{words}\n" if block else words
    return ""


@dataclass
class Talk:
    """One person in one chat.

    Args:
        dispatcher: what is talked to.
        name: the person; two talks with the same name and chat are the same person.
        chat: the chat's id; a private one has that of the person.
        kind: what kind of chat it is.
        locale: what the app says of the person's language.
        in_charge: whether the person administrates the chat.
        crowd: how many people are in the chat, if that can be told.
        channels: the channels that the person administrates, by name.
        now: when it is said.
        forum: the chat that this one is a topic of.
        front: how the ids of the front end's people begin.
    """

    dispatcher: Dispatcher
    name: str = "ann"
    chat: str = ""
    kind: ChatKind = ChatKind.PRIVATE
    locale: str | None = "en"
    in_charge: bool = False
    crowd: int | None = None
    channels: dict[str, Chat] = field(default_factory=dict)
    now: datetime = NOW
    forum: str | None = None
    front: str = "test"
    last: Reply = field(default_factory=Reply)

    def __post_init__(self) -> None:
        private = self.kind is ChatKind.PRIVATE
        self.chat = self.chat or (f"test:{self.name}" if private else "test:-1")

    async def say(
        self, text: str, *, addressed: bool = True, edited: datetime | None = None
    ) -> str:
        """Say a line, or edit one said at the moment ``edited``; return the words of the reply."""
        origin = Origin.EDITED if edited else Origin.TYPED
        return await self._send(text, origin, addressed=addressed, first_said=edited)

    async def press(self, label: str, reply: Reply | None = None) -> str:
        """Press the button with this label on the last reply (or an earlier one)."""
        return await self._send(self.button(label, reply).line, Origin.PRESSED, addressed=True)

    async def press_again(self, reply: Reply | None = None, display: Display = Display.TEXT) -> str:
        """Press the button that shows the first message again in another form."""
        again = (reply or self.last).messages[0].again
        assert again
        return await self._send(again.shown_as(display).line, Origin.PRESSED, addressed=True)

    def button(self, label: str, reply: Reply | None = None) -> Button:
        offered = buttons(reply or self.last)
        found = [button for button in offered if label in button.label]
        assert found, f"no button {label!r} among {[button.label for button in offered]}"
        return found[0]

    @property
    def toast(self) -> str | None:
        return self.last.toast

    @property
    def messages(self) -> tuple[Message, ...]:
        return self.last.messages

    async def _send(
        self, text: str, origin: Origin, *, addressed: bool, first_said: datetime | None = None
    ) -> str:
        request = Request(
            text=text,
            chat=Chat(self.chat, self.kind, self.forum),
            person=Person(f"{self.front}:{self.name}", self.name),
            at=self.now,
            origin=origin,
            addressed=addressed,
            locale=self.locale,
            typesets=True,
            first_said=first_said,
        )
        self.last = await self.dispatcher.handle(request, me="TheBot", here=_Here(self))
        return "\n".join(text_of(message.document) for message in self.last.messages)


@dataclass(frozen=True)
class _Here(Nowhere):
    talk: Talk

    async def in_charge(self) -> bool:
        return self.talk.in_charge

    async def people(self) -> int | None:
        return self.talk.crowd

    async def channel(self, name: str) -> Chat | None:
        return self.talk.channels.get(name)


def buttons(reply: Reply) -> list[Button]:
    return [button for message in reply.messages for row in message.buttons for button in row]


async def rung(bot: Bot, at: datetime) -> list[Reply]:
    """Let the clock say what is due in these talks; return what is heard."""
    heard: list[Reply] = []

    async def show(reply: Reply) -> None:
        if reply.messages:
            heard.append(reply)

    for alarm in await bot.alarms.claim("test:", at):
        await ring(alarm, bot.alarms, bot.dispatcher, show, at)
    return heard
