"""The command line: which command runs, by which settings, on which deck."""

import io
import json
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.cli import run, serve
from bot.storage.knowledge import shipped_knowledge
from tests.decks import write_deck

Captured = pytest.CaptureFixture[str]


def test_a_wrong_setting_stops_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("BOT_LISTEN", "everywhere")
    assert run([]) == 1
    captured = capsys.readouterr()
    assert captured.err == (
        "BOT_LISTEN is 'everywhere'; it should be host:port, like 127.0.0.1:8080\n"
    )


def test_run_without_a_token_says_what_to_do(capsys: Captured) -> None:
    assert run(["run"]) == 1
    assert capsys.readouterr().err == "BOT_TOKEN is not set; get a token from @BotFather\n"


def test_without_command_and_token_it_is_the_console(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("question 32\n"))
    assert run([]) == 0
    captured = capsys.readouterr()
    assert "No BOT_TOKEN is set" in captured.err
    assert "Dropout" in captured.out


def test_it_says_which_version_it_is(capsys: Captured) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"dl-interview-bot {version('dl-interview-bot')}\n"


def test_another_knowledge_base_can_be_named(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_KNOWLEDGE", str(shipped_knowledge() / "deep-learning"))
    assert run(["kb", "check"]) == 0
    monkeypatch.setenv("BOT_KNOWLEDGE", str(tmp_path / "nothing"))
    assert run(["ask", "x"]) == 1
    assert f"BOT_KNOWLEDGE names {tmp_path / 'nothing'}" in capsys.readouterr().err


def test_one_of_several_decks_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    folders = write_deck(tmp_path / "k", "databases"), write_deck(tmp_path / "k", "cooking")
    monkeypatch.setenv("BOT_KNOWLEDGE", ",".join(map(str, folders)))
    assert run(["ask", "--json", "soy sauce"]) == 0
    assert "cooking" not in capsys.readouterr().out
    assert run(["ask", "--json", "--deck", "cooking", "soy sauce"]) == 0
    assert json.loads(capsys.readouterr().out)["matches"][0]["id"] == "cooking-2"
    assert run(["export", "csv", str(tmp_path / "deck.csv"), "--deck", "cooking"]) == 0
    assert "sourdough" in (tmp_path / "deck.csv").read_text("utf-8")
    assert "--deck" not in capsys.readouterr().out
    assert run(["export", "csv", str(tmp_path / "deck.csv")]) == 0
    assert "questions of databases; --deck takes cooking\n" in capsys.readouterr().out
    assert run(["ask", "--deck", "music", "x"]) == 1
    assert (
        "there is no deck 'music'; BOT_KNOWLEDGE names: databases, cooking"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("kb reports --limit 0", "argument --limit: '0' is no number from 1 on"),
        ("kb unanswered --limit -3", "argument --limit"),
        ("ask --json --explain dropout", "not allowed with argument --json"),
    ],
)
def test_what_makes_no_sense_is_refused(capsys: Captured, words: str, says: str) -> None:
    with pytest.raises(SystemExit):
        run(words.split())
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "locale"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "de_DE", "LANG": "en_US"}, "zh_CN.UTF-8"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh_TW"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en_US"),
        ({}, None),
    ],
)
def test_the_locale_is_that_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], locale: str | None
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert serve.locale() == locale
