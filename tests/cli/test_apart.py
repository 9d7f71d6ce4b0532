"""At the first start another process compiles the decks; the one that serves never reads YAML."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import run
from tests.decks import write_deck

START = """
import sys
from bot.cli.apart import decks_compiled_apart
from bot.decks import open_decks
from bot.settings import read_settings
settings = read_settings()
with decks_compiled_apart(settings):
    pass
print(*[known.deck.title.en for known in open_decks(settings)], "yaml" in sys.modules)
"""

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write_deck(tmp_path / "decks", "databases")


@pytest.fixture
def environment(tmp_path: Path, deck: Path) -> dict[str, str]:
    return {
        **os.environ,
        "BOT_KNOWLEDGE": str(deck),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def start(environment: dict[str, str], folder: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-P", "-c", START],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.splitlines()[-1]


def test_the_first_start_reads_no_yaml(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()  # another program of our name, where somebody happens to be
    (tmp_path / "bot" / "__main__.py").write_text("raise SystemExit('not me')", "utf-8")
    assert start(environment, tmp_path) == "The databases deck False"


def test_a_changed_deck_is_compiled_again(
    environment: dict[str, str], deck: Path, tmp_path: Path
) -> None:
    start(environment, tmp_path)
    text = (deck / "deck.yaml").read_text("utf-8").replace("The databases", "One databases")
    (deck / "deck.yaml").write_text(text, "utf-8")
    assert start(environment, tmp_path) == "One databases deck False"


def test_where_nothing_can_be_kept_the_start_reads_for_itself(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    assert start(environment, tmp_path) == "The databases deck True"


def test_what_is_wrong_with_a_deck_is_said_by_the_start(
    environment: dict[str, str], deck: Path, tmp_path: Path
) -> None:
    (deck / "basics.yaml").write_text("- id: Nonsense\n", "utf-8")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        start(environment, tmp_path)
    assert "basics.yaml:1:" in failed.value.stderr


def test_compile_says_what_it_has_kept_and_where(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, deck: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_KNOWLEDGE", str(deck))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert run(["compile"]) == 0
    kept = tmp_path / "cache" / "dl-interview-bot"
    assert capsys.readouterr().out == f"databases: compiled into {kept}\n"
    assert len([*kept.iterdir()]) == 1


def test_compile_says_where_nothing_can_be_kept(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, deck: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    monkeypatch.setenv("BOT_KNOWLEDGE", str(deck))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert run(["compile"]) == 1
    assert "cannot be written to" in capsys.readouterr().err
