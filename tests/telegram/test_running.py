"""Starting, stopping, restarting; polling and webhook; the token in no log."""

import asyncio
import os
import signal
import socket
from collections import Counter
from collections.abc import Callable
from io import StringIO

import pytest

from bot.app import open_bot
from bot.decks import Knowledge
from bot.errors import SettingsError
from bot.settings import LogFormat, Settings, read_settings
from bot.telegram.app import Front, when_told_to_stop
from bot.telegram.examination import examine
from tests.botapi import BotApi, Person
from tests.ports import free_port
from tests.telegram.conftest import serving


async def test_it_introduces_itself_in_both_languages(api: BotApi, front: Front) -> None:
    expected = {"setMyCommands": 4, "setMyDescription": 2, "setMyShortDescription": 2}

    def introduced() -> bool:
        calls = Counter(call.method for call in api.calls)
        return {method: calls[method] for method in expected} == expected

    await api.until(introduced, "the menus and descriptions")


async def test_a_restart_in_the_middle_of_a_drill(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person
) -> None:
    async with serving(settings, knowledge):
        await bob.says("/quiz 2")
        question = await api.next_from_bot(bob)
        await bob.presses(question, "Show answer")
        answer = await api.next_from_bot(bob)
    async with serving(settings, knowledge):
        await bob.presses(answer, "🙂 Knew it")
        await api.next_from_bot(bob)
        assert (await api.next_from_bot(bob)).text.startswith("2 / 2")


@pytest.mark.parametrize("form", LogFormat)
async def test_the_token_is_in_no_log_even_when_things_fail(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    bob: Person,
    form: LogFormat,
    logged: Callable[..., StringIO],
) -> None:
    log = logged(form, api.token)
    api.fail("getMe", 502)
    api.fail("setMyCommands", 500)
    async with serving(settings, knowledge):
        await bob.says("question 32")
        await api.next_from_bot(bob)
    assert "running" in log.getvalue()
    assert api.token not in log.getvalue()


async def test_a_token_that_telegram_does_not_know(
    api: BotApi, settings: Settings, knowledge: Knowledge
) -> None:
    wrong = read_settings(
        token="1:not-the-token", api_url=api.url, database_url=settings.effective_database_url
    )
    with pytest.raises(SettingsError, match="BOT_TOKEN is not accepted by Telegram") as caught:
        await served_until_the_end(wrong, knowledge)
    assert "not-the-token" not in str(caught.value)
    with pytest.raises(SettingsError, match="BOT_TOKEN is not accepted by Telegram"):
        await examine(wrong)
    api.refused.clear()


async def test_without_a_token_there_is_no_front_end(
    database_url: str, knowledge: Knowledge
) -> None:
    settings = read_settings(database_url=database_url)
    async with open_bot(settings, knowledge=knowledge) as bot:
        with pytest.raises(SettingsError, match="get a token from @BotFather"):
            Front(bot, settings)


async def served_until_the_end(settings: Settings, knowledge: Knowledge) -> None:
    """Serve until the service ends by itself."""
    async with serving(settings, knowledge) as service:
        await service.ended.wait()


async def test_a_token_that_is_revoked_ends_the_service(
    api: BotApi, settings: Settings, knowledge: Knowledge
) -> None:
    api.fail("getUpdates", 401)
    with pytest.raises(SettingsError, match="BOT_TOKEN is not accepted by Telegram"):
        await served_until_the_end(settings, knowledge)


async def test_it_can_be_stopped_while_telegram_cannot_be_reached(
    database_url: str, knowledge: Knowledge, logged: Callable[..., StringIO]
) -> None:
    nowhere = read_settings(
        token="1:not-a-token", api_url="http://127.0.0.1:1", database_url=database_url
    )
    async with serving(nowhere, knowledge):
        pass


async def test_a_webhook_that_cannot_listen_is_named(
    api: BotApi, settings: Settings, knowledge: Knowledge
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        here = f"127.0.0.1:{taken.getsockname()[1]}"
        webhook = read_settings(
            token=api.token,
            api_url=api.url,
            database_url=settings.effective_database_url,
            webhook_url=f"http://{here}/hook",
            listen=here,
        )
        with pytest.raises(SettingsError, match="where nothing can listen"):
            await served_until_the_end(webhook, knowledge)


async def test_a_webhook_that_telegram_does_not_take_is_named(
    api: BotApi, settings: Settings, knowledge: Knowledge
) -> None:
    here = f"127.0.0.1:{free_port()}"
    webhook = settings.model_copy(
        update={"webhook_url": "https://nowhere.example/hook", "listen": here}
    )
    api.fail("setWebhook", 400, description="Bad Request: bad webhook: Failed to resolve host")
    with pytest.raises(SettingsError, match=r"BOT_WEBHOOK_URL is not accepted .*resolve host"):
        await served_until_the_end(webhook, knowledge)


async def test_what_was_handled_does_not_come_again_after_a_restart(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person
) -> None:
    async with serving(settings, knowledge):
        await bob.says("question 32")
        await api.next_from_bot(bob)
    async with serving(settings, knowledge):
        await bob.says("question 31")
        assert "haring" in (await api.next_from_bot(bob)).text
    assert api.unread(bob) == []


class WithoutSignals(asyncio.SelectorEventLoop):
    """An event loop as Windows has it."""

    def add_signal_handler(self, *_: object) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("loop", [asyncio.SelectorEventLoop, WithoutSignals])
def test_a_signal_stops_it_on_every_system(loop: type[asyncio.SelectorEventLoop]) -> None:
    async def told() -> None:
        stop = asyncio.Event()
        when_told_to_stop(stop.set)
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(10):
            await stop.wait()

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            runner.run(told())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
