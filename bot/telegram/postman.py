"""Showing what was decided: each chat's replies in their order, until Telegram has taken them.

A reply is settled after it was shown. A process that ends in between leaves it claimed; the next
one shows it again. So nothing is lost, and of what the dead process was about to show, at most one
message a chat is seen twice: Telegram gives no way to ask whether it had arrived.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.conversation.message import Origin
from bot.conversation.texts import words
from bot.conversation.views import pages
from bot.domain.language import Language, from_tag
from bot.errors import UnavailableError
from bot.services.notices import Lack
from bot.storage.outbox import LEASE, Outbox, Waiting
from bot.telegram.lacks import lack_behind
from bot.telegram.letter import Letter, read
from bot.telegram.metrics import RETRIES, SHOWING
from bot.telegram.outgoing import Outgoing
from bot.telegram.pacing import nobody_waits
from bot.telegram.patience import until_stored

log = structlog.get_logger(__name__)

LOOK_EVERY: Final = 1.0  # seconds between two looks for replies that nobody shows
SHORTEST_PAUSE: Final = 0.5  # seconds before a reply is tried again
LONGEST_PAUSE: Final = 60.0
PATIENCE: Final = 86_400.0  # seconds after which nobody waits for a reply any more
RENEW_EVERY: Final = LEASE.total_seconds() / 3


class Postman:
    """Shows the replies that wait.

    Args:
        outbox: where they wait.
        outgoing: shows one.
        now: tells the time, in UTC.
        lacking: is told what a chat does not let the bot do.
        language: the language of every reply, or None for that of the app.
    """

    def __init__(
        self,
        outbox: Outbox,
        outgoing: Outgoing,
        now: Callable[[], datetime],
        lacking: Callable[[Letter, Lack], Awaitable[object]],
        language: Language | None,
    ) -> None:
        self._outbox = outbox
        self._outgoing = outgoing
        self._now = now
        self._lacking = lacking
        self._language = language
        self._rounds: dict[str, asyncio.Task[None]] = {}  # by chat
        self._claimed: dict[int, float] = {}  # since when, of what is being shown
        # Claimed while their chat's round is being made:
        self._held: dict[str, tuple[Waiting, Letter | None]] = {}

    @property
    def at_work(self) -> bool:
        """Whether a reply is being shown."""
        return bool(self._rounds)

    def deliver(self, waiting: Waiting, letter: Letter | None = None) -> None:
        """Show a claimed reply, and after it the others of its chat; do not wait for that.

        Args:
            waiting: the reply.
            letter: what it says; None where its content does.
        """
        if waiting.chat in self._rounds:
            self._held[waiting.chat] = waiting, letter
            return
        self._rounds[waiting.chat] = asyncio.create_task(self._round(waiting, letter))

    async def look(self) -> None:
        """Look for ever for replies that nobody shows: those of a process that is no more."""
        while True:
            try:
                await self._hold()
                for waiting in await self._outbox.claim(self._now()):
                    self.deliver(waiting)
            except UnavailableError as error:
                log.warning("waiting replies not looked for", reason=str(error))
            await asyncio.sleep(LOOK_EVERY)

    async def finish(self, seconds: float) -> None:
        """Finish the rounds that are being made; what is left after that time waits."""
        if self._rounds:
            _, unfinished = await asyncio.wait(self._rounds.values(), timeout=seconds)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    async def _round(self, waiting: Waiting, letter: Letter | None) -> None:
        """Show a reply, and all that then waits in its chat."""
        following: Waiting | None = waiting
        if letter is None:  # else this task was begun by who has handled that, and is named so
            _name_in_the_log(waiting)
        try:
            while following:
                shown = await self._show(following, letter)
                settle = partial(self._outbox.settle, following, shown, self._now())
                done = following
                following, letter = await until_stored(settle), None
                if following is None:
                    following, letter = self._held.pop(done.chat, (None, None))
                if following and following.id == done.id:  # so slow that it was claimed again
                    following = None
                if following:
                    _name_in_the_log(following)
        finally:  # at once: what is delivered before the task counts as done begins a new round
            del self._rounds[waiting.chat]
            self._held.pop(waiting.chat, None)  # where this went wrong: it is claimed again later

    async def _show(self, waiting: Waiting, letter: Letter | None) -> Sequence[int]:
        """Show a reply, however long that takes; return the ids of its messages."""
        try:
            letter = letter or read(waiting.content)
        except ValueError:
            log.exception("reply given up", reply=waiting.id)
            return ()
        progress = _Progress(self._outbox, waiting, self._now)
        progress.former = await self._former(waiting, letter)
        self._claimed[waiting.id] = time.monotonic()
        try:
            return await self._until_shown(waiting, letter, progress)
        finally:
            del self._claimed[waiting.id]

    async def _hold(self) -> None:
        """Let nobody else have what is being shown, however long it takes."""
        now = time.monotonic()
        due = [reply for reply, since in self._claimed.items() if now - since >= RENEW_EVERY]
        if due:
            await self._outbox.hold(due, self._now())
            self._claimed.update((reply, now) for reply in due if reply in self._claimed)

    async def _until_shown(
        self, waiting: Waiting, letter: Letter, progress: "_Progress"
    ) -> Sequence[int]:
        """Try until Telegram has taken it, or has refused it for good."""
        by_clock = letter.origin is Origin.CLOCK
        pause, give_up = SHORTEST_PAUSE, asyncio.get_running_loop().time() + PATIENCE
        while True:
            try:
                with SHOWING.time(), nobody_waits() if by_clock else nullcontext():
                    return await self._outgoing.show(
                        letter.reply, letter.place, progress.former, progress.note
                    )
            except RetryAfter as error:
                await asyncio.sleep(_wait(error).total_seconds())
            except ChatMigrated as error:
                place = replace(letter.place, chat_id=error.new_chat_id)
                letter = replace(letter, place=place)
            except (BadRequest, Forbidden) as refusal:
                return await self._refused(waiting, letter, refusal)
            except (NetworkError, InvalidToken, UnavailableError) as error:
                if asyncio.get_running_loop().time() > give_up:
                    return await self._fail(waiting, letter, error)
                RETRIES.add()
                log.warning("reply tried again", reply=waiting.id, reason=str(error))
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except Exception as error:  # noqa: BLE001 -- ours must not hold up the chat for ever
                return await self._fail(waiting, letter, error)

    async def _refused(
        self, waiting: Waiting, letter: Letter, refusal: BadRequest | Forbidden
    ) -> Sequence[int]:
        """Tell what the chat does not let the bot do, if it is that."""
        lack = lack_behind(refusal)
        if lack is None:
            return await self._fail(waiting, letter, refusal)
        log.info("may not write here", chat=letter.place.chat_id, lack=lack.value)
        try:
            await until_stored(partial(self._lacking, letter, lack))
        except Exception:  # ours; else the reply would be tried, and refused, for ever
            log.exception("lack not told", chat=letter.place.chat_id)
        return ()

    async def _fail(self, waiting: Waiting, letter: Letter, error: Exception) -> Sequence[int]:
        """Give up a reply that an error keeps from being shown."""
        log.error("reply not shown", reply=waiting.id, exc_info=error)
        return await self._apologise(letter, waiting)

    async def _former(self, waiting: Waiting, letter: Letter) -> tuple[int, ...]:
        """Return the messages whose places the reply takes."""
        question = letter.place.question_id
        if letter.origin is not Origin.EDITED or question is None:
            return waiting.messages
        answers = await until_stored(partial(self._outbox.answers, waiting.chat, question))
        return (*waiting.messages, *answers[len(waiting.messages) :])

    async def _apologise(self, letter: Letter, waiting: Waiting) -> Sequence[int]:
        """Say sorry where somebody waits for a reply that cannot be shown."""
        if letter.origin is Origin.CLOCK:
            return ()
        language = self._language or from_tag(letter.locale) or Language.EN
        apology = pages.apology(words(language), str(waiting.id), letter.origin)
        try:
            return await self._outgoing.show(apology, letter.place)
        except TelegramError as failure:
            log.warning("apology not shown", reply=waiting.id, reason=failure.message)
            return ()


class _Progress:
    """What of a reply is shown already, kept so that the next try goes on from there."""

    def __init__(self, outbox: Outbox, waiting: Waiting, now: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._waiting = waiting
        self._now = now
        self.former = waiting.messages

    async def note(self, shown: Sequence[int]) -> None:
        """Note the messages that show the reply so far, and claim it for longer."""
        self.former = (*shown, *self.former[len(shown) :])
        await until_stored(lambda: self._outbox.shows(self._waiting, shown, self._now()))


def _name_in_the_log(waiting: Waiting) -> None:
    """Have what this task logs from now on name what a reply answers, as the desk does."""
    kind, name, *_ = waiting.key.split(" ")
    clear_contextvars()
    bind_contextvars(**{kind: int(name) if name.isdecimal() else name})


def _wait(error: RetryAfter) -> timedelta:
    asked = error.retry_after  # a number only where PTB_TIMEDELTA says so
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
