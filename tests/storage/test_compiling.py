"""What was made of decks is kept, and made again as soon as anything differs."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.decks import Knowledge, open_decks
from bot.errors import KnowledgeError
from bot.settings import Settings, read_settings
from bot.storage.knowledge import compiling
from bot.storage.knowledge.compiling import compiled
from bot.storage.knowledge.loader import load_deck
from tests.decks import write_deck

QUERIES = Path(__file__).parents[1] / "knowledge" / "queries.jsonl"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write_deck(tmp_path / "decks", "databases")


@pytest.fixture
def read(tmp_path: Path, deck: Path) -> Callable[[], str]:
    """Return a function that reads the deck's title, and says so if it does not know it yet."""

    def compile_title() -> str:
        made: list[str] = []

        def make() -> str:
            made.append("made: ")
            return load_deck(deck).title.en

        title = compiled([deck], make, tmp_path / "cache")
        return "".join(made) + title

    return compile_title


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_was_made_is_not_made_again(read: Callable[[], str]) -> None:
    assert read() == "made: The databases deck"
    assert read() == "The databases deck"


def test_a_changed_file_is_read_again(read: Callable[[], str], deck: Path) -> None:
    read()
    times = (deck / "deck.yaml").stat()
    text = (deck / "deck.yaml").read_text("utf-8").replace("The databases", "One databases")
    (deck / "deck.yaml").write_text(text, "utf-8")
    os.utime(deck / "deck.yaml", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert read() == "made: One databases deck"


def test_the_book_counts_and_so_does_a_new_file(read: Callable[[], str], deck: Path) -> None:
    read()
    book = next((deck.parent / "books").iterdir())
    book.write_text(book.read_text("utf-8").replace("Somebody", "Nobody"), "utf-8")
    assert read().startswith("made")
    (deck / "outside.yaml").unlink(missing_ok=True)
    read()
    (deck / "outside.yaml").write_text("[]\n", "utf-8")
    assert read().startswith("made")


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module of a program of its own, which runs in this test."""
    module = tmp_path / "code" / "inside" / "module.py"
    module.parent.mkdir(parents=True)
    module.write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(compiling, "PACKAGE", tmp_path / "code")
    start_anew()
    yield module
    start_anew()


def start_anew() -> None:
    """Let what runs be what is installed, as in a new process."""
    compiling._program.cache_clear()


def test_changed_code_makes_it_anew(read: Callable[[], str], module: Path) -> None:
    read()
    assert not read().startswith("made")
    module.write_text("a = 12\n", "utf-8")
    start_anew()
    assert read().startswith("made")


def test_what_the_old_code_makes_after_an_upgrade_is_not_for_the_new_one(
    read: Callable[[], str], module: Path, deck: Path
) -> None:
    read()
    module.write_text("a = 12\n", "utf-8")
    (deck / "outside.yaml").write_text("[]\n", "utf-8")
    assert read().startswith("made")  # by a process that goes on with the old code
    start_anew()
    assert read().startswith("made")


def test_a_damaged_file_is_made_again(read: Callable[[], str], tmp_path: Path) -> None:
    read()
    file = only_file(tmp_path / "cache")
    for damaged in (file.read_bytes()[:-1], file.read_bytes()[:-1] + b"\0", b""):
        file.write_bytes(damaged)
        assert read().startswith("made")
        assert not read().startswith("made")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owner here")
def test_a_file_that_others_could_have_written_is_not_trusted(
    read: Callable[[], str], tmp_path: Path
) -> None:
    read()
    file = only_file(tmp_path / "cache")
    assert not file.stat().st_mode & 0o077
    assert not file.parent.stat().st_mode & 0o077
    file.chmod(0o666)
    assert read().startswith("made")
    assert not file.stat().st_mode & 0o077


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owner here")
def test_a_file_of_somebody_else_is_not_trusted(
    read: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read()
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert read().startswith("made") is (owner != 0)  # the administrator may do everything anyway


def test_where_nothing_can_be_kept_all_goes_on(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert compiled([deck], lambda: 7, tmp_path / "file" / "cache") == 7
    assert compiled([deck], lambda: 8, tmp_path / "file" / "cache") == 8


def test_what_is_wrong_is_said_every_time(deck: Path, tmp_path: Path) -> None:
    (deck / "basics.yaml").write_text("- id: Nonsense\n", "utf-8")
    settings = read_settings(knowledge=(deck,))
    said = []
    for _ in range(2):
        with pytest.raises(KnowledgeError) as error:
            open_decks(settings)
        said.append(str(error.value))
    assert said[0] == said[1]
    assert "basics.yaml:1:" in said[0]


def test_what_changed_while_it_was_read_is_not_kept(deck: Path, tmp_path: Path) -> None:
    def make() -> int:
        (deck / "outside.yaml").write_text("[]\n", "utf-8")
        return 7

    (deck / "outside.yaml").unlink(missing_ok=True)
    assert compiled([deck], make, tmp_path / "cache") == 7
    assert compiled([deck], lambda: 8, tmp_path / "cache") == 8


def test_of_many_sets_of_decks_the_oldest_go(tmp_path: Path) -> None:
    for number in range(compiling.KEPT + 3):
        folder = write_deck(tmp_path / str(number), "cooking")
        compiled([folder], lambda: 7, tmp_path / "cache")
    assert len([*(tmp_path / "cache").iterdir()]) == compiling.KEPT


def test_what_is_kept_answers_as_what_is_new(knowledge: Knowledge) -> None:
    (kept,) = open_decks(Settings())  # the fixture has been compiled
    queries = [json.loads(line)["query"] for line in QUERIES.read_text("utf-8").splitlines()]
    for query in queries[:100]:
        assert kept.matcher.match(query) == knowledge.matcher.match(query)
    assert kept.deck == knowledge.deck
    assert kept.deck.model_dump() == knowledge.deck.model_dump()
    with pytest.raises(ValidationError, match="frozen"):
        kept.deck.entries[0].level = 1  # type: ignore[misc]
