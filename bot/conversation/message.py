"""What goes in and out of the conversation: a request is one line of text, a reply is messages.

Front ends translate their events into requests and show the replies; nothing between knows which
front end it was.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.chats import ChatKind
from bot.rendering.display import Display
from bot.rendering.document import Document


class Origin(StrEnum):
    """How the line came to be."""

    TYPED = "typed"
    EDITED = "edited"
    PRESSED = "pressed"
    VOTED = "voted"
    """A vote in a poll: the line of the poll, and the numbers of the chosen options."""
    NOTICE = "notice"
    """The front end tells what happened to a chat; nobody can say such a line."""
    CLOCK = "clock"
    """Nobody said it now: it was set earlier to be said at this time."""
    INLINE = "inline"
    """Typed behind the bot's name in any chat, to choose from what it offers there."""
    GUEST = "guest"
    """Said in a chat where the bot is no member: one message is all it can reply."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks. ``id`` is unique over all front ends, for example ``telegram:42``."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Chat:
    """Where it is said.

    Args:
        id: unique over all front ends; a forum topic is a chat of its own.
        kind: what kind of chat it is.
        forum: of a topic, the id of the chat that it is a part of.
    """

    id: str
    kind: ChatKind
    forum: str | None = None

    @property
    def whole(self) -> str:
        """The id under which choices for a chat are kept: the topics of a forum share them."""
        return self.forum or self.id


@dataclass(frozen=True, slots=True)
class Request:
    """One line that somebody said to the bot.

    Args:
        text: the line: a question, a command, or the line of a pressed button.
        chat: where it was said.
        person: who said it; None where the chat itself speaks (a channel post).
        at: when it was said, in UTC.
        origin: how it came to be.
        addressed: whether it is meant for the bot for certain (private chat, mention, reply).
        locale: the front end's hint of the person's language, a BCP 47 tag, or None.
        typesets: whether the front end can typeset formulas, so that there is a choice of display.
        due: of a line that the clock says, when it was to be said, in UTC; ``at`` may be later.
        first_said: of an edited line, when it was said before it was edited, in UTC.
    """

    text: str
    chat: Chat
    person: Person | None
    at: datetime
    origin: Origin = Origin.TYPED
    addressed: bool = True
    locale: str | None = None
    typesets: bool = False
    due: datetime | None = None
    first_said: datetime | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button; pressing it says ``line`` (at most 64 bytes in UTF-8)."""

    label: str
    line: str


@dataclass(frozen=True, slots=True)
class Again:
    """A way to see a message in another form; ``line`` is what says it, without the slash."""

    label: str
    line: str

    def shown_as(self, display: Display) -> Button:
        """The button that shows the message in another way, and from then on everything here."""
        return Button(self.label, f"/as {display} {self.line}")


Buttons: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """What makes a message ask for words.

    Args:
        line: a reply says this line and, behind it, its own words; only letters, digits, hyphens
            and single spaces after the slash.
        who: the name of who is asked, where others listen; else empty.
        unless: what is said of words that are no reply, where a front end can tell.
    """

    line: str
    who: str = ""
    unless: str = ""


class LinkKind(StrEnum):
    OPEN = "open"
    """Opens the private chat with the bot."""
    SHARE = "share"
    """Offers the way to the private chat to people of another chat."""
    GROUP = "group"
    """Adds the bot to a group."""


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads elsewhere in the app; a front end without such links leaves it out.

    Args:
        label: what stands on it.
        kind: where it leads.
        start: what is said on arrival, behind ``/start``; 1 to 64 of ``A-Za-z0-9_-``.
    """

    label: str
    kind: LinkKind
    start: str


@dataclass(frozen=True, slots=True)
class Summary:
    """How a message presents itself among others that can be chosen.

    Args:
        id: which it is, 1 to 64 bytes.
        title: one line.
        description: two lines at most, in plain text.
    """

    id: str
    title: str
    description: str


class AttachmentKind(StrEnum):
    PICTURE = "picture"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that a text cannot say.

    Args:
        name: the name of the file, with its ending.
        content: the bytes of the file.
        kind: a picture (PNG or JPEG), which says the same as the message's document, or a file.
    """

    name: str
    content: bytes
    kind: AttachmentKind


@dataclass(frozen=True, slots=True)
class Poll:
    """A question that a group answers by voting; who voted for what is seen.

    Args:
        question: the question, plain text of at most 300 UTF-16 units.
        options: the options in the order in which they are shown, at most 100 units each.
        correct: the places of those that are right.
        explanation: why, shown after the vote; at most 200 units, on one line.
        seconds: how long it is open.
        line: a vote says this and the places of the chosen options: ``/vote 5 3 0,2``.
    """

    question: str
    options: tuple[str, ...]
    correct: tuple[int, ...]
    explanation: str
    seconds: int
    line: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a reply.

    Args:
        document: what it says.
        buttons: what can be pressed below it, by rows.
        replaces: whether it takes the place of the message whose button was pressed; otherwise
            it is a new message below.
        news: of a replacing message, what the replaced one did not say; a front end that cannot
            take back what it has shown shows only this.
        again: a way to see the same in another form, which a front end offers where some of its
            clients cannot show this one.
        attachment: a picture or a file to which the document is the caption.
        poll: a poll below the document, which is empty where the poll says all.
        links: buttons that lead elsewhere, below all others.
        summary: how it presents itself, if it is one of several to choose from.
        asks: what a reply to it says; it has no buttons then but in a terminal.
        passing: whether it may go after a while: a notice, not an answer.
    """

    document: Document
    buttons: Buttons = ()
    replaces: bool = False
    news: Document | None = None
    again: Again | None = None
    attachment: Attachment | None = None
    poll: Poll | None = None
    links: tuple[Link, ...] = ()
    summary: Summary | None = None
    asks: Asks | None = None
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says to one request.

    Args:
        messages: what everybody in the chat sees, in order.
        toast: a short note for whoever pressed the button.
        display: how formulas are to be shown; None until the dispatcher has looked up what was
            chosen here.
        closes: the polls of this chat that take no more votes from now on, by their lines.
        asker_only: whether the group wants only who asked to see it, where a front end can do so.
        tidies: whether the group wants what is passing to be deleted after a while.
    """

    messages: tuple[Message, ...] = ()
    toast: str | None = None
    display: Display | None = None
    closes: tuple[str, ...] = ()
    asker_only: bool = False
    tidies: bool = False


SILENCE = Reply()
