"""Keeps requests to the Bot API within its flood limits, and obeys it when it says "too many".

What was refused with 429 has not arrived and is tried again, after as long as Telegram says and not
for ever. Nothing else is: whoever wanted the request knows what may be said twice.
"""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any, Final

import structlog
from telegram.request import RequestData

from bot.telegram.flood import TELEGRAM, FloodQueue, Limits, Urgency
from bot.telegram.metrics import CALLS, REFUSALS, WAITING
from bot.telegram.transport import AiohttpRequest

log = structlog.get_logger(__name__)

TRIES: Final = 5
LONGEST_PAUSE: Final = 60.0  # seconds; who is told to wait longer decides anew
COUNTED: Final = ("send", "copy", "forward", "editmessage")
UNCOUNTED: Final = ("sendchataction", "sendmessagedraft", "sendrichmessagedraft")

_urgency: ContextVar[Urgency] = ContextVar("urgency", default=Urgency.ANSWER)


@contextmanager
def nobody_waits() -> Iterator[None]:
    """Have what is sent inside give way to answers: it is a daily question, a reminder."""
    token = _urgency.set(Urgency.BROADCAST)
    try:
        yield
    finally:
        _urgency.reset(token)


class PacedRequest(AiohttpRequest):
    """Makes requests in an order and at a pace that Telegram takes.

    Args:
        limits: how much may be sent.
    """

    def __init__(self, limits: Limits = TELEGRAM) -> None:
        super().__init__()
        self._queue: FloodQueue[asyncio.Future[None]] = FloodQueue(limits)
        self._alarm: asyncio.TimerHandle | None = None

    async def shutdown(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        await super().shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,
        **named: Any,
    ) -> tuple[int, bytes]:
        """Make a request when its turn has come.

        The timeouts are those of one try; waiting for the turn has none.

        Raises:
            TelegramError: there is no answer, as ``AiohttpRequest`` does.
        """
        chat = _chat(url, request_data)
        for number in range(TRIES):
            if chat is not None:
                await self._turn(chat, again=number > 0)
            answer = await super().do_request(url, method, request_data, *timeouts, **named)
            CALLS.labels(_endpoint(url), answer[0]).inc()
            pause = _pause(*answer)
            if pause is None:
                break
            REFUSALS.inc()
            log.warning("Telegram asks for patience", seconds=pause, method=_endpoint(url))
            if chat is not None:
                self._queue.refuse(chat, pause, _now())
            if pause > LONGEST_PAUSE:
                break
            if chat is None:
                await asyncio.sleep(pause)
        return answer

    async def _turn(self, chat: int | str, *, again: bool) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._queue.put(turn, chat, _urgency.get(), _now(), again=again)
        self._serve()
        await turn

    def _serve(self) -> None:
        """Give all their turn who may have it, and look again when somebody else may."""
        now = _now()
        while turn := self._queue.take(now):
            if not turn.done():
                turn.set_result(None)
        if self._alarm is not None:
            self._alarm.cancel()
        WAITING.set(len(self._queue))
        at = self._queue.look_at(now)
        loop = asyncio.get_running_loop()
        self._alarm = None if at is None else loop.call_at(at, self._serve)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _endpoint(url: str) -> str:
    return url.rpartition("/")[2]


def _chat(url: str, data: RequestData | None) -> int | str | None:
    """Return the chat of a request that counts as a message, else None."""
    endpoint = _endpoint(url).lower()
    if data is None or not endpoint.startswith(COUNTED) or endpoint in UNCOUNTED:
        return None
    chat = data.parameters.get("chat_id")
    return chat if isinstance(chat, int | str) else None


def _pause(status: int, body: bytes) -> float | None:
    """Return how long Telegram asks to wait, in seconds; None if it does not."""
    if status != HTTPStatus.TOO_MANY_REQUESTS:
        return None
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):  # somebody before Telegram has had enough
        return 1.0
