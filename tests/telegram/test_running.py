"""Starting, stopping, restarting; polling and webhook; the token in no log."""

import asyncio
import os
import signal
import socket
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import User, WebhookInfo

from bot.app import open_bot
from bot.decks import Knowledge
from bot.domain.dailies import Daily
from bot.domain.language import Language
from bot.domain.schedule import Weekly
from bot.errors import SettingsError
from bot.settings import LogFormat, Settings, read_settings
from bot.storage.dailies import DailyStore
from bot.storage.database import Database
from bot.telegram.app import Front, when_told_to_stop
from bot.telegram.examination import examine, findings, skewed
from bot.telegram.places import address
from tests.botapi import BotApi, Person, Status
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


async def test_an_examination_says_what_to_do(api: BotApi, settings: Settings) -> None:
    name, found = await examine(settings)
    assert name == api.world.bot.username
    assert any("privacy mode is on" in finding for finding in found)
    nowhere = read_settings(token=api.token, api_url="http://127.0.0.1:1")
    with pytest.raises(SettingsError, match=r"http://127\.0\.0\.1:1 cannot be reached"):
        await examine(nowhere)


async def test_an_examination_needs_no_database_for_what_telegram_tells(
    api: BotApi, settings: Settings, tmp_path: Path
) -> None:
    folder = SecretStr(f"sqlite:///{tmp_path}")
    _, found = await examine(settings.model_copy(update={"database_url": folder}))
    assert any("privacy mode is on" in finding for finding in found)


async def test_an_examination_looks_at_chats_with_questions_of_the_day(
    api: BotApi, settings: Settings, database: Database, ann: Person
) -> None:
    gone, fine = api.group("Gone", [ann]), api.channel("Fine", ann)
    await gone.makes_bot(Status.KICKED)
    for place, kind in ((gone, "group"), (fine, "channel"), (ann, "private")):
        chat = address(place.id)
        await DailyStore(database).add(Daily(chat, kind, chat, Weekly(time(9)), "", Language.EN))
    _, found = await examine(settings)
    assert any(f"{gone.id} has questions of the day; it is out of reach" in it for it in found)
    assert not any("Fine" in finding or str(fine.id) in finding for finding in found)
    api.refused.clear()


NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ALL_RIGHT = User(
    1,
    "x",
    is_bot=True,
    can_join_groups=True,
    can_read_all_group_messages=True,
    supports_inline_queries=True,
)
FAILED = WebhookInfo(
    "https://a.example/hook",
    has_custom_certificate=False,
    pending_update_count=500,
    last_error_date=NOW - timedelta(minutes=5),
    last_error_message="Wrong response from the webhook: 502",
)


def test_findings_about_the_webhook() -> None:
    none = WebhookInfo("", has_custom_certificate=False, pending_update_count=0)
    here = read_settings(webhook_url="https://a.example/hook")
    assert list(findings(ALL_RIGHT, none, read_settings(), NOW)) == []
    (unset,) = findings(ALL_RIGHT, none, here, NOW)
    assert "does not deliver to BOT_WEBHOOK_URL yet" in unset
    failed, waiting = findings(ALL_RIGHT, FAILED, here, NOW)
    assert "5 minutes ago (Wrong response from the webhook: 502)" in failed
    assert "500 updates wait" in waiting
    (waiting,) = findings(ALL_RIGHT, FAILED, here, NOW + timedelta(days=2))
    assert "500 updates wait" in waiting
    elsewhere, *_ = findings(ALL_RIGHT, FAILED, read_settings(), NOW)
    assert "a webhook is set elsewhere" in elsewhere


def test_findings_about_the_pace() -> None:
    none = WebhookInfo("", has_custom_certificate=False, pending_update_count=0)
    (fast,) = findings(ALL_RIGHT, none, read_settings(messages_per_second=31), NOW)
    assert "BOT_MESSAGES_PER_SECOND is 31, Telegram asks for at most 30" in fast
    elsewhere = read_settings(messages_per_second=31, api_url="http://127.0.0.1:1")
    assert list(findings(ALL_RIGHT, none, elsewhere, NOW)) == []


def test_a_clock_that_is_wrong() -> None:
    assert skewed("Fri, 27 Nov 2026 12:00:10 GMT", NOW) == []
    assert skewed("", NOW) == []
    (ahead,) = skewed("Fri, 27 Nov 2026 11:58:00 GMT", NOW)
    assert "120 s ahead" in ahead


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


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "reports of mistakes reach nobody but `kb reports`; set BOT_MAINTAINERS_CHAT"),
        ({"admins": "77"}, "BOT_ADMINS: 77 cannot be reached (Chat not found); have them send"),
        ({"maintainers_chat": "-100/4"}, "BOT_MAINTAINERS_CHAT: -100 cannot be reached (Chat not"),
    ],
)
async def test_an_examination_says_whom_reports_do_not_reach(
    api: BotApi, settings: Settings, chosen: dict[str, str], said: str
) -> None:
    url = settings.effective_database_url
    reaching = read_settings(token=api.token, api_url=api.url, database_url=url, **chosen)
    _, found = await examine(reaching)
    assert any(finding.startswith(said) for finding in found), found
    api.refused.clear()


async def test_an_examination_knows_a_group_that_became_a_supergroup_unnoticed(
    api: BotApi, settings: Settings, bob: Person
) -> None:
    group = api.group("Maintainers", [bob])
    new = await group.migrates()
    url, office = settings.effective_database_url, str(group.id)
    there = read_settings(
        token=api.token, api_url=api.url, database_url=url, maintainers_chat=office
    )
    _, found = await examine(there)
    assert f"BOT_MAINTAINERS_CHAT: the group has become {new.id}; set it to that" in found
    api.refused.clear()


async def test_an_examination_is_content_where_reports_arrive(
    api: BotApi, settings: Settings, bob: Person
) -> None:
    await bob.says("/start")
    url = settings.effective_database_url
    admins = str(bob.user.id)
    _, found = await examine(
        read_settings(token=api.token, api_url=api.url, database_url=url, admins=admins)
    )
    assert not any("report" in finding or "BOT_ADMINS" in finding for finding in found)


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
