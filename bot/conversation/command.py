"""What a command is, and what it is given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import Final, Protocol, TypeVar

from bot.conversation.message import Chat, Origin, Reply, Request
from bot.conversation.texts import Words, words
from bot.domain.language import Language
from bot.services import Services
from bot.services.library import Library

T = TypeVar("T")


class Subject(StrEnum):
    """What the line of a command is about, and so which deck it goes on with."""

    CHAT = "chat"
    """Nothing that has begun: the chat's deck."""
    DRILL = "drill"
    """The drill whose number comes first, else the one that is open here, or the round."""
    ROUND = "round"
    """The round whose number comes first."""
    DAILY = "daily"
    """The question of the day of the schedule and the moment that come first."""
    ANSWER = "answer"
    """An open question that waits for an answer to be typed, if there is one."""
    GRADE = "grade"
    """The drill whose number comes first, else the last grade."""


class Bearing(Enum):
    """What is done about a line of somebody who may have said too much."""

    ANSWER = auto()
    NOTICE = auto()
    """It is too much: say so, this time."""
    SILENCE = auto()


class NotYetKnownError(Exception):
    """Something has to be found out first, which can take long: then the line is handled anew.

    What was written is undone, so that nobody waits for it meanwhile.

    Args:
        find_out: finds it out, and keeps it for the next time.
    """

    def __init__(self, find_out: Callable[[], Awaitable[None]]) -> None:
        self.find_out: Final = find_out
        super().__init__()


class Surroundings(Protocol):
    """What a front end can find out about where something was said; asked only if it matters.

    Whatever is asked may raise ``NotYetKnownError``.
    """

    async def bearing(self, weight: int) -> Bearing:
        """Count the line as ``weight`` lines, and tell whether that is too much to be answered."""
        ...

    async def in_charge(self) -> bool:
        """Tell whether who speaks administrates the chat."""
        ...

    async def people(self) -> int | None:
        """Return how many are in the chat besides the bot, or None if that cannot be told."""
        ...

    async def channel(self, name: str) -> Chat | None:
        """Return the channel of this name, if who speaks administrates it and the bot is in it."""
        ...

    async def made(self, name: str, make: Callable[[], Awaitable[T]]) -> T:
        """Return what takes long to make, such as a picture: nobody else waits for that.

        Args:
            name: what it is, among all that the line wants made.
            make: makes it, from what will be the same when the line is handled again.
        """
        ...


class Nowhere:
    """Where nobody is in charge of anything, and nobody else waits."""

    async def bearing(self, weight: int) -> Bearing:  # noqa: ARG002
        return Bearing.ANSWER

    async def in_charge(self) -> bool:
        return False

    async def people(self) -> int | None:
        return None

    async def channel(self, name: str) -> Chat | None:  # noqa: ARG002
        return None

    async def made(self, name: str, make: Callable[[], Awaitable[T]]) -> T:  # noqa: ARG002
        return await make()


@dataclass(frozen=True)
class Turn:
    """One request on its way through a command.

    Args:
        request: what was said, by whom, where.
        arguments: what stands behind the command's name; for a question, the question.
        words: our words in the language of the reply.
        services: what the command may use.
        menu: the commands that are offered, in the order of the menu.
        here: tells what else there is to know about the chat.
        library: all decks; ``services`` are those of the one that this is about.
    """

    request: Request
    arguments: str
    words: Words
    services: Services
    menu: tuple["Command", ...]
    here: Surroundings
    library: Library

    @property
    def language(self) -> Language:
        return self.words.language

    @property
    def person(self) -> str:
        """Who speaks; where nobody does (a channel), the chat stands in."""
        return self.request.person.id if self.request.person else self.request.chat.id

    async def by_maintainer(self) -> bool:
        """Tell whether who speaks is one of those who look after the decks.

        Those are named in the settings; whoever administrates the chat where they are told of
        reports is one there, too.
        """
        maintainers = self.services.maintainers
        if self.person in maintainers.people:
            return True
        if maintainers.chat is None:
            return False
        chat = await self.services.chats.current(maintainers.chat)
        return self.request.chat.id == chat and await self.here.in_charge()

    @property
    def due(self) -> datetime:
        """When the clock was to say this line, in UTC.

        Raises:
            LookupError: the clock does not say it.
        """
        if self.request.due is None:
            raise LookupError("only what the clock says is due at some time")
        return self.request.due

    def speaking(self, language: Language) -> "Turn":
        """Return this turn with the reply in another language."""
        return replace(self, words=words(language))


@dataclass(frozen=True)
class Command:
    """A command: its name, and what it does.

    Args:
        name: without the slash; the message ``menu-<name>`` is its line in the menu.
        run: does it.
        in_menu: its place in the menu, with gaps for those to come; None if it is not there,
            because buttons speak it or hardly anybody does.
        asks: whether a question stands behind it: then the reply is in the question's language.
        for_asker: whether only who asked sees the reply, where a group has chosen so.
        about: what it goes on with.
        among_decks: whether it is in the menu only where there are several decks.
        spoken_by: who alone can say it (the clock, a poll, the front end); None: anybody.
        weight: as how many lines it counts when somebody says too much.
    """

    name: str
    run: Callable[[Turn], Awaitable[Reply]]
    in_menu: int | None = None
    asks: bool = False
    for_asker: bool = False
    about: Subject = Subject.CHAT
    among_decks: bool = False
    spoken_by: Origin | None = None
    weight: int = 1
