"""Calls of the Bot API whose parameters are JSON already.

What every answer needs goes this way: python-telegram-bot takes each parameter apart at each call,
and makes an object of each message that Telegram returns, of which only the number is read here
(docs/decisions/transport.md).
"""

from dataclasses import dataclass
from typing import Any, cast

import telegram
from pydantic_core import to_json
from telegram.request import RequestData


@dataclass(frozen=True, slots=True)
class Prepared:
    """The parameters of a call, in the place of python-telegram-bot's ``RequestData``.

    Args:
        chat_id: the chat that it is about.
        body: all parameters as a JSON object, ``chat_id`` among them.
    """

    chat_id: int
    body: bytes


def prepared(chat_id: int, fixed: bytes, own: dict[str, Any]) -> Prepared:
    """Return the parameters of a call.

    Args:
        chat_id: the chat that it is about.
        fixed: those that are the same in any chat, as a JSON object that is not empty.
        own: those of this call; those that are None are left out.
    """
    given = {name: value for name, value in own.items() if value is not None}
    front = to_json({"chat_id": chat_id, **given})
    return Prepared(chat_id, b"%b,%b" % (front[:-1], fixed[1:]))


async def call(bot: telegram.Bot, method: str, parameters: Prepared) -> Any:
    """Call a method of the Bot API; return the result as it came.

    Raises:
        TelegramError: as the methods of ``bot`` do.
    """
    data = cast("RequestData", parameters)  # what the transport knows, and nobody else looks at
    return await bot.request.post(f"{bot.base_url}/{method}", data)
