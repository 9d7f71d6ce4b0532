from collections.abc import AsyncIterator
from typing import Any, Protocol

import aiohttp
import pytest

from tests.botapi import BotApi, Person
from tests.botapi.specification import Json


class Calls(Protocol):
    """Calls a method with raw HTTP; returns the answer's result."""

    async def __call__(self, method: str, **parameters: Any) -> Any: ...


class Refuses(Protocol):
    """Calls a method that is to be refused; returns the error code and the description."""

    async def __call__(self, method: str, **parameters: Any) -> tuple[int, str]: ...


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def ann(api: BotApi) -> Person:
    """Somebody who has written to the bot before; the bot has handled it."""
    ann = api.person("Ann", language_code="zh-hans")
    await ann.says("hello")
    api.world.updates.pending.clear()
    return ann


async def _answer(api: BotApi, session: aiohttp.ClientSession, method: str, call: Json) -> Json:
    async with session.post(f"{api.base_url}{api.token}/{method}", json=call) as response:
        answer: Json = await response.json()
        assert response.status == answer.get("error_code", 200)
        return answer


@pytest.fixture
def call(api: BotApi, session: aiohttp.ClientSession) -> Calls:
    async def call(method: str, **parameters: Any) -> Any:
        answer = await _answer(api, session, method, parameters)
        assert answer["ok"], answer
        return answer["result"]

    return call


@pytest.fixture
def refused(api: BotApi, session: aiohttp.ClientSession) -> Refuses:
    async def refused(method: str, **parameters: Any) -> tuple[int, str]:
        answer = await _answer(api, session, method, parameters)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    return refused
