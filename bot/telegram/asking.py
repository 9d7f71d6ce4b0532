"""A message that asks for words, and the reply to it.

Telegram tells a bot which of its messages is replied to, with the links in it. So the line that the
reply says is a link at the beginning of the message: nothing has to be kept, and a reply to another
message is never taken for one to this. Who follows the link is asked again in private.
"""

from typing import Final

import telegram

from bot.conversation.message import Asks
from bot.rendering.document import Anchor, Document, Inline, Paragraph, Text
from bot.telegram.updates import Message, is_me

SIGN: Final = "✍️"
_HOME: Final = "https://t.me"


def marked(document: Document, asks: Asks, me: str, asker_id: int | None) -> Document:
    """Return what a message says with the link, and the name of who is asked, in front.

    No button to cancel stands below: a message that opens a reply cannot carry one.

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
    after = (Paragraph((Text(asks.unless),)),) if asks.unless else ()
    return (Paragraph((*front, *parts)), *rest, *after)


def with_line_asked(text: str, replied: Message | None, me: telegram.User) -> str:
    """Return what somebody says, behind the line that a reply says if that is what it is.

    Args:
        text: what is said; a command stays one.
        replied: the message that it replies to, if it does.
        me: the bot itself.
    """
    if replied is None or text.startswith("/") or not is_me(replied.get("from"), me):
        return text
    entities, address = replied.get("entities"), _address(me.username or "")
    link = entities[0].get("url", "") if entities and not entities[0]["offset"] else ""
    if not link.startswith(address):
        return text
    line = link.removeprefix(address).replace("_", " ")
    return f"/{line} {text}"


def _address(me: str) -> str:
    return f"{_HOME}/{me}?start="
