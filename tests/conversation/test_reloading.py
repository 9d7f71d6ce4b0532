"""The decks change while the bot runs: new ones are served, broken ones are not."""

import asyncio
import os
import signal
from collections import deque
from collections.abc import AsyncIterator, Callable
from io import StringIO
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

import bot.services.library
from bot.app import Bot, kept_up_to_date, open_bot
from bot.conversation.command import Command, Turn
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.message import Reply
from bot.conversation.views.pages import said
from bot.services import Services
from bot.services.library import Librarian
from bot.settings import LogFormat, read_settings
from bot.storage.knowledge.folders import Marks
from tests.conversation.talk import Talk
from tests.decks import write_deck

LOOK = 0.02  # seconds
ANSWER, BETTER = "The answer about a deadlock.", "A better answer about a deadlock."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_deck(tmp_path / "k", "databases")


@pytest.fixture
async def served(database_url: str, folder: Path) -> AsyncIterator[Bot]:
    settings = read_settings(database_url=database_url, knowledge=folder, admins="7")
    async with open_bot(settings, random=Random(7)) as bot:
        yield bot


@pytest.fixture
def maintainer(served: Bot) -> Talk:
    return Talk(served.dispatcher, front="telegram", name="7")


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "basics.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


async def until(talk: Talk, answer: str) -> None:
    """Ask until this is answered."""
    async with asyncio.timeout(20):
        while answer not in await talk.say("what is a deadlock"):  # noqa: ASYNC110 -- it is asked
            await asyncio.sleep(LOOK)


async def test_a_maintainer_reloads(maintainer: Talk, folder: Path) -> None:
    assert ANSWER in await maintainer.say("what is a deadlock")
    edit(folder, ANSWER, BETTER)
    assert ANSWER in await maintainer.say("what is a deadlock")
    assert "The databases deck (3)" in await maintainer.say("/reload")
    assert BETTER in await maintainer.say("what is a deadlock")


async def test_a_broken_edit_is_named_and_the_old_deck_goes_on(
    maintainer: Talk, folder: Path
) -> None:
    edit(folder, "level: 2", "levle: 2")
    told = await maintainer.say("/reload")
    assert "the old deck goes on" in told
    assert f"{folder / 'basics.yaml'}:3:10: the key 'levle' is not known here" in told
    assert ANSWER in await maintainer.say("what is a deadlock")
    edit(folder, "levle: 2", "level: 2")
    assert "Read anew" in await maintainer.say("/reload")


async def test_a_folder_that_is_gone_is_named(maintainer: Talk, folder: Path) -> None:
    rmtree(folder)
    assert f"BOT_KNOWLEDGE names {folder}" in await maintainer.say("/reload")
    assert ANSWER in await maintainer.say("what is a deadlock")


async def test_a_deck_may_be_added(database_url: str, folder: Path, tmp_path: Path) -> None:
    settings = read_settings(database_url=database_url, knowledge=folder.parent, admins="7")
    async with open_bot(settings, random=Random(7)) as bot:
        maintainer = Talk(bot.dispatcher, front="telegram", name="7")
        assert "/decks" not in await maintainer.say("/help")
        write_deck(folder.parent, "cooking")
        assert "The cooking deck (3)" in await maintainer.say("/reload")
        assert "/decks" in await maintainer.say("/help")


async def test_nobody_else_reloads(served: Bot, folder: Path) -> None:
    edit(folder, ANSWER, BETTER)
    ann = Talk(served.dispatcher)
    assert "There is no such command" in await ann.say("/reload")
    assert ANSWER in await ann.say("what is a deadlock")


async def test_a_request_ends_with_the_deck_with_which_it_began(served: Bot, folder: Path) -> None:
    async def slow(turn: Turn) -> Reply:
        edit(folder, ANSWER, BETTER)
        await served.librarian.reload()
        return said(turn.services.deck.by_id["databases-3"].short.en)

    talk = Talk(Dispatcher({"ask": Command("ask", slow)}, served.librarian, None))
    assert ANSWER in await talk.say("what is a deadlock")
    assert BETTER in await Talk(served.dispatcher).say("what is a deadlock")


async def test_a_changed_file_is_noticed_a_broken_one_logged(
    served: Bot,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    logged: Callable[..., StringIO],
) -> None:
    monkeypatch.setattr(bot.services.library, "LOOK_EVERY", LOOK)
    log, ann = logged(LogFormat.TEXT), Talk(served.dispatcher)
    async with kept_up_to_date(served.librarian, hang_up=True):
        edit(folder, ANSWER, BETTER)
        await until(ann, BETTER)
        edit(folder, "level: 2", "level: two")
        async with asyncio.timeout(20):
            while "basics.yaml:3:10: 'level' should be" not in log.getvalue():  # noqa: ASYNC110
                await asyncio.sleep(LOOK)
        assert BETTER in await ann.say("what is a deadlock")
        edit(folder, "level: two", "level: 3")
        edit(folder, BETTER, ANSWER)
        await until(ann, ANSWER)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no such signal here")
async def test_a_hang_up_reloads(served: Bot, folder: Path) -> None:
    async with kept_up_to_date(served.librarian, hang_up=True):
        edit(folder, ANSWER, BETTER)
        os.kill(os.getpid(), signal.SIGHUP)
        await until(Talk(served.dispatcher), BETTER)


async def test_a_drive_that_is_away_for_a_moment_ends_no_watch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.services.library, "LOOK_EVERY", 0.0)
    reloaded = asyncio.Event()
    away = [PermissionError("moved away"), OSError("stale file handle")]

    def marks() -> Marks:
        if away:
            raise away.pop()
        return frozenset({("deck.yaml", 1, 1)})

    def load() -> tuple[Services, ...]:
        reloaded.set()
        return ()

    async with kept_up_to_date(Librarian((), frozenset(), load, marks), hang_up=False):
        async with asyncio.timeout(20):
            await reloaded.wait()


async def test_a_file_that_is_being_written_is_read_when_it_has_come_to_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.services.library, "LOOK_EVERY", 0.0)
    sizes, reloaded, loaded_at = deque([1, 2, 3, 4, 4, 4]), asyncio.Event(), list[int]()

    def marks() -> Marks:
        if len(sizes) > 1:
            sizes.popleft()
        return frozenset({("deck.yaml", 1, sizes[0])})

    def load() -> tuple[Services, ...]:
        loaded_at.append(sizes[0])
        reloaded.set()
        return ()

    librarian = Librarian((), frozenset({("deck.yaml", 1, 1)}), load, marks)
    async with kept_up_to_date(librarian, hang_up=False):
        async with asyncio.timeout(20):
            await reloaded.wait()
    assert loaded_at == [4]
