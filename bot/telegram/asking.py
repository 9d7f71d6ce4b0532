"""A message that asks for words, and the reply to it.

Telegram tells a bot which of its messages is replied to, with the links in it. So the line that the
reply says is a link at the beginning of the message: nothing has to be kept, and a reply to another
message is never taken for one to this. Who follows the link is asked again in private.
"""

from typing import Final

import telegram
from telegram import MessageEntity

from bot.conversation.message import Asks
from bot.rendering.document import Anchor, Document, Inline, Paragraph, Text

SIGN: Final = "✍️"
_HOME: Final = "https://t.me"


def marked(document: Document, asks: Asks, me: str, asker_id: int | None) -> Document:
    """Return what a message says with the link, and the name of who is asked, in front.

    Args:
        document: what it says; it begins with a paragraph.
        asks: what a reply says.
        me: the bot's user name.
        asker_id: who is asked; a mention makes the client open the reply for them alone.
    """
    start = asks.line.removeprefix("/").replace(" ", "_")
    front: tuple[Inline, ...] = (Anchor((Text(SIGN),), f"{_address(me)}{start}"), Text(" "))
    if asks.who and asker_id is not None:
        named = Anchor((Text(asks.who),), f"tg://user?id={asker_id}")
        front += (named, Text(" · "))
    first, *rest = document
    parts = first.parts if isinstance(first, Paragraph) else ()
    return (Paragraph((*front, *parts)), *rest)


def line_asked(message: telegram.Message | None, me: telegram.User) -> str | None:
    """Return the line that a reply to a message says, None if the message asks for nothing."""
    if message is None or message.from_user != me or not message.entities:
        return None
    first, address = message.entities[0], _address(me.username or "")
    if first.type != MessageEntity.TEXT_LINK or first.offset or not first.url:
        return None
    if not first.url.startswith(address):
        return None
    return "/" + first.url.removeprefix(address).replace("_", " ")


def _address(me: str) -> str:
    return f"{_HOME}/{me}?start="
