"""A Bot API that costs little, so that the bot is measured: people ask, their answers are timed."""

import asyncio
import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter, time
from typing import Any

from aiohttp import web

TOKEN = "123456789:AAbenchmarkbenchmarkbenchmarkbenchm"  # noqa: S105  of nobody
ME = {"id": 123456789, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
MOST_UPDATES = 100
PATIENCE = 120.0  # seconds for one answer, the start of a bot included


@dataclass(eq=False)
class FastBotApi:
    """Serves one bot by long polling; the first message to a chat is the answer to its question.

    Args:
        latency: seconds that each call takes, but for getUpdates.
    """

    latency: float = 0.0
    url: str = ""
    errors: int = 0
    _updates: deque[dict[str, Any]] = field(default_factory=deque)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _waiting: dict[int, asyncio.Future[float]] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1))
    _runner: web.ServerRunner | None = None

    async def __aenter__(self) -> "FastBotApi":
        # Whoever waits for updates at the end is not waited for.
        self._runner = web.ServerRunner(web.Server(self._answer), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def ask(self, person: int, text: str) -> float:
        """Say something; return the seconds until the bot's answer arrives."""
        number = next(self._numbers)
        who = {"id": person, "is_bot": False, "first_name": "P", "language_code": "en"}
        chat = {"id": person, "type": "private", "first_name": "P"}
        message = {"message_id": number, "date": int(time()), "chat": chat, "from": who}
        answered = asyncio.get_running_loop().create_future()
        self._waiting[person] = answered
        begun = perf_counter()
        self._updates.append({"update_id": number, "message": {**message, "text": text}})
        self._arrived.set()
        async with asyncio.timeout(PATIENCE):
            return float(await answered) - begun

    async def load(self, texts: Sequence[str], people: int, at_once: int) -> "Load":
        """Have people ask, each when answered, so many at once."""
        free: deque[int] = deque(range(1, people + 1))
        times: list[float] = []
        turns = asyncio.Semaphore(at_once)

        async def one(text: str) -> None:
            async with turns:
                person = free.popleft()
                times.append(await self.ask(person, text))
                free.append(person)

        begun = perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for text in texts:
                tasks.create_task(one(text))
        return Load(len(texts), perf_counter() - begun, tuple(sorted(times)))

    async def trickle(self, texts: Sequence[str], people: int, rate: float) -> "Load":
        """Have people ask so many questions a second, no matter when the answers come."""
        begun = perf_counter()
        async with asyncio.TaskGroup() as tasks:
            asked = []
            for number, text in enumerate(texts):
                asked.append(tasks.create_task(self.ask(1 + number % people, text)))
                await asyncio.sleep(max(0.0, begun + (number + 1) / rate - perf_counter()))
        times = tuple(sorted(task.result() for task in asked))
        return Load(len(texts), perf_counter() - begun, times)

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2].lower()
        body = await request.read()
        if method == "getupdates":
            return _result(await self._next(_parameters(request, body)))
        if self.latency:
            await asyncio.sleep(self.latency)
        arrived = perf_counter()  # what it takes to understand it is not the bot's time
        if method == "getme":
            return _result(result=ME)
        if method.startswith(("send", "edit")):
            return _result(self._shown(_parameters(request, body), arrived))
        return _result(result=True)

    async def _next(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(asked.get("offset") or 0)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._arrived.clear()
            try:
                async with asyncio.timeout(float(asked.get("timeout") or 0)):
                    await self._arrived.wait()
            except TimeoutError:
                return []
        return [self._updates[i] for i in range(min(MOST_UPDATES, len(self._updates)))]

    def _shown(self, call: dict[str, Any], arrived: float) -> dict[str, Any]:
        person = int(call["chat_id"])
        answered = self._waiting.pop(person, None)
        if answered and not answered.done():
            answered.set_result(arrived)
        chat = {"id": person, "type": "private", "first_name": "P"}
        shown = {"message_id": next(self._numbers), "date": 1_790_000_000, "chat": chat}
        return {**shown, "from": ME, "text": "x"}


@dataclass(frozen=True)
class Load:
    """What came of a load: how many were answered in how many seconds, and each one's time."""

    answered: int
    seconds: float
    times: tuple[float, ...]

    @property
    def rate(self) -> float:
        return self.answered / self.seconds

    def percentile(self, share: float) -> float:
        return self.times[min(len(self.times) - 1, int(share * len(self.times)))]


def _parameters(request: web.BaseRequest, body: bytes) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(json.loads(body or b"{}"))
    if request.content_type == "multipart/form-data":
        _, _, rest = body.partition(b'name="chat_id"')
        return {"chat_id": rest.split(b"\r\n\r\n")[1].split(b"\r\n")[0] if rest else 0}
    pairs = (pair.split("=", 1) for pair in body.decode().split("&") if "=" in pair)
    return dict(pairs)


def _result(result: object) -> web.Response:
    body = json.dumps({"ok": True, "result": result}).encode()
    return web.Response(body=body, content_type="application/json")
