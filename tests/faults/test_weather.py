"""Bad weather: Telegram fails in bursts, the database is full or restarts, the clock jumps."""

import asyncio
import resource
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from bot.app import open_bot
from bot.decks import Knowledge
from bot.settings import LogFormat, read_settings
from bot.telegram.app import Front
from tests.botapi import BotApi
from tests.faults.people import answers_since, ask, check_grades, drill
from tests.faults.process import environment, running
from tests.locking import locked
from tests.postgresql import Postgresql

ASKERS, DRILLERS = 20, 4
METHODS = ("sendMessage", "sendRichMessage", "editMessageText", "answerCallbackQuery", "getUpdates")


async def use(api: BotApi) -> None:
    """Have people ask and drill, all at once, until they have what they want."""
    askers = [api.person(f"Asker{number}", "en") for number in range(ASKERS)]
    drillers = [api.person(f"Driller{number}", "en") for number in range(DRILLERS)]
    await asyncio.gather(
        *(ask(api, person) for person in askers), *(drill(api, it) for it in drillers)
    )
    await api.quiet()
    assert answers_since(api, 0).keys() == {person.id for person in askers}


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def serving(
    api: BotApi, url: str, knowledge: Knowledge, clock: Callable[[], datetime] = now
) -> AsyncIterator[None]:
    """Run the bot in this process."""
    settings, stop = (
        read_settings(token=api.token, api_url=api.url, database_url=url),
        asyncio.Event(),
    )
    async with open_bot(settings, knowledge=knowledge, random=Random(7)) as bot:
        front = Front(bot, settings, clock)
        api.bot_is_at_work = lambda: front.at_work
        task = asyncio.create_task(front.run(stop))
        try:
            yield
        finally:
            stop.set()
            await task


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest.mark.parametrize("fault", ["500", "502", "429", "reset", "done, but the answer is lost"])
async def test_telegram_fails_in_bursts(
    api: BotApi, sqlite_url: str, knowledge: Knowledge, fault: str
) -> None:
    for method in METHODS:
        match fault:
            case "reset":
                api.drop(method, times=3)
            case "done, but the answer is lost":
                api.lose(method, times=3)
            case code:
                api.fail(method, int(code), times=3, retry_after=1)
    async with serving(api, sqlite_url, knowledge):
        await use(api)
    await check_grades(sqlite_url, DRILLERS)
    answers = answers_since(api, 0)
    lost = 3 if fault.startswith("done") else 0  # what arrived unnoticed is seen twice
    assert answers.total() - len(answers) <= lost


async def test_postgresql_restarts_again_and_again(
    api: BotApi, postgresql: Postgresql, knowledge: Knowledge
) -> None:
    url = postgresql.renew("test", "migrated")
    async with serving(api, url, knowledge):
        busy = asyncio.create_task(use(api))
        for _ in range(3):
            shown = len(api.world.shown)
            await api.until(
                lambda shown=shown: len(api.world.shown) >= shown + 5 or busy.done(),  # type: ignore[misc]
                "five messages more",
            )
            await asyncio.to_thread(postgresql.stop)
            await asyncio.to_thread(postgresql.start)
        await busy
    await check_grades(url, DRILLERS)


@pytest.mark.parametrize("jump", [timedelta(days=2), timedelta(days=-2)])
async def test_the_clock_jumps(
    api: BotApi, sqlite_url: str, knowledge: Knowledge, jump: timedelta
) -> None:
    async with serving(
        api,
        sqlite_url,
        knowledge,
        lambda: now() + (jump if len(api.world.shown) > ASKERS // 2 else timedelta()),
    ):
        await use(api)
    await check_grades(sqlite_url, DRILLERS)
    assert set(answers_since(api, 0).values()) == {1}


async def test_the_database_is_locked_for_a_while(
    api: BotApi,
    tmp_path: Path,
    sqlite_url: str,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    logged: Callable[..., StringIO],
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.BUSY_SECONDS", 0.1)
    log = logged(LogFormat.TEXT)
    async with serving(api, sqlite_url, knowledge):
        await api.until(lambda: api.world.updates.is_polled, "the start")
        with locked(tmp_path / "bot.db"):
            busy = asyncio.create_task(use(api))
            await api.until(lambda: "is tried again" in log.getvalue() or busy.done(), "a lock")
            assert not busy.done()
        await busy
    await check_grades(sqlite_url, DRILLERS)
    assert set(answers_since(api, 0).values()) == {1}


async def test_the_disk_is_full_for_a_while(
    api: BotApi, log: Path, sqlite_url: str, tmp_path: Path
) -> None:
    async with running(log, environment(api, sqlite_url)):
        await api.until(lambda: api.world.updates.is_polled, "the start")
    database = tmp_path / "bot.db"
    full = max(path.stat().st_size for path in (database, tmp_path / "bot.db-wal") if path.exists())
    async with running(
        log,
        environment(api, sqlite_url),
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (full + 8192, resource.RLIM_INFINITY)),
    ) as process:
        busy = asyncio.create_task(use(api))
        await api.until(lambda: b"is tried again" in log.read_bytes() or busy.done(), "a full disk")
        assert not busy.done()
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (-1, -1))
        await busy
    await check_grades(sqlite_url, DRILLERS)
