"""Several processes on one PostgreSQL behind a load balancer: one dies, one comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random

import aiohttp
import pytest
from aiohttp import web

from tests.botapi import BotApi
from tests.faults.people import all_settled, answers_since, ask, check_grades, drill
from tests.faults.process import environment, kill, running
from tests.faults.test_rounds import PEOPLE, Game, check
from tests.ports import free_port
from tests.postgresql import Postgresql

ASKERS, DRILLERS = 80, 20


class Balancer:
    """Hands each delivery to the next process; one that is gone answers 502."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.url = ""
        self._turn = count()
        self._session = aiohttp.ClientSession()

    async def forward(self, request: web.Request) -> web.Response:
        if not self.ports:
            return web.Response(status=502)
        port = self.ports[next(self._turn) % len(self.ports)]
        try:
            async with self._session.post(
                f"http://127.0.0.1:{port}/hook", data=await request.read(), headers=request.headers
            ) as answer:
                return web.Response(status=answer.status)
        except aiohttp.ClientError:
            return web.Response(status=502)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        application = web.Application()
        application.router.add_post("/hook", self.forward)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        try:
            yield
        finally:
            await runner.cleanup()
            await self._session.close()


@pytest.fixture
async def balancer() -> AsyncIterator[Balancer]:
    balancer = Balancer()
    async with balancer.open():
        yield balancer


def variables(api: BotApi, balancer: Balancer, url: str, port: int) -> dict[str, str]:
    listen = f"127.0.0.1:{port}"
    return environment(api, url, BOT_WEBHOOK_URL=balancer.url, BOT_LISTEN=listen)


async def test_three_processes_one_killed_and_one_added(
    api: BotApi, balancer: Balancer, postgresql: Postgresql, log: Path
) -> None:
    url = postgresql.renew("test", "migrated")
    ports = [free_port() for _ in range(4)]

    askers = [api.person(f"Asker{number}", "en") for number in range(ASKERS)]
    drillers = [api.person(f"Driller{number}", "en") for number in range(DRILLERS)]
    async with AsyncExitStack() as stack:
        processes = [
            await stack.enter_async_context(running(log, variables(api, balancer, url, port)))
            for port in ports[:3]
        ]
        balancer.ports = ports[:3]
        busy = [asyncio.create_task(drill(api, person)) for person in drillers]
        busy += [asyncio.create_task(ask(api, person)) for person in askers[: ASKERS // 2]]
        await api.until(lambda: len(api.world.shown) >= 20, "twenty messages")
        await kill(processes[1], api)
        killed = len(api.world.shown)
        busy += [asyncio.create_task(ask(api, person)) for person in askers[ASKERS // 2 :]]
        await stack.enter_async_context(running(log, variables(api, balancer, url, ports[3])))
        balancer.ports = [ports[0], ports[2], ports[3]]
        await asyncio.gather(*busy)
        await all_settled(url)
        await api.quiet()
    await check_grades(url, DRILLERS)
    assert answers_since(api, 0).keys() == {person.id for person in askers}
    assert set(answers_since(api, 0, killed).values()) <= {1}
    assert set(answers_since(api, killed).values()) <= {1}


async def test_a_group_plays_over_three_processes_one_killed_and_one_added(
    api: BotApi, balancer: Balancer, postgresql: Postgresql, log: Path
) -> None:
    url = postgresql.renew("test", "migrated")
    ports = [free_port() for _ in range(4)]
    people = [api.person(f"P{number:02}", "en") for number in range(PEOPLE)]
    game = Game(api, api.group("Study", people), people, Random(29))
    async with AsyncExitStack() as stack:
        processes = [
            await stack.enter_async_context(running(log, variables(api, balancer, url, port)))
            for port in ports[:3]
        ]
        balancer.ports = ports[:3]
        playing = asyncio.create_task(game.play())
        await api.until(lambda: len(game.shown) >= 4 or playing.done(), "the fourth question")
        assert not playing.done(), "killed too late"
        await kill(processes[1], api)
        balancer.ports = [ports[0], ports[2]]
        await stack.enter_async_context(running(log, variables(api, balancer, url, ports[3])))
        balancer.ports.append(ports[3])
        result = await playing
        await api.quiet()
    await check(game, result, url)
