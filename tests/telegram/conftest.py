"""The whole bot on Telegram: the real Application over HTTP against the double."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import telegram
from aiohttp import ClientSession

from bot.app import open_bot
from bot.decks import Knowledge
from bot.settings import Settings, read_settings
from bot.telegram.app import Front
from bot.telegram.transport import AiohttpRequest
from tests.botapi import BotApi, Person
from tests.botapi.api import PATIENCE_SECONDS
from tests.leaping import LeapingLoop


def pytest_asyncio_loop_factories(
    item: pytest.Function,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Let waiting take no time, but for who needs a real clock; a database server is such a one."""
    if item.get_closest_marker("real_clock") or "postgresql" in item.fixturenames:
        return {"real": asyncio.new_event_loop}
    return {"leaping": LeapingLoop}


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Telegram that has refused nothing when the test is over."""
    async with BotApi() as api:
        yield api
        assert api.refused == [], api.transcript()


@pytest.fixture
def settings(api: BotApi, database_url: str) -> Settings:
    return read_settings(token=api.token, api_url=api.url, database_url=database_url)


@pytest.fixture
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what makes pictures be missing."""
    monkeypatch.setattr("bot.rendering.picture.missing", lambda: "no typesetter")


@dataclass
class Service:
    """A running bot, and whether it has ended by itself."""

    front: Front
    ended: asyncio.Event = field(default_factory=asyncio.Event)


def present() -> datetime:
    """Tell the time; where waiting takes none, it is later by what has been waited."""
    loop = asyncio.get_running_loop()
    return datetime.now(UTC) + timedelta(seconds=getattr(loop, "leapt", 0.0))


@asynccontextmanager
async def serving(
    settings: Settings, knowledge: Knowledge | None, now: Callable[[], datetime] = present
) -> AsyncIterator[Service]:
    """Run the bot as ``run`` does, by this clock, and stop it as a signal does.

    Without knowledge, with the decks of the settings.
    """
    stop = asyncio.Event()
    async with open_bot(settings, knowledge=knowledge, random=Random(7)) as bot:
        service = Service(Front(bot, settings, now))
        task = asyncio.create_task(service.front.run(stop))
        task.add_done_callback(lambda _: service.ended.set())
        try:
            yield service
        finally:
            stop.set()
            await task


@pytest.fixture
async def front(api: BotApi, settings: Settings, knowledge: Knowledge) -> AsyncIterator[Front]:
    async with serving(settings, knowledge) as service:
        api.bot_is_at_work = lambda: service.front.at_work
        yield service.front


@pytest.fixture
def ann(api: BotApi) -> Person:
    return api.person("Ann", language_code="zh-hans")


@pytest.fixture
def bob(api: BotApi) -> Person:
    return api.person("Bob", language_code="en")


@pytest.fixture
def fetching() -> AiohttpRequest:
    """What a client fetches updates with."""
    return AiohttpRequest(1)


@pytest.fixture
async def client(api: BotApi, fetching: AiohttpRequest) -> AsyncIterator[telegram.Bot]:
    """The Bot API as the bot uses it."""
    requests = AiohttpRequest()
    async with telegram.Bot(
        api.token, base_url=api.base_url, request=requests, get_updates_request=fetching
    ) as client:
        yield client


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """What anybody could send requests with."""
    async with ClientSession() as session:
        yield session


@dataclass
class Held:
    """Something that a thread does, and that takes until a test lets it go on."""

    _begun: threading.Event = field(default_factory=threading.Event)
    _goes_on: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> None:
        """In the thread: wait until it goes on."""
        self._begun.set()
        assert self._goes_on.wait(PATIENCE_SECONDS)

    @asynccontextmanager
    async def under_way(self) -> AsyncIterator[None]:
        """Run what is inside while the thread is waiting."""
        try:
            assert await asyncio.to_thread(self._begun.wait, PATIENCE_SECONDS)
            yield
        finally:
            self._goes_on.set()
