"""From a reply to Telegram's messages: sent, shown in place of others, or edited."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import structlog
import telegram
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError

from bot.conversation.message import Message, Reply
from bot.rendering.display import Display, Form, form_of
from bot.rendering.document import is_aside
from bot.rendering.picture import PictureError, Theme, compose, typeset
from bot.storage.pictures import PictureStore
from bot.telegram.incoming import Place
from bot.telegram.pages import (
    Page,
    Shown,
    attachment_pages,
    html_pages,
    picture_pages,
    rich_pages,
)
from bot.telegram.polls import Polls

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
    """

    def __init__(self, bot: telegram.Bot, polls: Polls, pictures: PictureStore | None) -> None:
        self._bot = bot
        self._polls = polls
        self._pictures = pictures
        self._knows_rich = True

    async def show(self, reply: Reply, place: Place, former: Sequence[int] = ()) -> tuple[int, ...]:
        """Show a reply.

        Args:
            reply: what to show.
            place: where it belongs.
            former: the messages that answered this question before it was edited; they are
                edited to the new answer, and removed where it is shorter.

        Returns:
            The ids of the messages that now hold the reply, in order.
        """
        shown: list[Shown] = []
        left = [Shown(message_id) for message_id in former]
        try:
            for message in reply.messages:
                if message.replaces and place.pressed_id is not None:
                    left.insert(0, Shown(place.pressed_id, place.pressed_form))
                display = reply.display or Display.AUTO
                shown += await self._show_message(message, display, place, left)
            if reply.messages:
                await self._remove(place, left)
            for line in reply.closes:
                await self._polls.close(line, place)
        except Forbidden as error:  # blocked, or removed from the chat: nobody is there to read
            log.info("cannot write here", chat=place.chat_id, reason=error.message)
        if place.callback_id is not None:  # last, so that an apology can still be its answer
            await self._answer_press(place.callback_id, reply.toast)
        return tuple(message.message_id for message in shown)

    async def _answer_press(self, callback_id: str, toast: str | None) -> None:
        try:
            text = toast[:TOAST_CHARACTERS] if toast else None
            await self._bot.answer_callback_query(callback_id, text=text)
        except TelegramError as error:  # too old, or unlucky: the spinner goes away by itself
            log.info("press not answered", reason=error.message)

    async def _show_message(
        self, message: Message, display: Display, place: Place, left: list[Shown]
    ) -> list[Shown]:
        """Show a message in the lightest form that is faithful and taken.

        Args:
            message: what to show.
            display: how formulas are shown here.
            place: where it belongs.
            left: the messages whose places may be taken, in order; those taken are removed.

        Returns:
            Its pages.
        """
        if message.poll:
            above = replace(message, poll=None)
            shown = await self._show_message(above, display, place, left) if above.document else []
            return [*shown, Shown(await self._polls.show(message.poll, place))]
        me = self._bot.username
        if message.attachment:
            return await self._put_all(
                attachment_pages(message.attachment, message, me), place, left
            )
        form = form_of(message.document, display)
        try:
            if form is Form.RICH and self._knows_rich:
                other = Display.PICTURE if self._pictures else Display.TEXT
                return await self._put_all(rich_pages(message, me, other), place, left)
            if form is Form.PICTURE and self._pictures:
                return await self._put_pictures(message, _theme(display), place, left)
        except (BadRequest, EndPointNotFound, PictureError) as refusal:
            self._learn(form, refusal)
        return await self._put_all(html_pages(message, me), place, left)

    def _learn(self, form: Form, refusal: Exception) -> None:
        """Note why a form was refused; a server without rich messages is not asked again."""
        log.warning("shown as text", refused=form.value, reason=str(refusal))
        if form is Form.RICH and (
            isinstance(refusal, EndPointNotFound) or _UNKNOWN_METHOD.search(str(refusal))
        ):
            self._knows_rich = False

    async def _put_pictures(
        self, message: Message, theme: Theme, place: Place, left: list[Shown]
    ) -> list[Shown]:
        """Show a message as pictures, by name where Telegram has them already."""
        pictures, me = self._pictures, self._bot.username
        if pictures is None:
            raise PictureError("no pictures can be made")
        card = compose(tuple(it for it in message.document if not is_aside(it)), theme)
        known = await pictures.find(card.digest, self._bot.id)
        if known:
            try:
                return await self._put_all(picture_pages(message, me, known), place, left)
            except BadRequest as error:
                log.info("picture not known any more", reason=error.message)
                await pictures.forget(card.digest, self._bot.id)
        made = await asyncio.to_thread(typeset, card)
        shown = await self._put_all(picture_pages(message, me, made), place, left)
        files = tuple(page.file_id for page in shown if page.file_id)
        if len(files) == len(shown):
            await pictures.remember(card.digest, self._bot.id, files)
        return shown

    async def _put_all(self, pages: Sequence[Page], place: Place, left: list[Shown]) -> list[Shown]:
        """Show pages; after a refusal the places of those before are left for another form."""
        shown: list[Shown] = []
        for page in pages:
            try:
                shown.append(await self._put(page, place, left))
            except (BadRequest, EndPointNotFound):
                left[:0] = shown
                raise
        return shown

    async def _put(self, page: Page, place: Place, left: list[Shown]) -> Shown:
        """Show a page in the place of the first message left, else below; that one goes then."""
        old = left[0] if left else None
        editable = old is not None and page.fits_over(old.form)
        shown = await self._edit(page, place, old) if old and editable else None
        if shown is None:
            shown = await page.send(self._bot, place)
            if old and (not editable or old.form is None):
                await self._remove(place, [old])
        del left[:1]
        return shown

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


def _theme(display: Display) -> Theme:
    return Theme.DARK if display is Display.DARK else Theme.LIGHT
