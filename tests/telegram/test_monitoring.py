"""Figures and health on an address of their own; logs without what people say."""

import asyncio
import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.decks import Knowledge
from bot.errors import SettingsError
from bot.logs import configure_logging
from bot.settings import LogFormat, LogLevel, Settings, read_settings
from bot.storage.database import Database
from bot.telegram.metrics import kind_of
from tests.botapi import BotApi, Person
from tests.ports import free_port
from tests.postgresql import Postgresql
from tests.telegram.conftest import serving

SAID = "what is dropout exactly, said Ann"


@pytest.fixture
def monitored(api: BotApi, settings: Settings) -> Settings:
    return read_settings(
        token=api.token,
        api_url=api.url,
        database_url=settings.effective_database_url,
        metrics_listen=f"127.0.0.1:{free_port()}",
    )


async def fetch(settings: Settings, path: str) -> tuple[int, str]:
    async with (
        ClientSession() as session,
        session.get(f"http://{settings.metrics_listen}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_figures_and_health(
    api: BotApi, monitored: Settings, knowledge: Knowledge, ann: Person
) -> None:
    async with serving(monitored, knowledge):
        await ann.says(SAID)
        await api.next_from_bot(ann)
        await api.quiet()
        status, figures = await fetch(monitored, "/metrics")
        assert status == 200
        for line in (
            'bot_updates_total{kind="message",outcome="handled"}',
            "bot_handling_seconds_count",
            "bot_showing_seconds_count",
            'bot_api_calls_total{method="getMe",status="200"}',
            "bot_waiting_messages 0.0",
            "bot_database_up 1.0",
        ):
            assert line in figures
        assert api.token not in figures
        assert "dropout" not in figures
        assert str(ann.id) not in figures
        assert await fetch(monitored, "/healthz") == (200, "ok\n")
        assert await fetch(monitored, "/readyz") == (200, "ok\n")
        assert (await fetch(monitored, "/"))[0] == 404


async def test_who_says_nothing_keeps_no_connection_and_nobody_from_asking(
    api: BotApi, monitored: Settings, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.strangers.MOST", 2)
    monkeypatch.setattr("bot.telegram.strangers.STRANGER_SECONDS", 0.1)
    host, _, port = str(monitored.metrics_listen).partition(":")
    async with serving(monitored, knowledge):
        await api.quiet()
        silent = [await asyncio.open_connection(host, int(port)) for _ in range(5)]
        async with ClientSession() as session:
            for _ in range(2):
                address = f"http://{monitored.metrics_listen}/healthz"
                async with session.get(address) as answer:
                    assert answer.headers["Connection"] == "close"
                    assert await answer.text() == "ok\n"
        for reader, writer in silent:
            with suppress(ConnectionError):
                assert await reader.read() == b""
            writer.close()


async def test_calls_without_an_answer_are_counted(
    api: BotApi, monitored: Settings, knowledge: Knowledge, ann: Person
) -> None:
    for method in ("getUpdates", "sendMessage"):
        api.drop(method)
    async with serving(monitored, knowledge):
        await ann.says("/help")
        await api.next_from_bot(ann)
        _, figures = await fetch(monitored, "/metrics")
    for method in ("getUpdates", "sendMessage"):
        assert f'bot_api_calls_total{{method="{method}",status="failed"}}' in figures


async def test_it_is_not_ready_before_telegram_is_reached(
    database_url: str, monitored: Settings, knowledge: Knowledge
) -> None:
    nowhere = monitored.model_copy(update={"api_url": "http://127.0.0.1:1"})
    async with serving(nowhere, knowledge) as service:
        while True:
            try:
                status, problems = await fetch(nowhere, "/readyz")
                break
            except OSError:
                assert not service.ended.is_set()
    assert (status, problems) == (503, "Telegram has not been reached yet\n")


async def test_figures_do_not_wait_for_a_database_that_does_not_answer(
    monitored: Settings, knowledge: Knowledge, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(monitored, knowledge):
        await api.quiet()
        monkeypatch.setattr(Database, "ping", lambda _: asyncio.sleep(3600))
        assert await fetch(monitored, "/readyz") == (503, "the database cannot be used\n")
        _, figures = await fetch(monitored, "/metrics")
        assert "bot_database_up 0.0" in figures


async def test_it_is_not_ready_while_the_database_takes_no_writes(
    api: BotApi,
    monitored: Settings,
    knowledge: Knowledge,
    postgresql: Postgresql,
    logged: Callable[..., StringIO],
) -> None:
    log = logged(LogFormat.TEXT, api.token)
    url = SecretStr(postgresql.renew("test", "migrated"))

    async def told(answer: tuple[int, str]) -> None:
        """Wait for an answer: the server tells its processes of a change one after the other."""
        async with asyncio.timeout(20):
            while await fetch(monitored, "/readyz") != answer:
                pass

    async with serving(monitored.model_copy(update={"database_url": url}), knowledge):
        await api.quiet()
        assert await fetch(monitored, "/readyz") == (200, "ok\n")
        with postgresql.read_only():
            await told((503, "the database cannot be used\n"))
            _, figures = await fetch(monitored, "/metrics")
            assert "bot_database_up 0.0" in figures
        await told((200, "ok\n"))
    assert "it takes no writes" in log.getvalue()


@contextmanager
def full_disk() -> Iterator[None]:
    """Let this process write into no file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_it_is_not_ready_while_the_disk_is_full(
    api: BotApi,
    monitored: Settings,
    knowledge: Knowledge,
    tmp_path: Path,
    logged: Callable[..., StringIO],
) -> None:
    log = logged(LogFormat.TEXT, api.token)
    url = SecretStr(f"sqlite:///{tmp_path / 'bot.db'}")
    async with serving(monitored.model_copy(update={"database_url": url}), knowledge):
        await api.quiet()
        assert await fetch(monitored, "/readyz") == (200, "ok\n")
        with full_disk():
            assert await fetch(monitored, "/readyz") == (503, "the database cannot be used\n")
            _, figures = await fetch(monitored, "/metrics")
            assert "bot_database_up 0.0" in figures
        assert await fetch(monitored, "/readyz") == (200, "ok\n")
    assert "the database cannot be used at present" in log.getvalue()


async def test_an_address_that_is_taken_is_named(monitored: Settings, knowledge: Knowledge) -> None:
    with socket.socket() as taken:
        host, _, port = str(monitored.metrics_listen).partition(":")
        taken.bind((host, int(port)))
        taken.listen()
        with pytest.raises(SettingsError, match="BOT_METRICS_LISTEN is"):
            async with serving(monitored, knowledge) as service:
                await service.ended.wait()


@pytest.mark.parametrize("messages", [False, True])
async def test_logs_hold_what_people_say_only_if_asked_to(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    ann: Person,
    messages: bool,  # noqa: FBT001  pytest gives it by name
    logged: Callable[..., StringIO],
) -> None:
    log = logged(LogFormat.TEXT, api.token)
    configure_logging(LogFormat.TEXT, LogLevel.DEBUG, [api.token], log, messages=messages)
    async with serving(settings, knowledge):
        await ann.says(SAID)
        await api.next_from_bot(ann)
    assert ("said Ann" in log.getvalue()) is messages
    assert api.token not in log.getvalue()


async def test_every_line_about_an_update_names_it(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    bob: Person,
    logged: Callable[..., StringIO],
) -> None:
    log = logged(LogFormat.TEXT, api.token)
    api.fail("sendMessage", 500)
    async with serving(settings, knowledge):
        await bob.says("/help")
        await api.next_from_bot(bob)
    (line,) = [line for line in log.getvalue().splitlines() if "reply tried again" in line]
    assert "update=" in line


async def test_a_line_about_a_reply_names_the_update_that_it_answers(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    bob: Person,
    logged: Callable[..., StringIO],
) -> None:
    log = logged(LogFormat.TEXT, api.token)
    api.fail("sendMessage", 500)
    api.fail("sendDocument", 500)
    async with serving(settings, knowledge):
        await bob.says("/help")
        await api.until(lambda: "reply tried again" in log.getvalue(), "a fault")
        await bob.says("/export")  # it waits for the one before, and is shown by the same task
        second = api.world.updates.pending[-1]["update_id"]
        await api.next_from_bot(bob)
        await api.next_from_bot(bob)
    lines = [line for line in log.getvalue().splitlines() if "reply tried again" in line]
    assert [line.rpartition("update=")[2] for line in lines] == [str(second - 1), str(second)]


def test_an_update_of_a_kind_that_is_not_known_yet() -> None:
    assert kind_of({"update_id": 1}) == "other"
