"""Calls of the Bot API whose parameters are JSON already.

What every answer needs goes this way: python-telegram-bot takes each parameter apart at each call,
and makes an object of each message that Telegram returns, of which only the number is read here
(docs/decisions/transport.md).
"""

from typing import Any, NamedTuple, cast

import telegram
from pydantic_core import to_json
from telegram.request import BaseRequest, RequestData


class Prepared(NamedTuple):
    """The parameters of a call, in the place of python-telegram-bot's ``RequestData``.

    Args:
        chat_id: the chat that it is about, None where it is about none.
        body: all parameters as a JSON object, ``chat_id`` among them.
    """

    chat_id: int | None
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


async def call(
    bot: telegram.Bot,
    method: str,
    parameters: Prepared,
    request: BaseRequest | None = None,
    seconds: float | None = None,
) -> Any:
    """Call a method of the Bot API; return the result as it came.

    Args:
        bot: who calls it.
        method: its name.
        parameters: what it is given.
        request: what makes the request, if not what makes all requests of the bot.
        seconds: after which there is to be an answer, if they are others than usual.

    Raises:
        TelegramError: as the methods of ``bot`` do.
    """
    data = cast("RequestData", parameters)  # what the transport knows, and nobody else looks at
    timeout = BaseRequest.DEFAULT_NONE if seconds is None else seconds
    request = request or bot.request
    return await request.post(f"{bot.base_url}/{method}", data, read_timeout=timeout)
