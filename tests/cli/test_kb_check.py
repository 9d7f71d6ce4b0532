"""``kb check``: nothing to say, or all that is wrong."""

from pathlib import Path

import pytest

from bot.cli import run

Captured = pytest.CaptureFixture[str]


def test_kb_check_is_content_with_the_shipped_knowledge(capsys: Captured) -> None:
    assert run(["kb", "check", "--strict"]) == 0
    assert "no problem" in capsys.readouterr().out


def test_kb_check_prints_all_problems_to_stderr(tmp_path: Path, capsys: Captured) -> None:
    assert run(["kb", "check", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{tmp_path / 'deck.yaml'}:1:1: the file cannot be read")
    assert captured.err.endswith("1 problem\n")
