"""From a reply to Telegram's messages: sent, shown in place of others, or edited."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

import structlog
import telegram
from pydantic_core import to_json
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError

from bot.conversation.message import Message, Reply
from bot.rendering.display import Display, Form, form_of
from bot.rendering.document import is_aside
from bot.rendering.picture import PictureError, Theme, compose, theme_of, typeset
from bot.storage.pictures import PictureStore
from bot.telegram.calls import Prepared, call
from bot.telegram.lacks import lack_behind
from bot.telegram.pages import (
    Page,
    Shown,
    asking_pages,
    attachment_pages,
    html_pages,
    picture_pages,
    rich_pages,
)
from bot.telegram.places import Place
from bot.telegram.polls import Polls
from bot.telegram.slots import Note, Slots, unnoted
from bot.telegram.tidying import Tidying

log = structlog.get_logger(__name__)

TOAST_CHARACTERS: Final = 200
_UNKNOWN_METHOD: Final = re.compile(
    r"unknown method|method (is )?(not found|not supported|unknown)", re.IGNORECASE
)


class Outgoing:
    """Shows replies in Telegram, and remembers whether this server knows rich messages.

    Args:
        bot: the bot that shows them.
        polls: shows those that a reply holds.
        pictures: what is known of pictures that were sent; None where none can be made.
        tidying: is told what is to be deleted after a while.
    """

    def __init__(
        self, bot: telegram.Bot, polls: Polls, pictures: PictureStore | None, tidying: Tidying
    ) -> None:
        self._bot = bot
        self._polls = polls
        self._pictures = pictures
        self._tidying = tidying
        self._knows_rich = True

    async def show(
        self, reply: Reply, place: Place, former: Sequence[int] = (), note: Note = unnoted
    ) -> tuple[int, ...]:
        """Show a reply.

        Args:
            reply: what to show.
            place: where it belongs.
            former: the messages that show it already, from an earlier try, or that answered this
                question before it was edited; they are edited to the new answer, and removed
                where it is shorter.
            note: is told before each message but the first which ones show the reply so far.

        Returns:
            The ids of the messages that now hold the reply, in order.

        Raises:
            TelegramError: Telegram did not take it; the next try may go on with what was noted.
        """
        if reply.asker_only and place.asker_id is not None:
            try:
                return await self._whisper(reply, place)
            except BadRequest as refusal:
                log.warning("not shown to the asker alone, but to all", reason=refusal.message)
        slots = Slots([Shown(message_id) for message_id in former], note)
        try:
            for message in reply.messages:
                if message.replaces and place.pressed_id is not None:
                    slots.give_way(Shown(place.pressed_id, place.pressed_form))
                before = len(slots.shown)
                await self._show_message(message, reply.display or Display.AUTO, place, slots)
                if reply.tidies:
                    await self._tidying.note(message, place, slots.ids[before:])
            if reply.messages:
                await self._remove(place, slots.left)
            for line in reply.closes:
                await self._polls.close(line, place)
        except Forbidden as error:
            _nobody_reads(error, place)
        if place.callback_id is not None:  # last, so that an apology can still be its answer
            await self._answer_press(place.callback_id, reply.toast, slots)
        return slots.ids

    async def _whisper(self, reply: Reply, place: Place) -> tuple[int, ...]:
        """Show a reply to who asked alone; such messages have no numbers and are never edited."""
        slots = Slots([], unnoted)
        try:
            for message in reply.messages:
                covers = message.replaces and place.callback_id is not None
                alone = replace(place, receiver_id=place.asker_id, covers=covers)
                await self._show_message(message, reply.display or Display.AUTO, alone, slots)
        except Forbidden as error:
            _nobody_reads(error, place)
        if place.callback_id is not None:
            await self._answer_press(place.callback_id, reply.toast, slots)
        return ()

    async def _answer_press(self, callback_id: str, toast: str | None, slots: Slots) -> None:
        said = {"callback_query_id": callback_id}
        if toast:
            said["text"] = toast[:TOAST_CHARACTERS]
        try:
            await call(self._bot, "answerCallbackQuery", Prepared(None, to_json(said)))
        except BadRequest as error:  # too old: the spinner has gone away by itself
            log.info("press not answered", reason=error.message)
        except TelegramError:
            await slots.note(slots.ids)  # the next try is about the press alone
            raise

    async def _show_message(
        self, message: Message, display: Display, place: Place, slots: Slots
    ) -> None:
        """Show a message in the lightest form that is faithful and taken.

        Args:
            message: what to show.
            display: how formulas are shown here.
            place: where it belongs.
            slots: where its pages go.
        """
        if message.poll:
            if message.document:
                await self._show_message(replace(message, poll=None), display, place, slots)
            old = await slots.next()
            if old and await self._polls.is_shown(message.poll, place, old.message_id):
                slots.shown.append(slots.left.pop(0))  # by an earlier try
            else:
                slots.shown.append(Shown(await self._polls.show(message.poll, place)))
            return
        me = self._me
        if message.attachment:
            await self._put_all(attachment_pages(message.attachment, message, me), place, slots)
            return
        if message.asks:
            await self._put_all(asking_pages(message, message.asks, me, place), place, slots)
            return
        form = form_of(message.document, display)
        try:
            if form is Form.RICH and self._knows_rich:
                await self._put_all(rich_pages(message, me, self._way_out), place, slots)
                return
            if form is Form.PICTURE and self._pictures:
                await self._put_pictures(message, theme_of(display), place, slots)
                return
        except (BadRequest, EndPointNotFound, PictureError) as refusal:
            self._learn(form, refusal)
        await self._put_all(html_pages(message, me), place, slots)

    def make_ready(self, message: Message) -> None:
        """Make the pages of a message that somebody may ask for, as most people are shown them."""
        if self._knows_rich and form_of(message.document, Display.AUTO) is Form.RICH:
            rich_pages(message, self._me, self._way_out)
        else:
            html_pages(message, self._me)

    @cached_property
    def _me(self) -> str:
        return self._bot.username

    @property
    def _way_out(self) -> Display:
        """What is offered to whom a rich message cannot be shown."""
        return Display.PICTURE if self._pictures else Display.TEXT

    def _learn(self, form: Form, refusal: Exception) -> None:
        """Note why a form was refused; a server without rich messages is not asked again."""
        log.warning("shown as text", refused=form.value, reason=str(refusal))
        if form is Form.RICH and (
            isinstance(refusal, EndPointNotFound) or _UNKNOWN_METHOD.search(str(refusal))
        ):
            self._knows_rich = False

    async def _put_pictures(
        self, message: Message, theme: Theme, place: Place, slots: Slots
    ) -> None:
        """Show a message as pictures, by name where Telegram has them already."""
        pictures, me = self._pictures, self._me
        if pictures is None:
            raise PictureError("no pictures can be made")
        card = compose(tuple(it for it in message.document if not is_aside(it)), theme)
        known = await pictures.find(card.digest, self._bot.id)
        if known:
            try:
                await self._put_all(picture_pages(message, me, known), place, slots)
            except BadRequest as error:
                log.info("picture not known any more", reason=error.message)
                await pictures.forget(card.digest, self._bot.id)
            else:
                return
        made = await asyncio.to_thread(typeset, card)
        shown = await self._put_all(picture_pages(message, me, made), place, slots)
        files = tuple(page.file_id for page in shown if page.file_id)
        if len(files) == len(shown):
            await pictures.remember(card.digest, self._bot.id, files)

    async def _put_all(self, pages: Sequence[Page], place: Place, slots: Slots) -> list[Shown]:
        """Show pages; after a refusal the places of those before are left for another form."""
        before = len(slots.shown)
        for page in pages:
            try:
                await self._put(page, place, slots)
            except (BadRequest, EndPointNotFound):
                slots.empty(before)
                raise
        return slots.shown[before:]

    async def _put(self, page: Page, place: Place, slots: Slots) -> None:
        """Show a page in the place of the first message left, else below; that one goes then."""
        old = await slots.next()
        editable = old is not None and page.fits_over(old.form)
        shown = await self._edit(page, place, old) if old and editable else None
        if shown is None:
            shown = await page.send(self._bot, place)
            if old and (not editable or old.form is None):
                await self._remove(place, [old])
        del slots.left[:1]
        slots.shown.append(shown)

    async def _edit(self, page: Page, place: Place, old: Shown) -> Shown | None:
        try:
            return await page.edit(self._bot, place, old.message_id)
        except BadRequest as error:
            if "not modified" in error.message:
                return old
            log.info("message not edited, sent anew", reason=error.message)
            return None

    async def _remove(self, place: Place, messages: Sequence[Shown]) -> None:
        for message in messages:
            try:
                await self._bot.delete_message(place.chat_id, message.message_id)
            except BadRequest as error:  # older than 48 hours, or gone
                log.info("message not removed", reason=error.message)


def _nobody_reads(error: Forbidden, place: Place) -> None:
    """Note that nobody is there to read: the bot is blocked, or removed from the chat.

    Raises:
        Forbidden: it is a person who has never written to the bot, and may yet.
    """
    if lack_behind(error):
        raise error
    log.info("cannot write here", chat=place.chat_id, reason=error.message)
