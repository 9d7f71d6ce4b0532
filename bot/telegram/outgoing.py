"""From a reply to Telegram's messages: sent, shown in place of others, or edited."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import structlog
import telegram
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError

from bot.conversation.message import Message, Reply
from bot.rendering.display import Display, calls_for_rich
from bot.telegram.incoming import Place
from bot.telegram.pages import HtmlPage, Page, attachment_pages, html_pages, rich_pages
from bot.telegram.polls import Polls

log = structlog.get_logger(__name__)

TOAST_CHARACTERS: Final = 200
_UNKNOWN_METHOD: Final = re.compile(
    r"unknown method|method (is )?(not found|not supported|unknown)", re.IGNORECASE
)


class _RichRefusal(Exception):  # noqa: N818  no error: the message goes out as HTML
    """Telegram knows no rich messages, or does not take this one."""


class Outgoing:
    """Shows replies in Telegram, and remembers whether this server knows rich messages.

    Args:
        bot: the bot that shows them.
        polls: shows those that a reply holds.
    """

    def __init__(self, bot: telegram.Bot, polls: Polls) -> None:
        self._bot = bot
        self._polls = polls
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
        shown: list[int] = []
        left = list(former)
        try:
            for message in reply.messages:
                if message.replaces and place.pressed_id is not None:
                    left.insert(0, place.pressed_id)
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
        return tuple(shown)

    async def _answer_press(self, callback_id: str, toast: str | None) -> None:
        try:
            text = toast[:TOAST_CHARACTERS] if toast else None
            await self._bot.answer_callback_query(callback_id, text=text)
        except TelegramError as error:  # too old, or unlucky: the spinner goes away by itself
            log.info("press not answered", reason=error.message)

    async def _show_message(
        self, message: Message, display: Display, place: Place, left: list[int]
    ) -> list[int]:
        """Show a message in the lightest form that is faithful and taken.

        Args:
            message: what to show.
            display: how formulas are shown here.
            place: where it belongs.
            left: the messages whose places may be taken, in order; those taken are removed.

        Returns:
            The ids of its pages.
        """
        if message.poll:
            above = replace(message, poll=None)
            shown = await self._show_message(above, display, place, left) if above.document else []
            return [*shown, await self._polls.show(message.poll, place)]
        if message.attachment:  # no message becomes a file by an edit; what it replaces is removed
            pages = attachment_pages(message.attachment, message, self._bot.username)
            return [await page.send(self._bot, place) for page in pages]
        if self._knows_rich and calls_for_rich(message.document, display):
            try:
                return await self._put_all(rich_pages(message, self._bot.username), place, left)
            except _RichRefusal as refusal:
                log.warning("rich message refused, shown as text", reason=str(refusal))
        return await self._put_all(html_pages(message, self._bot.username), place, left)

    async def _put_all(self, pages: Sequence[Page], place: Place, left: list[int]) -> list[int]:
        """Show pages; after a refusal the places of those before are left for another form."""
        shown: list[int] = []
        for page in pages:
            try:
                shown.append(await self._put(page, place, left[0] if left else None))
            except _RichRefusal:
                left[:0] = shown
                raise
            del left[:1]
        return shown

    async def _put(self, page: Page, place: Place, old: int | None) -> int:
        """Show a page in place of an old message if there is one, else below; return its id."""
        if old is not None and await self._edit(page, place, old):
            return old
        return await self._send(page, place)

    async def _edit(self, page: Page, place: Place, message_id: int) -> bool:
        try:
            await page.edit(self._bot, place, message_id)
        except BadRequest as error:
            if "not modified" in error.message:
                return True
            log.info("message not edited, sent anew", reason=error.message)
            return False
        return True

    async def _send(self, page: Page, place: Place) -> int:
        try:
            return await page.send(self._bot, place)
        except (BadRequest, EndPointNotFound) as error:
            if isinstance(page, HtmlPage):
                raise
            if isinstance(error, EndPointNotFound) or _UNKNOWN_METHOD.search(error.message):
                self._knows_rich = False
            raise _RichRefusal(error.message) from error

    async def _remove(self, place: Place, messages: Sequence[int]) -> None:
        for message_id in messages:
            try:
                await self._bot.delete_message(place.chat_id, message_id)
            except BadRequest as error:  # older than 48 hours, or gone
                log.info("message not removed", reason=error.message)
