"""Buttons below a message: what they say, and where links lead."""

from typing import Final
from urllib.parse import urlencode

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversation.message import Button, Buttons, Link, LinkKind

MOST_A_ROW: Final = 3
"""So many short labels are readable side by side on a phone."""

_HOME: Final = "https://t.me"


def keyboard(
    buttons: Buttons, links: tuple[Link, ...], me: str, again: Button | None = None
) -> InlineKeyboardMarkup | None:
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
        rows[-1].append(InlineKeyboardButton(link.label, url=address(link, me)))
    if again:
        rows.append([_button(again)])
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.label, callback_data=button.line)


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
