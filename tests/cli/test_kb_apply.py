"""``kb apply``: proposed aliases become a reviewable change of a deck's files, or nothing does."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import run
from bot.domain.language import Language
from bot.storage.knowledge.loader import load_deck
from bot.storage.opening import open_database
from bot.storage.proposals import Proposal, ProposalStore
from tests.decks import write_deck

Captured = pytest.CaptureFixture[str]
NOW = datetime(2026, 11, 27, tzinfo=UTC)
EN, ZH = Language.EN, Language.ZH


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_deck(tmp_path / "k", "databases")
    monkeypatch.setenv("BOT_KNOWLEDGE", str(folder))
    return folder


def propose(url: str, *proposals: tuple[int, Language, str]) -> None:
    async def add() -> None:
        async with open_database(url) as database:
            for number, language, text in proposals:
                proposal = Proposal("databases", f"databases-{number}", language, text)
                await ProposalStore(database).add(proposal, NOW)

    asyncio.run(add())


def waiting(url: str) -> Sequence[Proposal]:
    async def read() -> Sequence[Proposal]:
        async with open_database(url) as database:
            return await ProposalStore(database).waiting("databases")

    return asyncio.run(read())


def test_nothing_is_proposed(folder: Path, capsys: Captured) -> None:
    (folder / "deck").symlink_to(folder)  # what else is in the folder is none of its files
    assert run(["kb", "apply"]) == 0
    assert capsys.readouterr().out == "nothing is proposed\n"


def test_an_alias_is_one_changed_line_and_comments_stay(
    folder: Path, capsys: Captured, database_url: str
) -> None:
    before = (folder / "basics.yaml").read_text("utf-8")
    propose(
        database_url,
        (1, EN, "b-tree: how it works"),
        (3, ZH, "两个事务互相等"),
        (3, EN, "[stuck] #locks"),
    )
    assert run(["kb", "apply", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert (folder / "basics.yaml").read_text("utf-8") == before
    assert run(["kb", "apply"]) == 0
    told = capsys.readouterr().out
    assert told == shown.replace("3 to be applied", "3 applied")
    changed = [line for line in told.splitlines() if line[:1] in "+-" and line[1:2] == " "]
    assert len(changed) == 4
    deck = load_deck(folder)
    assert "b-tree: how it works" in deck.by_id["databases-1"].aliases.en
    assert deck.by_id["databases-3"].aliases.en[-1] == "[stuck] #locks"
    assert deck.by_id["databases-3"].aliases.zh == ("死锁", "两个事务互相等")
    assert (folder / "basics.yaml").read_text("utf-8").count("# how people ask") == 3
    assert waiting(database_url) == []
    assert run(["kb", "apply"]) == 0
    assert capsys.readouterr().out == "nothing is proposed\n"


def test_what_belongs_to_another_is_refused_and_the_rest_applied(
    folder: Path, capsys: Captured, database_url: str
) -> None:
    propose(
        database_url,
        (1, EN, "A deadlock!"),
        (2, EN, "What is a deadlock"),
        (2, ZH, "下雨"),
        (2, EN, "commit and roll back"),
        (3, EN, "Commit and roll-back"),
        (9, EN, "anything"),
        (2, EN, "the price is $5"),
        (2, EN, "A transaction"),
    )
    assert run(["kb", "apply"]) == 1
    captured = capsys.readouterr()
    dollar = "Value error, a $ has no partner; close the formula, or write \\$ for a dollar sign"
    assert captured.err.splitlines() == [
        f"refused for databases-{number}: '{text}': {why}"
        for number, text, why in (
            (1, "A deadlock!", "it belongs to databases-3"),
            (2, "What is a deadlock", "it belongs to databases-3"),
            (2, "the price is $5", dollar),
            (2, "下雨", "it belongs to the topic 'the weather' outside the deck"),
            (3, "Commit and roll-back", "it belongs to databases-2"),
            (9, "anything", "there is no such entry any more"),
        )
    ]
    assert "2 applied" in captured.out  # one was there before
    assert load_deck(folder).by_id["databases-2"].aliases.en == (
        "a transaction",
        "commit and roll back",
    )
    assert waiting(database_url) == []


def test_where_the_deck_would_be_broken_nothing_is_touched(
    folder: Path, capsys: Captured, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(database_url, (1, EN, "x" * 2001))
    monkeypatch.setattr("bot.storage.knowledge.applying._unfit", lambda *_: None)
    before = (folder / "basics.yaml").read_text("utf-8")
    assert run(["kb", "apply"]) == 1
    assert f"{folder / 'basics.yaml'}:" in capsys.readouterr().err
    assert (folder / "basics.yaml").read_text("utf-8") == before
    assert len(waiting(database_url)) == 1
