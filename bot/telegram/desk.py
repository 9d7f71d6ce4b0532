"""Taking in what Telegram and the clock say: handled and stored, or not at all.

When ``accept`` returns, one transaction holds everything that the update has changed, the reply,
and the note that the update was handled. Whoever brought the update may then confirm it to
Telegram. If the process ends before, nothing of it has happened, and Telegram brings it again; if
Telegram brings it twice, the note tells. Showing the reply is the postman's work.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import Final

import structlog
import telegram
from structlog.contextvars import bind_contextvars, bound_contextvars
from telegram.error import TelegramError

from bot.app import Bot
from bot.conversation import clock
from bot.conversation.message import Origin, Reply
from bot.errors import UnavailableError
from bot.logs import SAID
from bot.storage.alarms import Alarm
from bot.storage.outbox import HandledBeforeError, Outbox, Waiting
from bot.telegram.administrators import Administrators
from bot.telegram.happenings import read_happening
from bot.telegram.hearing import Hearing
from bot.telegram.incoming import Incoming, read, read_vote
from bot.telegram.inline import Inline
from bot.telegram.letter import Letter, write
from bot.telegram.manners import Manners
from bot.telegram.metrics import HANDLING, LAG, UPDATES, kind_of
from bot.telegram.ordering import PerChat
from bot.telegram.patience import until_known, until_stored
from bot.telegram.places import address, number_of, place_of
from bot.telegram.polls import Polls
from bot.telegram.postman import Postman
from bot.telegram.surroundings import Here
from bot.telegram.updates import Update

log = structlog.get_logger(__name__)
said = logging.getLogger(SAID)

AT_WORK: Final = 128
"""So many transactions are open at the same time. Who waits for Telegram has none, and so keeps no
place from others; neither does who waits for their chat."""
AT_ONCE_SECONDS: Final = 10.0
"""After which nobody waits any more for what is answered at once."""


class Desk:
    """Where everything that is said in Telegram comes in.

    Args:
        bot: the product that answers.
        telegram_bot: the bot in Telegram.
        polls: knows the polls of votes.
        outbox: where it is noted what was handled.
        postman: shows the replies.
        now: tells the time, in UTC.
        patience: how long to wait for a database that cannot be used, in seconds; None for ever.
    """

    def __init__(
        self,
        bot: Bot,
        telegram_bot: telegram.Bot,
        polls: Polls,
        outbox: Outbox,
        postman: Postman,
        now: Callable[[], datetime],
        *,
        patience: float | None,
    ) -> None:
        self._bot = bot
        self._telegram = telegram_bot
        self._polls = polls
        self._outbox = outbox
        self._postman = postman
        self._now = now
        self._patience = patience
        self._turns = PerChat(polls.chat_of)
        self._places = asyncio.Semaphore(AT_WORK)
        self._administrators = Administrators(telegram_bot)
        self._manners = Manners(bot.pauses)
        self.hearing = Hearing(telegram_bot, self._administrators, bot.dispatcher.handle)
        self._inline = Inline(telegram_bot, bot.dispatcher)

    async def accept(self, update: Update) -> None:
        """Handle an update; return when that is stored.

        Raises:
            UnavailableError: it is not, because the database cannot be used.
        """
        kind, received = kind_of(update), self._now()
        bind_contextvars(update=update["update_id"])  # for all that this task logs from now on
        with HANDLING.time():
            try:
                async with self._turns.turn(update):
                    await until_stored(partial(self._take, update, received), self._patience)
            except UnavailableError:
                UPDATES.add(kind, "put off")
                raise
            except Exception:  # it would be as wrong the next time; maybe it names no chat
                UPDATES.add(kind, "dropped")
                log.exception("update dropped")
            else:
                UPDATES.add(kind, "handled")

    async def ring(self, alarm: Alarm) -> None:
        """Say what the clock says; where that fails, it is said again when its claim is over."""
        LAG.observe(max(0.0, (self._now() - alarm.at).total_seconds()))
        with bound_contextvars(alarm=alarm.key):
            try:
                async with self._turns.turn(alarm) as order:
                    await until_stored(partial(self._ring, alarm, order), self._patience)
            except Exception:
                log.exception("alarm failed", due=alarm.at.isoformat())

    @cached_property
    def _me(self) -> telegram.User:
        return self._telegram.bot

    async def _take(self, update: Update, received: datetime) -> None:
        incoming = await self._read(update, received)
        if incoming is None:
            await self._answer_at_once(update)
            return
        said.debug("said: %s", incoming.request.text)
        number = update["update_id"]
        here = Here(number, incoming, self._telegram, self._administrators, self._manners)
        key = f"update {number}"
        try:
            letter, waiting = await until_known(partial(self._handle, incoming, here, key))
        except HandledBeforeError:
            log.info("update came again")
            return
        if letter.reply.messages:
            self.hearing.asked(incoming)
        if waiting:
            self._postman.deliver(waiting, letter)

    async def _read(self, update: Update, received: datetime) -> Incoming | None:
        vote = update.get("poll_answer")
        if vote is None:
            return read_happening(update, self._me) or read(update, self._me)
        poll = await self._polls.find(vote["poll_id"])
        return read_vote(vote, poll, received) if poll else None

    async def _ring(self, alarm: Alarm, order: str) -> None:
        noted: list[tuple[Letter, Waiting | None]] = []
        key = f"alarm {alarm.key} {alarm.at.isoformat()}"
        place = replace(place_of(alarm.chat), asker_id=number_of(alarm.person))

        async def note(reply: Reply) -> None:
            letter = Letter(reply, place, Origin.CLOCK)
            noted.append((letter, await self._note(key, letter)))

        try:
            async with self._places, self._bot.database.together(order):
                await clock.ring(
                    alarm,
                    self._bot.alarms,
                    self._bot.dispatcher,
                    note,
                    self._now(),
                    typesets=True,
                )
        except HandledBeforeError:  # somebody was slow, and the claim was over
            log.info("alarm rang again")
            noted.clear()
            await self._bot.alarms.settle(alarm)  # what was set since is due at another moment
        for letter, waiting in noted:
            if waiting:
                self._postman.deliver(waiting, letter)

    async def _handle(
        self, incoming: Incoming, here: Here, key: str
    ) -> tuple[Letter, Waiting | None]:
        """Answer and note that; nothing of it has happened where there is something to ask first.

        Within, nothing is asked of Telegram: with PostgreSQL it is one of few connections.
        """
        request = incoming.request
        async with self._places, self._bot.database.together(str(incoming.place.chat_id)):
            reply = await self._bot.dispatcher.handle(request, me=self._me.username, here=here)
            letter = Letter(reply, incoming.place, request.origin, request.locale)
            return letter, await self._note(key, letter, last=True)

    async def _note(self, key: str, letter: Letter, *, last: bool = False) -> Waiting | None:
        chat = address(letter.place.chat_id)
        question = letter.place.question_id if letter.reply.messages else None
        content = write(letter)
        return await self._outbox.handled(key, chat, content, self._now(), question, last=last)

    async def _answer_at_once(self, update: Update) -> None:
        """Answer what is worth nothing later: whoever waits has gone on."""
        try:
            async with asyncio.timeout(AT_ONCE_SECONDS):
                if "inline_query" in update:
                    await self._inline.offer(update["inline_query"])
                elif "guest_message" in update:
                    await self._inline.answer_guest(update["guest_message"])
                elif "callback_query" in update:
                    await self._telegram.answer_callback_query(update["callback_query"]["id"])
        except TelegramError as error:
            log.warning("not answered", reason=error.message)
        except TimeoutError:
            log.warning("not answered", reason=f"not within {AT_ONCE_SECONDS:g} s")
