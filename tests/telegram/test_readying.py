"""Answers are made ready while nobody asks: the first who asks for one does not wait for that."""

import asyncio
import weakref
from pathlib import Path

import pytest

from bot.conversation.message import Message
from bot.conversation.texts import Words
from bot.conversation.views import answers
from bot.domain.knowledge import Deck, Entry
from bot.settings import LanguageSetting, Settings
from bot.telegram.app import Front
from tests.botapi import BotApi, Person
from tests.decks import write_deck
from tests.telegram.conftest import serving


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write_deck(tmp_path, "databases")


async def ready(front: Front) -> None:
    """Wait until the answers of the decks are ready."""
    async with asyncio.timeout(20):
        while not front.readying.is_done:  # noqa: ASYNC110 -- nobody is told when
            await asyncio.sleep(0.1)


def nothing_new(*_: object) -> None:
    pytest.fail("made only when somebody asked")


async def test_who_asks_first_gets_what_is_ready(
    api: BotApi,
    settings: Settings,
    deck: Path,
    ann: Person,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_deck = settings.model_copy(update={"knowledge": (deck,), "admins": frozenset({ann.user.id})})
    async with serving(of_deck, None) as service:
        front = service.front
        await ready(front)
        with monkeypatch.context() as patched:
            patched.setattr(answers, "_entry", nothing_new)
            await bob.says("what is a deadlock")
            assert "The answer about a deadlock." in (await api.next_from_bot(bob)).text
            await bob.says("死锁")
            assert "死锁的答案。" in (await api.next_from_bot(bob)).text
        file = deck / "basics.yaml"
        file.write_text(
            file.read_text("utf-8").replace("The answer about a deadlock", "No way out"), "utf-8"
        )
        await ann.says("/reload")
        assert "已重新载入" in (await api.next_from_bot(ann)).text
        await ready(front)
        monkeypatch.setattr(answers, "_entry", nothing_new)
        await bob.says("what is a deadlock")
        assert "No way out." in (await api.next_from_bot(bob)).text


async def test_of_what_a_reload_replaces_nothing_stays(settings: Settings, deck: Path) -> None:
    async with serving(settings.model_copy(update={"knowledge": (deck,)}), None) as service:
        await ready(service.front)
        librarian = service.front._bot.librarian
        deck_before = librarian.current.default.deck
        replaced = [weakref.ref(it) for it in (deck_before, *deck_before.entries)]
        del deck_before
        await librarian.reload()
        await ready(service.front)
        assert [it() for it in replaced] == [None] * len(replaced)


async def test_an_answer_that_cannot_be_made_keeps_nobody_from_the_others(
    api: BotApi, settings: Settings, deck: Path, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = answers.entry

    def faulty(entry: Entry, deck: Deck, words: Words) -> Message:
        if "deadlock" in entry.question.en:
            raise LookupError("a mistake of ours")
        return make(entry, deck, words)

    monkeypatch.setattr(answers, "entry", faulty)
    async with serving(settings.model_copy(update={"knowledge": (deck,)}), None) as service:
        await ready(service.front)
        await bob.says("what is a btree index")
        assert "The answer about a btree index." in (await api.next_from_bot(bob)).text
        assert not service.ended.is_set()


@pytest.mark.parametrize("language", LanguageSetting)
async def test_each_answer_is_made_in_each_language_that_is_spoken(
    settings: Settings, deck: Path, monkeypatch: pytest.MonkeyPatch, language: LanguageSetting
) -> None:
    made: list[str] = []
    make = answers.entry

    def noted(entry: Entry, deck: Deck, words: Words) -> Message:
        made.append(words.language.value)
        return make(entry, deck, words)

    monkeypatch.setattr(answers, "entry", noted)
    of_deck = settings.model_copy(update={"knowledge": (deck,), "language": language})
    async with serving(of_deck, None) as service:
        await ready(service.front)
    both = language is LanguageSetting.AUTO
    assert sorted(made) == (["en"] * 3 + ["zh"] * 3 if both else [language.value] * 3)
