"""Keeps requests to the Bot API within its flood limits, and obeys it when it says "too many".

What was refused with 429 has not arrived and is tried again, after as long as Telegram says and not
for ever. Nothing else is: whoever wanted the request knows what may be said twice.
"""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

import structlog
from telegram.error import NetworkError
from telegram.request import RequestData

from bot.telegram.calls import Prepared
from bot.telegram.flood import FloodQueue, Urgency
from bot.telegram.limits import Limits
from bot.telegram.metrics import CALLS, FAILED, REFUSALS, WAITING
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

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._queue: FloodQueue[asyncio.Future[float]] = FloodQueue(limits)
        self._alarm: asyncio.TimerHandle | None = None

    async def shutdown(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        WAITING.value = 0
        await super().shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Prepared | None = None,
        *timeouts: Any,
        **named: Any,
    ) -> tuple[int, bytes]:
        """Make a request when its turn has come.

        The timeouts are those of one try; waiting for the turn has none.

        Raises:
            TelegramError: there is no answer, as ``AiohttpRequest`` does.
        """
        endpoint = _endpoint(url)
        chat = _chat(request_data) if endpoint.counts else None
        for number in range(TRIES):
            sent = await self._admitted(chat, again=number > 0)
            try:
                answer = await super().do_request(url, method, request_data, *timeouts, **named)
            except NetworkError:
                CALLS.add(endpoint.name, FAILED)
                raise
            finally:
                if chat is not None:
                    self._queue.arrived(chat, sent, _now())
            CALLS.add(endpoint.name, str(answer[0]))
            pause = _pause(*answer)
            if pause is None:
                break
            self._refused(endpoint, chat, pause)
            if pause > LONGEST_PAUSE or number + 1 == TRIES:
                break
            if chat is None:
                await asyncio.sleep(pause)
        return answer

    def _refused(self, endpoint: "_Endpoint", chat: int | str | None, pause: float) -> None:
        REFUSALS.add()
        log.warning("Telegram asks for patience", seconds=pause, method=endpoint.name)
        if chat is not None:
            self._queue.refuse(chat, pause, _now())

    async def _admitted(self, chat: int | str | None, *, again: bool) -> float:
        """Wait for the turn of a message; return the moment at which it had it."""
        now = _now()
        if chat is None or self._queue.admit(chat, _urgency.get(), now):
            return now
        turn: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._queue.put(turn, chat, _urgency.get(), _now(), again=again)
        self._serve()
        return await turn

    def _serve(self) -> None:
        """Give all their turn who may have it, and look again when somebody else may."""
        now = _now()
        while turn := self._queue.take(now):
            if not turn.done():
                turn.set_result(now)
        if self._alarm is not None:
            self._alarm.cancel()
        WAITING.value = len(self._queue)
        at = self._queue.look_at()
        loop = asyncio.get_running_loop()
        self._alarm = None if at is None else loop.call_at(at, self._serve)


@dataclass(frozen=True)
class _Endpoint:
    """A method of the Bot API.

    Args:
        name: its name.
        counts: whether Telegram counts it as a message.
    """

    name: str
    counts: bool


@lru_cache(64)  # more than are called, but for the files that are downloaded
def _endpoint(url: str) -> _Endpoint:
    name = url.rpartition("/")[2]
    return _Endpoint(name, name.lower().startswith(COUNTED) and name.lower() not in UNCOUNTED)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _chat(data: RequestData | Prepared | None) -> int | str | None:
    """Return the chat of a request, None if it has none."""
    if data is None:
        return None
    chat = data.chat_id if isinstance(data, Prepared) else data.parameters.get("chat_id")
    return chat if isinstance(chat, int | str) else None


def _pause(status: int, body: bytes) -> float | None:
    """Return how long Telegram asks to wait, in seconds; None if it does not."""
    if status != HTTPStatus.TOO_MANY_REQUESTS:
        return None
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):  # somebody before Telegram has had enough
        return 1.0
