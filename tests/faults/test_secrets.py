"""The token shows up nowhere, whatever goes wrong: log, title of the process, figures, errors."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.settings import LogFormat
from tests.botapi import BotApi
from tests.faults.people import ask
from tests.faults.process import environment, running
from tests.ports import free_port

FAILING = ("getMe", "setMyCommands", "sendMessage", "sendRichMessage")
DROPPED = ("getUpdates", "sendMessage", "sendRichMessage")


@pytest.fixture
def listen() -> str:
    return f"127.0.0.1:{free_port()}"


def written(log: Path) -> str:
    return log.read_text("utf-8")


@pytest.mark.parametrize("form", LogFormat)
async def test_the_token_shows_up_nowhere(
    api: BotApi, log: Path, tmp_path: Path, listen: str, form: LogFormat
) -> None:
    for method in FAILING:
        api.fail(method, 502)
    for method in DROPPED:
        api.drop(method)
    variables = environment(
        api,
        f"sqlite:///{tmp_path / 'bot.db'}",
        BOT_LOG_LEVEL="DEBUG",
        BOT_LOG_MESSAGES="true",
        BOT_LOG=form.value,
        BOT_METRICS_LISTEN=listen,
    )
    async with running(log, variables) as process:
        await ask(api, api.person("Ann", "en"))
        async with ClientSession() as session, session.get(f"http://{listen}/metrics") as answer:
            figures = await answer.text()
        of_process = Path("/proc") / str(process.pid)
        titles = [of_process / "cmdline", of_process / "comm"] if of_process.exists() else []
        shown = [figures, *(path.read_text() for path in titles)]
    logged = written(log)
    assert "tried again" in logged
    assert "api_calls" in figures
    secret = api.token.partition(":")[2]
    for text in (logged, *shown):
        assert secret not in text


async def test_a_refused_token_is_not_repeated(api: BotApi, log: Path, tmp_path: Path) -> None:
    wrong = "123456:" + "x" * 35
    variables = environment(api, f"sqlite:///{tmp_path / 'bot.db'}", BOT_LOG_LEVEL="DEBUG")
    async with running(log, {**variables, "BOT_TOKEN": wrong}) as process:
        assert await process.wait() == 1
    said = written(log)
    assert "BOT_TOKEN is not accepted" in said
    assert "x" * 35 not in said
