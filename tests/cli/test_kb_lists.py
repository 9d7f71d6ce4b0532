"""``kb unanswered``, ``kb reports``: what people have said to the bot, for maintainers."""

import io
from pathlib import Path

import pytest

from bot.cli import run
from tests.decks import write_deck

Captured = pytest.CaptureFixture[str]


def test_unanswered_questions_are_listed_and_ready_to_paste(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["kb", "unanswered"]) == 0
    assert capsys.readouterr().out == "nothing was left unanswered\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("今天天气怎么样\n今天天气怎么样\nhello world\n"))
    run(["chat"])
    capsys.readouterr()
    assert run(["kb", "unanswered"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "2"
    assert first.endswith("  今天天气怎么样")
    assert second.endswith("hello world")
    assert run(["kb", "unanswered", "--yaml"]) == 0
    assert capsys.readouterr().out == (
        "# far from every entry, and left out: 2; `kb unanswered` lists them\n"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("how do I deploy on aws lambda\n"))
    run(["chat"])
    assert "Did you mean" in capsys.readouterr().out
    assert run(["kb", "unanswered", "--yaml"]) == 0
    name, language, alias, left_out = capsys.readouterr().out.splitlines()
    assert name.startswith("# dl-")
    assert language == "en:"
    assert alias == '  - "how do i deploy on aws lambda"'
    assert "left out: 2" in left_out


def test_the_same_question_in_other_words_is_counted_with_it(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "区块链怎么实现\n区块链怎么实现\n区块链的实现原理\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{said}hello world\n"))
    run(["chat"])
    capsys.readouterr()
    assert run(["kb", "unanswered"]) == 0
    first, other, second = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "3"
    assert first.endswith("  区块链怎么实现")
    assert other.split() == ["=", "区块链的实现原理"]
    assert second.endswith("  hello world")


def test_what_was_asked_most_often_comes_first_whichever_deck_it_was_asked_of(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    decks = [write_deck(tmp_path / "k", name) for name in ("databases", "cooking")]
    monkeypatch.setenv("BOT_KNOWLEDGE", ",".join(map(str, decks)))
    said = "zeppelin\n/decks cooking\nairship\nairship\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    run(["chat"])
    capsys.readouterr()
    assert run(["kb", "unanswered"]) == 0
    listed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(count, text) for count, *_, text in listed] == [("2", "airship"), ("1", "zeppelin")]


def test_open_reports_are_listed(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["kb", "reports"]) == 0
    assert capsys.readouterr().out == "no report is open\n"
    said = "/report dl-32 the sign is wrong\n/report dl-33\na word is missing\n/reports fixed 1\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{said}/report dl-34 no source\n"))
    run(["chat"])
    capsys.readouterr()
    assert run(["kb", "reports", "--limit", "2"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[::2] == ["2", "dl-33", "word", "missing"]
    assert second.endswith("dl-34    no source")


def test_the_maintainers_terminal_obeys_nobody(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "/report dl-32 look \x1b]0;here\x07\nzeppelin \x1b[2J soup\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    run(["chat"])
    capsys.readouterr()
    run(["kb", "reports"])
    run(["kb", "unanswered"])
    shown = capsys.readouterr().out
    assert "look ]0;here" in shown
    assert "zeppelin [2j soup" in shown
