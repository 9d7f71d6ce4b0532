"""A message of a reply as what Telegram shows: pages of HTML, or of rich messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import telegram
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode

from bot.conversation.message import Attachment, AttachmentKind, Message
from bot.rendering import telegram_html, telegram_rich
from bot.telegram.incoming import Place
from bot.telegram.keyboards import keyboard

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
# python-telegram-bot 22.8 has no rich messages (its issue 5261), and warns of the name of a method
# that it has; Telegram reads the names of methods in any case.
_EDIT: Final = "EditMessageText"
_SEND: Final = "sendRichMessage"


@dataclass(frozen=True)
class HtmlPage:
    """A message that every client shows."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None

    async def send(self, bot: telegram.Bot, place: Place) -> int:
        """Send the page; return the id of the message."""
        sent = await bot.send_message(
            place.chat_id,
            self.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            message_thread_id=place.thread_id,
            reply_parameters=_quoted(place),
            reply_markup=self.keyboard,
        )
        return sent.message_id

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> None:
        """Put the page in the place of a message, whatever form that had."""
        await bot.edit_message_text(
            self.html,
            place.chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=self.keyboard,
        )


@dataclass(frozen=True)
class RichPage:
    """A message with typeset formulas and real tables, for servers and clients that know them."""

    rich_message: Mapping[str, Any]
    keyboard: InlineKeyboardMarkup | None = None

    async def send(self, bot: telegram.Bot, place: Place) -> int:
        """Send the page; return the id of the message."""
        parameters = {
            "chat_id": place.chat_id,
            "rich_message": self.rich_message,
            "message_thread_id": place.thread_id,
            "reply_parameters": _quoted(place),
            "reply_markup": self.keyboard,
        }
        sent = await bot.do_api_request(_SEND, api_kwargs=_given(parameters))
        return int(sent["message_id"])

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> None:
        """Put the page in the place of a message, whatever form that had."""
        parameters = {
            "chat_id": place.chat_id,
            "message_id": message_id,
            "rich_message": self.rich_message,
            "reply_markup": self.keyboard,
        }
        await bot.do_api_request(_EDIT, api_kwargs=_given(parameters))


@dataclass(frozen=True)
class AttachmentPage:
    """A picture or a file, with a caption in HTML."""

    attachment: Attachment
    caption: str | None = None
    keyboard: InlineKeyboardMarkup | None = None

    async def send(self, bot: telegram.Bot, place: Place) -> int:
        """Send the page; return the id of the message."""
        picture = self.attachment.kind is AttachmentKind.PICTURE
        send = bot.send_photo if picture else bot.send_document
        sent = await send(
            place.chat_id,
            self.attachment.content,
            caption=self.caption,
            parse_mode=ParseMode.HTML,
            filename=self.attachment.name,
            message_thread_id=place.thread_id,
            reply_parameters=_quoted(place),
            reply_markup=self.keyboard,
        )
        return sent.message_id


Page: TypeAlias = HtmlPage | RichPage


def html_pages(message: Message, me: str) -> list[Page]:
    """Return the message in HTML, its buttons below the last page."""
    *first, last = telegram_html.render(message.document)
    return [*map(HtmlPage, first), HtmlPage(last, keyboard(message.buttons, message.links, me))]


def rich_pages(message: Message, me: str) -> list[Page]:
    """Return the message as rich ones, with a way out for whom the client does not show them."""
    *first, last = telegram_rich.render(message.document)
    below = keyboard(message.buttons, message.links, me, message.again)
    return [
        *map(RichPage, first),
        RichPage(last, below),
    ]


def attachment_pages(
    attachment: Attachment, message: Message, me: str
) -> tuple[AttachmentPage, *tuple[Page, ...]]:
    """Return the attachment of a message, and what it says as the caption or, if long, below."""
    caption = telegram_html.caption(message.document)
    if caption is None:
        return (AttachmentPage(attachment), *html_pages(message, me))
    return (AttachmentPage(attachment, caption, keyboard(message.buttons, message.links, me)),)


def _quoted(place: Place) -> ReplyParameters | None:
    """Point at the question where others talk, too."""
    if place.question_id is None or not place.quote:
        return None
    return ReplyParameters(place.question_id, allow_sending_without_reply=True)


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if value is not None}
