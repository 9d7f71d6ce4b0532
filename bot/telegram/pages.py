"""A message of a reply as what Telegram shows: pages of HTML, of rich messages, or pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

import telegram
from pydantic_core import to_json
from telegram import ForceReply, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import EndPointNotFound, InvalidToken

from bot.conversation.message import Asks, Attachment, AttachmentKind, Message
from bot.rendering import telegram_html, telegram_rich
from bot.rendering.display import Display, Form
from bot.rendering.document import Document, Footer, Heading, Paragraph, is_aside
from bot.rendering.recent import Recent
from bot.telegram.asking import marked
from bot.telegram.calls import Prepared, call, prepared
from bot.telegram.keyboards import Keyboard, keyboard, markup
from bot.telegram.places import Place

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_NO_PREVIEW: Final = NO_PREVIEW.to_dict()
_SEND: Final = {Form.TEXT: "sendMessage", Form.RICH: "sendRichMessage"}
_EDIT: Final = "editMessageText"
_PICTURE: Final = "answer.png"


class Shown(NamedTuple):
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
class TextPage:
    """A message of text with its buttons, ready to be sent.

    Args:
        form: what it is: text, which every client shows, or rich, with typeset formulas and real
            tables, for servers and clients that know it.
        said: the parameters of the call that are the same wherever it is shown, as JSON.
        editable: whether a message can become it by an edit.
    """

    form: Form
    said: bytes
    editable: bool = True

    def fits_over(self, form: Form | None) -> bool:
        return form is not Form.PICTURE and self.editable

    async def send(self, bot: telegram.Bot, place: Place) -> Shown:
        own = {"message_thread_id": place.thread_id, **_addressed(place)}
        sent = await self._call(bot, _SEND[self.form], prepared(place.chat_id, self.said, own))
        return Shown(sent["message_id"], self.form)

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> Shown:
        own = {"message_id": message_id}
        await self._call(bot, _EDIT, prepared(place.chat_id, self.said, own))
        return Shown(message_id, self.form)

    async def _call(self, bot: telegram.Bot, method: str, parameters: Prepared) -> Any:
        try:
            return await call(bot, method, parameters)
        except InvalidToken as error:  # what python-telegram-bot calls every 404
            if self.form is Form.RICH:
                raise EndPointNotFound(error.message) from None
            raise


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
    keyboard: Keyboard | None = None

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
            reply_markup=markup(self.keyboard),
            api_kwargs=_addressed(place),
        )
        return _with_media(sent)

    async def edit(self, bot: telegram.Bot, place: Place, message_id: int) -> Shown:
        picture = self.kind is AttachmentKind.PICTURE
        as_media = telegram.InputMediaPhoto if picture else telegram.InputMediaDocument
        media = as_media(
            self.media, caption=self.caption, parse_mode=ParseMode.HTML, filename=self.name
        )
        edited = await bot.edit_message_media(
            media, place.chat_id, message_id, reply_markup=markup(self.keyboard)
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
    return [*map(_html, first), _html(last, keyboard(message.buttons, message.links, me))]


def _html(html: str, below: Keyboard | None = None, *, editable: bool = True) -> Page:
    said = {
        "text": html,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW,
        **_with(below),
    }
    return TextPage(Form.TEXT, to_json(said), editable)


def asking_pages(message: Message, asks: Asks, me: str, place: Place) -> list[Page]:
    """Return the message as one that a reply is expected to, and the client prepares that."""
    document = marked(message.document, asks, me, place.asker_id)
    *first, last = telegram_html.render(document)
    waits = ForceReply(selective=bool(asks.who)).to_dict()
    return [*map(_html, first), _html(last, waits, editable=False)]


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
    return [*map(_rich, first), _rich(last, below)]


def _rich(rich_message: Mapping[str, Any], below: Keyboard | None = None) -> Page:
    return TextPage(Form.RICH, to_json({"rich_message": rich_message, **_with(below)}))


def _with(below: Keyboard | None) -> dict[str, Any]:
    return {"reply_markup": below} if below else {}


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
    captions = map(telegram_html.caption, (long, short, tuple(filter(is_aside, document))))
    return next((caption for caption in captions if caption), None)


def attachment_pages(attachment: Attachment, message: Message, me: str) -> list[Page]:
    """Return the attachment of a message, and what it says as the caption or, if long, below."""
    caption = telegram_html.caption(message.document)
    media, name, kind = attachment.content, attachment.name, attachment.kind
    if caption is None:
        return [MediaPage(media, name, kind), *html_pages(message, me)]
    below = keyboard(message.buttons, message.links, me)
    return [MediaPage(media, name, kind, caption, below)]


def _addressed(place: Place) -> dict[str, Any]:
    """Return what a message answers, and who alone sees it."""
    parameters: dict[str, Any] = {}
    if place.question_id is not None and place.quote:  # where others talk, too
        parameters["reply_parameters"] = {
            "message_id": place.question_id,
            "allow_sending_without_reply": True,
        }
    if place.receiver_id is not None:  # Bot API 10.3
        only: dict[str, Any] = {"receiver_user_id": place.receiver_id}
        if place.callback_id is not None:
            only["callback_query_id"] = place.callback_id
            only["replace_callback_query_message"] = place.covers
        parameters["ephemeral_message_parameters"] = only
    return parameters
