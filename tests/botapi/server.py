"""The Bot API over HTTP on 127.0.0.1: every call checked, played, answered and written down."""

import asyncio
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.botapi.flood import Flood
from tests.botapi.methods import HANDLERS
from tests.botapi.refusal import Blameless, Refusal, not_simulated
from tests.botapi.specification import Json, check_request, check_result, method_named
from tests.botapi.wire import parameters_of
from tests.botapi.world import World

_LARGEST_REQUEST_BYTES = 64 * 2**20


@dataclass
class Call:
    """One call of the bot; ``error`` tells how it failed, None while it has not."""

    method: str
    parameters: Json = field(default_factory=dict)
    result: Any = None
    error: Refusal | None = None

    def __str__(self) -> str:
        return f"{self.method}({self.parameters}): {self.error or self.result}"


class Dropped(Exception):  # noqa: N818  a fault on demand, not an error
    """The connection is to be closed without an answer."""


class Foreign(Exception):  # noqa: N818  a fault on demand, not an error
    """Somebody on the way answers in the place of Telegram: a proxy, a portal.

    Args:
        status: of the answer.
    """

    def __init__(self, status: int) -> None:
        self.status = status


@dataclass(eq=False)
class Server:
    """Serves one bot.

    Args:
        world: what the calls act upon.
        token: the only token that is let in.
        calls: all calls so far, oldest first.
        refused: those that were the bot's mistakes.
        faults: what the next calls of a method fail with, whatever they say.
        losses: of how many next calls of a method the answer is lost, after they were carried out.
        gates: what the calls of a method wait for before they are carried out.
        flood: counts messages against the flood limits; None for a server without.
        busy: how many calls other than getUpdates are being answered.
    """

    world: World
    token: str
    calls: list[Call] = field(default_factory=list)
    refused: list[Call] = field(default_factory=list)
    faults: dict[str, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    flood: Flood | None = None
    losses: Counter[str] = field(default_factory=Counter)
    busy: int = 0
    url: str = ""
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=_LARGEST_REQUEST_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        self.world.updates.stop_polling()
        if self.world.webhook:
            await self.world.webhook.stop()
        if self._runner:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _response(Refusal(401, "Unauthorized"))
        call = Call(request.match_info["method"])
        self.calls.append(call)
        is_poll = call.method.lower() == "getupdates"
        self.busy += not is_poll
        try:
            call.result = await self._play(request, call)
        except Refusal as refusal:
            call.error = refusal
            if not isinstance(refusal, Blameless):
                self.refused.append(call)
            return _response(refusal)
        except Dropped:
            return _hang_up(request)
        except Foreign as answer:
            text = "<html>Access denied</html>"
            return web.Response(status=answer.status, text=text, content_type="text/html")
        finally:
            self.busy -= not is_poll
            self.world.changes.notify()
        return web.json_response({"ok": True, "result": call.result})

    async def _play(self, request: web.Request, call: Call) -> Any:
        method = method_named(call.method)
        call.method = method.__api_method__
        call.parameters = await parameters_of(request, method)
        check_request(method, call.parameters)
        if gate := self.gates.get(call.method):
            self.world.changes.notify()
            await gate.wait()
        if faults := self.faults[call.method]:
            raise faults.popleft()
        if self.flood:
            self.flood.check(call.method, call.parameters)
        if call.method not in HANDLERS:
            raise not_simulated(call.method)
        result = await HANDLERS[call.method](self.world, call.parameters)
        check_result(method, result)
        if self.losses[call.method] > 0:
            self.losses[call.method] -= 1
            raise Dropped
        return result


def _response(refusal: Refusal) -> web.Response:
    headers = {}
    if "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.json_response(refusal.as_answer(), status=refusal.code, headers=headers)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
