"""The console front end: the same bot without a token and without a network."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

import structlog
from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.app import Bot
from bot.conversation import clock
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.message import (
    Attachment,
    AttachmentKind,
    Button,
    Chat,
    Message,
    Origin,
    Person,
    Reply,
    Request,
)
from bot.conversation.texts import words
from bot.domain.chats import ChatKind
from bot.domain.language import Language, from_tag
from bot.errors import UnavailableError
from bot.rendering import terminal

log = structlog.get_logger(__name__)

TICK: Final = 1.0  # seconds between two looks at what is due
PROMPT: Final = "› "
WIDEST: Final = 100  # columns; longer lines are hard to read

_CHAT = Chat("console", ChatKind.PRIVATE)
_PERSON = Person("console", "console")


class Conversation:
    """One person talking to the bot in a terminal.

    Args:
        dispatcher: what answers.
        console: where replies are shown.
        locale: the person's locale, for example ``zh_CN.UTF-8``.
    """

    def __init__(self, dispatcher: Dispatcher, console: Console, locale: str | None) -> None:
        self._dispatcher = dispatcher
        self._console = console
        self._locale = locale
        self._words = words(from_tag(locale) or Language.EN)
        self._buttons: list[Button] = []
        self._asked: str | None = None

    def greet(self) -> None:
        self._console.print(Text(self._words("chat-hint"), style="dim"))

    async def say(self, line: str) -> None:
        """Say one line, or press the button with this number, and show the reply.

        What is said next after a message that asks for words is the reply to it.
        """
        pressed = self._pressed(line)
        if self._asked and not pressed and not line.lstrip().startswith("/"):
            line = f"{self._asked} {line}"
        self._asked = None
        request = Request(
            text=pressed.line if pressed else line,
            chat=_CHAT,
            person=_PERSON,
            at=datetime.now(UTC),
            origin=Origin.PRESSED if pressed else Origin.TYPED,
            locale=self._locale,
        )
        self.show(await self._dispatcher.handle(request))

    def _pressed(self, line: str) -> Button | None:
        number = line.strip()
        if not (number.isascii() and number.isdecimal()):
            return None
        index = int(number) - 1
        return self._buttons[index] if 0 <= index < len(self._buttons) else None

    async def hear(self, reply: Reply) -> None:
        """Show what the clock says, above the line that is being typed."""
        await run_in_terminal(partial(self.show, reply))

    def show(self, reply: Reply) -> None:
        """Show a reply and remember its buttons."""
        if reply.messages:
            self._buttons = []
        for message in reply.messages:
            self._show_message(message)
            self._asked = message.asks.line if message.asks else None
        if reply.toast:
            self._console.print(Text(reply.toast, style="yellow"))

    def _show_message(self, message: Message) -> None:
        shown = message.document
        if message.replaces and message.news is not None:
            shown = message.news
        self._console.print(terminal.render(shown, min(self._console.width, WIDEST)))
        if message.attachment and message.attachment.kind is AttachmentKind.FILE:
            self._save(message.attachment)
        for row in message.buttons:
            labels = Text(overflow="fold")
            for button in row:
                self._buttons.append(button)
                labels.append(f"[{len(self._buttons)}] ", style="bold cyan")
                labels.append(f"{terminal.printable(button.label)}   ")
            self._console.print(Padding(labels, (0, 0, 0, 2)))
        self._console.print()

    def _save(self, attachment: Attachment) -> None:
        """Save a file in the current folder under a name that is free there."""
        path = Path(attachment.name)
        copies = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
        while path.exists():
            path = next(copies)
        try:
            path.write_bytes(attachment.content)
        except OSError as error:
            said = self._words("file-not-saved", path=str(path), reason=str(error.strerror))
        else:
            said = self._words("file-saved", path=str(path))
        self._console.print(Text(f"📎 {said}", style="green"))


async def chat(bot: Bot, locale: str | None, history: Path) -> None:
    """Talk until the input ends.

    Args:
        bot: the bot to talk to.
        locale: the person's locale, for example ``zh_CN.UTF-8``.
        history: the file in which typed lines are kept between sessions.
    """
    console = Console(highlight=False)
    conversation = Conversation(bot.dispatcher, console, locale)
    conversation.greet()
    lines = _typed_lines(history) if sys.stdin.isatty() else _piped_lines(console)
    watch = asyncio.create_task(watch_the_clock(bot, conversation))
    try:
        async for line in lines:
            if line.strip():
                try:
                    await conversation.say(line)
                except UnavailableError as error:  # the line can be said again
                    console.print(Text(str(error), style="red"))
    finally:
        watch.cancel()
        await asyncio.wait((watch,))  # while the database is still open


async def watch_the_clock(bot: Bot, conversation: Conversation) -> None:
    """Show what the clock says, for ever."""
    while True:
        now = datetime.now(UTC)
        try:
            for alarm in await bot.alarms.claim(_CHAT.id, now):
                await clock.ring(alarm, bot.alarms, bot.dispatcher, conversation.hear, now)
        except Exception:  # it rings again; the conversation goes on
            log.exception("alarm failed")
        await asyncio.sleep(TICK)


async def _typed_lines(history: Path) -> AsyncIterator[str]:
    session: PromptSession[str] = PromptSession(history=_kept(history))
    while True:
        try:
            yield await session.prompt_async(PROMPT)
        except KeyboardInterrupt:  # Ctrl-C takes the line back
            continue
        except EOFError:
            return


def _kept(history: Path) -> History:
    """Return what keeps typed lines: a file, or only this session where none can be written."""
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch()
    except OSError as error:
        log.debug("typed lines not kept", path=str(history), reason=error.strerror)
        return InMemoryHistory()
    return FileHistory(str(history))


async def _piped_lines(console: Console) -> AsyncIterator[str]:
    """Yield lines from a pipe or file, and echo them: the output then reads as a conversation."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        console.print(Text(PROMPT + line.rstrip("\n"), style="bold"))
        yield line
