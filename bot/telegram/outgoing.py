"""From a reply to Telegram's messages: sent, shown in place of others, or edited."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.conversation.message import Buttons, Message, Reply
from bot.rendering import telegram_html
from bot.telegram.incoming import Place

log = structlog.get_logger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TOAST_CHARACTERS = 200


@dataclass(frozen=True)
class _Page:
    """One Telegram message: HTML and, below the last of a reply's pages, its buttons."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


class Outgoing:
    """Shows replies in Telegram."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

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
        if place.callback_id is not None:
            await self._answer_press(place.callback_id, reply.toast)
        shown: list[int] = []
        left = list(former)
        try:
            for message in reply.messages:
                if message.replaces and place.pressed_id is not None:
                    left.insert(0, place.pressed_id)
                for page in _pages(message):
                    old = left.pop(0) if left else None
                    shown.append(await self._put(page, place, old))
            if reply.messages:
                await self._remove(place, left)
        except Forbidden as error:  # blocked, or removed from the chat: nobody is there to read
            log.info("cannot write here", chat=place.chat_id, reason=error.message)
        return tuple(shown)

    async def _answer_press(self, callback_id: str, toast: str | None) -> None:
        try:
            text = toast[:TOAST_CHARACTERS] if toast else None
            await self._bot.answer_callback_query(callback_id, text=text)
        except BadRequest as error:  # too old to be answered: the spinner is gone anyway
            log.info("press not answered", reason=error.message)

    async def _put(self, page: _Page, place: Place, old: int | None) -> int:
        """Show a page in place of an old message if there is one, else below; return its id."""
        if old is not None and await self._edit(page, place, old):
            return old
        return await self._send(page, place)

    async def _edit(self, page: _Page, place: Place, message_id: int) -> bool:
        try:
            await self._bot.edit_message_text(
                page.html,
                place.chat_id,
                message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=page.keyboard,
            )
        except BadRequest as error:
            if "not modified" in error.message:
                return True
            log.info("message not edited, sent anew", reason=error.message)
            return False
        return True

    async def _send(self, page: _Page, place: Place) -> int:
        quoted = place.question_id if place.quote else None
        sent = await self._bot.send_message(
            place.chat_id,
            page.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=place.thread_id,
            reply_parameters=ReplyParameters(quoted, allow_sending_without_reply=True)
            if quoted is not None
            else None,
            reply_markup=page.keyboard,
        )
        return sent.message_id

    async def _remove(self, place: Place, messages: Sequence[int]) -> None:
        for message_id in messages:
            try:
                await self._bot.delete_message(place.chat_id, message_id)
            except BadRequest as error:  # older than 48 hours, or gone
                log.info("message not removed", reason=error.message)


def _pages(message: Message) -> list[_Page]:
    texts = telegram_html.render(message.document)
    return [*map(_Page, texts[:-1]), _Page(texts[-1], _keyboard(message.buttons))]


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.line) for button in row]
            for row in buttons
        ]
    )
