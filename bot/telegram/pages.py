"""A message of a reply as what Telegram shows: pages of HTML, of rich messages, or pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import telegram
from telegram import ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode

from bot.conversation.message import Asks, Attachment, AttachmentKind, Message
from bot.rendering import telegram_html, telegram_rich
from bot.rendering.display import Display, Form
from bot.rendering.document import Document, Footer, Heading, Paragraph, is_aside
from bot.rendering.recent import Recent
from bot.telegram.asking import marked
from bot.telegram.incoming import Place
from bot.telegram.keyboards import keyboard

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
# python-telegram-bot 22.8 has no rich messages (its issue 5261), and warns of the name of a method
# that it has; Telegram reads the names of methods in any case.
_EDIT: Final = "EditMessageText"
_SEND: Final = "sendRichMessage"
_PICTURE: Final = "answer.png"


@dataclass(frozen=True)
class Shown:
    """A message as it stands in the chat.

    Args:
        message_id: its number.
        form: what it is; None where that is not known.
        file_id: the name under which Telegram keeps the picture or file in it.
    """

    message_id: int
    form: Form | None = None
    file_id: str | None = None


class Page(Protocol):
    """One message of Telegram's."""

    def fits_over(self, form: Form | None) -> bool:
        """Tell whether an edit can make this page of a message of that form."""
        ...

    async def send(self, bot: telegram.Bot, place: Place) -> Shown:
        """Send the page."""
        ...

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> Shown:
        """Put the page in the place of a message."""
        ...


@dataclass(frozen=True)
class HtmlPage:
    """A message that every client shows."""

    html: str
    keyboard: InlineKeyboardMarkup | ForceReply | None = None

    def fits_over(self, form: Form | None) -> bool:
        return form is not Form.PICTURE and not isinstance(self.keyboard, ForceReply)

    async def send(self, bot: telegram.Bot, place: Place) -> Shown:
        sent = await bot.send_message(
            place.chat_id,
            self.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            message_thread_id=place.thread_id,
            reply_parameters=_quoted(place),
            reply_markup=self.keyboard,
            api_kwargs=_only_for(place),
        )
        return Shown(sent.message_id, Form.TEXT)

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> Shown:
        await bot.edit_message_text(
            self.html,
            place.chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=None if isinstance(self.keyboard, ForceReply) else self.keyboard,
        )
        return Shown(message_id, Form.TEXT)


@dataclass(frozen=True)
class RichPage:
    """A message with typeset formulas and real tables, for servers and clients that know them."""

    rich_message: Mapping[str, Any]
    keyboard: InlineKeyboardMarkup | None = None

    def fits_over(self, form: Form | None) -> bool:
        return form is not Form.PICTURE

    async def send(self, bot: telegram.Bot, place: Place) -> Shown:
        parameters = {
            "chat_id": place.chat_id,
            "rich_message": self.rich_message,
            "message_thread_id": place.thread_id,
            "reply_parameters": _quoted(place),
            "reply_markup": self.keyboard,
            **_only_for(place),
        }
        sent = await bot.do_api_request(_SEND, api_kwargs=_given(parameters))
        return Shown(int(sent["message_id"]), Form.RICH)

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> Shown:
        parameters = {
            "chat_id": place.chat_id,
            "message_id": message_id,
            "rich_message": self.rich_message,
            "reply_markup": self.keyboard,
        }
        await bot.do_api_request(_EDIT, api_kwargs=_given(parameters))
        return Shown(message_id, Form.RICH)


@dataclass(frozen=True)
class MediaPage:
    """A picture or a file, with a caption in HTML.

    Args:
        media: its bytes, or the id under which Telegram keeps it.
        name: the name of the file.
        kind: whether it is shown as a picture.
        caption: what is said of it.
        keyboard: what can be pressed below it.
    """

    media: bytes | str
    name: str
    kind: AttachmentKind = AttachmentKind.PICTURE
    caption: str | None = None
    keyboard: InlineKeyboardMarkup | None = None

    def fits_over(self, form: Form | None) -> bool:
        return form is not Form.RICH

    async def send(self, bot: telegram.Bot, place: Place) -> Shown:
        picture = self.kind is AttachmentKind.PICTURE
        send = bot.send_photo if picture else bot.send_document
        sent = await send(
            place.chat_id,
            self.media,
            caption=self.caption,
            parse_mode=ParseMode.HTML,
            filename=self.name,
            message_thread_id=place.thread_id,
            reply_parameters=_quoted(place),
            reply_markup=self.keyboard,
            api_kwargs=_only_for(place),
        )
        return _with_media(sent)

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> Shown:
        picture = self.kind is AttachmentKind.PICTURE
        as_media = telegram.InputMediaPhoto if picture else telegram.InputMediaDocument
        media = as_media(
            self.media, caption=self.caption, parse_mode=ParseMode.HTML, filename=self.name
        )
        edited = await bot.edit_message_media(
            media, place.chat_id, message_id, reply_markup=self.keyboard
        )
        if not isinstance(edited, telegram.Message):
            return Shown(message_id, Form.PICTURE)
        return _with_media(edited)


def _with_media(message: telegram.Message) -> Shown:
    file_id = message.photo[-1].file_id if message.photo else None
    return Shown(message.message_id, Form.PICTURE, file_id)


_HTML: Final[Recent[list[Page]]] = Recent(most=400)
_RICH: Final[Recent[list[Page]]] = Recent(most=400)


def html_pages(message: Message, me: str) -> list[Page]:
    """Return the message in HTML, its buttons below the last page."""
    return _HTML.get(message, (me,), lambda: _html_pages(message, me))


def _html_pages(message: Message, me: str) -> list[Page]:
    *first, last = telegram_html.render(message.document)
    return [*map(HtmlPage, first), HtmlPage(last, keyboard(message.buttons, message.links, me))]


def asking_pages(message: Message, asks: Asks, me: str, place: Place) -> list[Page]:
    """Return the message as one that a reply is expected to, and the client prepares that."""
    document = marked(message.document, asks, me, place.asker_id)
    *first, last = telegram_html.render(document)
    return [*map(HtmlPage, first), HtmlPage(last, ForceReply(selective=bool(asks.who)))]


def rich_pages(message: Message, me: str, other: Display) -> list[Page]:
    """Return the message as rich ones.

    Args:
        message: what to show.
        me: the bot's user name.
        other: the way out that is offered to whom the client does not show them.
    """
    return _RICH.get(message, (me, other), lambda: _rich_pages(message, me, other))


def _rich_pages(message: Message, me: str, other: Display) -> list[Page]:
    *first, last = telegram_rich.render(message.document)
    again = message.again.shown_as(other) if message.again else None
    below = keyboard(message.buttons, message.links, me, again)
    return [*map(RichPage, first), RichPage(last, below)]


def picture_pages(message: Message, me: str, pictures: Sequence[bytes | str]) -> list[Page]:
    """Return the pictures that show a message, what stands beside them below the last one.

    Args:
        message: what they show.
        me: the bot's user name.
        pictures: their bytes, or the ids under which Telegram keeps them.
    """
    *first, last = pictures
    again = message.again.shown_as(Display.TEXT) if message.again else None
    below = keyboard(message.buttons, message.links, me, again)
    return [
        *(MediaPage(picture, _PICTURE) for picture in first),
        MediaPage(last, _PICTURE, caption=_caption(message.document), keyboard=below),
    ]


def _caption(document: Document) -> str | None:
    """What stands below a picture: asides, the title, and book pages, whose links work there."""
    opening = next((block for block in document if not is_aside(block)), None)
    title = opening if isinstance(opening, Paragraph | Heading) else None
    short = tuple(block for block in document if is_aside(block) or block is title)
    long = tuple(block for block in document if block in short or isinstance(block, Footer))
    captions = map(telegram_html.caption, (long, short))
    return next((caption for caption in captions if caption), None)


def attachment_pages(attachment: Attachment, message: Message, me: str) -> list[Page]:
    """Return the attachment of a message, and what it says as the caption or, if long, below."""
    caption = telegram_html.caption(message.document)
    media, name, kind = attachment.content, attachment.name, attachment.kind
    if caption is None:
        return [MediaPage(media, name, kind), *html_pages(message, me)]
    below = keyboard(message.buttons, message.links, me)
    return [MediaPage(media, name, kind, caption, below)]


def _quoted(place: Place) -> ReplyParameters | None:
    """Point at the question where others talk, too."""
    if place.question_id is None or not place.quote:
        return None
    return ReplyParameters(place.question_id, allow_sending_without_reply=True)


def _only_for(place: Place) -> dict[str, Any]:
    """Return what makes a message visible to one member of a group alone (Bot API 10.3)."""
    if place.receiver_id is None:
        return {}
    parameters: dict[str, Any] = {"receiver_user_id": place.receiver_id}
    if place.callback_id is not None:
        parameters["callback_query_id"] = place.callback_id
        parameters["replace_callback_query_message"] = place.covers
    return {"ephemeral_message_parameters": parameters}


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if value is not None}
