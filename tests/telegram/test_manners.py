"""Who says too much, or too long a thing, is told once, and then not answered for a while."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.conversation.command import Bearing
from bot.conversation.message import Chat, Request
from bot.conversation.message import Person as Who
from bot.decks import Knowledge
from bot.domain.chats import ChatKind
from bot.domain.pace import CHAT, PAUSE, PERSON, Allowance
from bot.settings import LogFormat, Settings
from bot.storage.database import Database
from bot.storage.pauses import PauseStore
from bot.telegram.manners import Manners
from tests.botapi import BotApi, Person
from tests.locking import locked
from tests.telegram.conftest import serving

GROUP = ChatKind.GROUP
NOW = datetime(2026, 11, 22, tzinfo=UTC)
FEW = Allowance(9, timedelta(hours=1))  # so none more, however long a test takes
NOTICE = "more than I can follow"


def texts(api: BotApi, place: Person) -> list[str]:
    return [message.text for message in api.unread(place)]


@pytest.fixture(autouse=True)
def _a_moment(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything be said at one time, until a test has it go on."""
    monkeypatch.setattr("bot.telegram.manners.PERSON", FEW)
    now = api.world.clock()
    api.world.clock = lambda: now


def wait(api: BotApi, time: timedelta) -> None:
    later = api.world.clock() + time
    api.world.clock = lambda: later


async def test_what_makes_much_work_is_not_had_over_and_over(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telegram.manners.PERSON", PERSON)
    async with serving(settings, knowledge):
        for _ in range(5):
            await bob.says("/export")
        said = [(await api.next_from_bot(bob)).text for _ in range(4)]
        assert [NOTICE in text for text in said] == [False, False, False, True]
        await api.quiet()
        assert texts(api, bob) == []


@pytest.mark.usefixtures("front")
async def test_a_flood_in_private_gets_one_notice(api: BotApi, bob: Person) -> None:
    for number in range(FEW.burst + 5):
        await bob.says(f"/topics {number}")
    await api.quiet()
    said = texts(api, bob)
    assert len(said) == FEW.burst + 1
    assert NOTICE in said[-1]
    wait(api, PAUSE)
    await bob.says("/topics")
    assert NOTICE not in (await api.next_from_bot(bob)).text


@pytest.mark.usefixtures("front")
async def test_who_presses_too_much_gets_a_toast_then_silence(api: BotApi, bob: Person) -> None:
    await bob.says("/settings")
    message = await api.next_from_bot(bob)
    for _ in range(FEW.burst - 1):
        await bob.says("/topics")
    await api.quiet()
    assert NOTICE in (await bob.presses(message, data="/settings keep yes")).text
    assert (await bob.presses(message, data="/settings keep yes")).text == ""


@pytest.mark.usefixtures("front")
async def test_too_long_a_question_gets_a_sentence(api: BotApi, bob: Person) -> None:
    await bob.says("why does dropout work " * 40)
    assert "at most 600 characters" in (await api.next_from_bot(bob)).text


async def test_a_line_that_is_tried_again_and_again_is_said_once(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    bob: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    logged: Callable[..., StringIO],
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.BUSY_SECONDS", 0.0)
    monkeypatch.setattr("bot.telegram.patience.SHORTEST_WAIT", 0.001)
    monkeypatch.setattr("bot.telegram.patience.LONGEST_WAIT", 0.001)
    log = logged(LogFormat.TEXT)
    url = SecretStr(f"sqlite:///{tmp_path / 'bot.db'}")
    async with serving(settings.model_copy(update={"database_url": url}), knowledge):
        await api.quiet()
        with locked(tmp_path / "bot.db"):
            await bob.says("question 32")
            tries = 2 * FEW.burst
            await api.until(lambda: log.getvalue().count("is tried again") > tries, "many tries")
        assert "Dropout" in (await api.next_from_bot(bob)).text


def said_in_group(person: str, topic: str | None = None) -> Request:
    chat = Chat(f"telegram:-7/{topic}" if topic else "telegram:-7", GROUP, "telegram:-7")
    return Request("/topics", chat, Who(person, person), NOW)


async def test_a_group_with_its_topics_has_an_allowance_and_one_notice(database: Database) -> None:
    processes = Manners(PauseStore(database)), Manners(PauseStore(database))
    for manners in processes:
        for number in range(CHAT.burst):
            said = said_in_group(f"telegram:{number}", topic=str(number % 3))
            assert await manners.bear(number, said) is Bearing.ANSWER
            assert await manners.bear(number, said) is Bearing.ANSWER  # it has come again
    bearings = [await it.bear(98, said_in_group("telegram:99")) for it in processes]
    assert bearings == [Bearing.NOTICE, Bearing.SILENCE]
    after = replace(said_in_group("telegram:99"), at=NOW + PAUSE)
    assert [await it.bear(99, after) for it in processes] == [Bearing.ANSWER, Bearing.ANSWER]
    private = Request("/topics", Chat("telegram:99", ChatKind.PRIVATE), Who("telegram:99", ""), NOW)
    assert await processes[0].bear(100, private) is Bearing.ANSWER


async def test_a_pause_that_was_long_ago_is_forgotten(database: Database) -> None:
    store = PauseStore(database)
    assert await store.begin("telegram:1", NOW, NOW + PAUSE)
    assert not await store.begin("telegram:1", NOW, NOW + PAUSE)
    await store.prune(NOW + 2 * PAUSE)
    assert await store.begin("telegram:1", NOW, NOW + PAUSE)
