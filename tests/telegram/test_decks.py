"""Several decks and reloading, end to end."""

from pathlib import Path

import pytest

from bot.decks import Knowledge, open_decks
from bot.settings import Settings, read_settings
from bot.storage.transaction import CURRENT
from tests.botapi import BotApi, Person
from tests.decks import write_deck, write_many
from tests.telegram.conftest import serving


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return write_deck(tmp_path / "k", "databases"), write_deck(tmp_path / "k", "cooking")


@pytest.fixture
def two(api: BotApi, settings: Settings, folders: tuple[Path, Path], ann: Person) -> Settings:
    return read_settings(
        token=api.token,
        api_url=api.url,
        database_url=settings.effective_database_url,
        knowledge=",".join(map(str, folders)),
        admins=str(ann.user.id),
    )


async def test_two_decks_in_two_chats(api: BotApi, two: Settings, ann: Person, bob: Person) -> None:
    group = api.group("Cooks", [ann, bob])
    async with serving(two, None):
        await ann.says("/decks", chat=group)
        listed = await api.next_from_bot(group)
        refused = await bob.presses(listed, "题库cooking")
        assert "管理员" in refused.text
        await ann.presses(listed, "题库cooking")
        assert "● 题库cooking（3 题）" in (await api.next_from_bot(group)).text
        await bob.says("/ask what is sourdough", chat=group)
        assert "The answer about sourdough." in (await api.next_from_bot(group)).text
        await bob.says("what is a deadlock")
        answer = await api.next_from_bot(bob)
        assert "The answer about a deadlock." in answer.text
        await bob.says("/start cooking-2")  # a link that somebody shared
        assert "The answer about soy sauce." in (await api.next_from_bot(bob)).text
        await bob.presses(answer, "Full answer")
        assert "More about a deadlock." in (await api.next_from_bot(bob)).text


async def test_a_topic_may_have_more_entries_than_a_message_takes_buttons(
    api: BotApi, two: Settings, folders: tuple[Path, Path], ann: Person
) -> None:
    write_many(folders[0], 150)
    async with serving(two, None):
        await ann.says("/topics basics en")
        shown = await api.next_from_bot(ann)
        assert len(shown.labels) == 20 + 3
        await ann.presses(shown, "More ▶")
        assert "index 21?" in (await api.next_from_bot(ann)).text
        for line in ("/page 1-90 en", "/chapter 1 en"):
            await ann.says(line)
            assert "index 1?" in (await api.next_from_bot(ann)).text


async def test_a_broken_file_changes_nothing_and_a_mended_one_does(
    api: BotApi, two: Settings, ann: Person, bob: Person, folders: tuple[Path, Path]
) -> None:
    file = folders[0] / "basics.yaml"
    sound = file.read_text("utf-8").replace("The answer about a deadlock", "No way out")
    async with serving(two, None):
        file.write_text(sound.replace("level: 2", "level: two"), "utf-8")
        await ann.says("/reload")
        told = (await api.next_from_bot(ann)).text
        assert "basics.yaml:3:10: 'level' should be a whole number" in told
        await bob.says("what is a deadlock")
        assert "The answer about a deadlock." in (await api.next_from_bot(bob)).text
        file.write_text(sound, "utf-8")
        await bob.says("/reload")
        assert "no such command" in (await api.next_from_bot(bob)).text
        await ann.says("/reload")
        assert "已重新载入" in (await api.next_from_bot(ann)).text
        await bob.says("what is a deadlock")
        assert "No way out." in (await api.next_from_bot(bob)).text


async def test_decks_are_read_anew_outside_of_any_transaction(
    api: BotApi, two: Settings, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    within: list[object] = []

    def load(settings: Settings) -> tuple[Knowledge, ...]:
        within.append(CURRENT.get())  # with PostgreSQL it is one of few connections
        return open_decks(settings)

    monkeypatch.setattr("bot.app.open_decks", load)
    async with serving(two, None):
        await ann.says("/reload")
        assert "已重新载入" in (await api.next_from_bot(ann)).text
    assert within == [None, None]  # at the start, and then
