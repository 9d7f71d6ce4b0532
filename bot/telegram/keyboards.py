"""Buttons below a message: what they say, and where links lead."""

from typing import Any, Final, TypeAlias
from urllib.parse import urlencode

from telegram import InlineKeyboardMarkup

from bot.conversation.message import Button, Buttons, Link, LinkKind

MOST_A_ROW: Final = 3
"""So many short labels are readable side by side on a phone."""

_HOME: Final = "https://t.me"

Keyboard: TypeAlias = dict[str, Any]
"""https://core.telegram.org/bots/api#inlinekeyboardmarkup as it is sent."""


def keyboard(
    buttons: Buttons, links: tuple[Link, ...], me: str, again: Button | None = None
) -> Keyboard | None:
    """Return the buttons by rows; None if there are none.

    Args:
        buttons: what can be said by pressing, by rows.
        links: what leads elsewhere in Telegram; in the last of these rows if there is room.
        me: the bot's user name.
        again: the way out for whom the client does not show the message, in a row of its own.
    """
    rows = [[_button(button) for button in row] for row in buttons]
    if links and not (rows and len(rows[-1]) + len(links) <= MOST_A_ROW):
        rows.append([])
    for link in links:
        rows[-1].append({"text": link.label, "url": address(link, me)})
    if again:
        rows.append([_button(again)])
    return {"inline_keyboard": rows} if rows else None


def _button(button: Button) -> dict[str, str]:
    return {"text": button.label, "callback_data": button.line}


def markup(shown: Keyboard | None) -> InlineKeyboardMarkup | None:
    """Return a keyboard as python-telegram-bot's methods take it."""
    return None if shown is None else InlineKeyboardMarkup.de_json(shown)


def address(link: Link, me: str) -> str:
    """Return where a link leads (https://core.telegram.org/api/links).

    Args:
        link: the link.
        me: the bot's user name.
    """
    private = f"{_HOME}/{me}?{urlencode({'start': link.start})}"
    match link.kind:
        case LinkKind.OPEN:
            return private
        case LinkKind.SHARE:
            return f"{_HOME}/share/url?{urlencode({'url': private})}"
        case LinkKind.GROUP:
            return f"{_HOME}/{me}?{urlencode({'startgroup': link.start})}"
