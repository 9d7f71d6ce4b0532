"""``doctor``: what is there, what is wrong, and nothing changed by looking."""

from pathlib import Path

import pytest

from bot.cli import run
from bot.storage.migrating import newest_revision
from tests.storage.upgrade import dump, load

Captured = pytest.CaptureFixture[str]


def test_doctor_says_what_is_there(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["doctor"]) == 0
    written = capsys.readouterr().out
    assert "knowledge: " in written
    assert f"database: sqlite, schema up to date (revision {newest_revision()})\n" in written
    assert "pictures: typeset" in written
    assert "telegram: no BOT_TOKEN" in written
    monkeypatch.setenv("BOT_TOKEN", "1:not-a-token")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    assert run(["doctor"]) == 1
    assert "telegram: http://127.0.0.1:1 cannot be reached" in capsys.readouterr().out


def test_doctor_says_that_space_runs_out(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{tmp_path / 'not' / 'there' / 'bot.db'}")
    assert run(["doctor"]) == 0
    assert " MB are free" not in capsys.readouterr().out
    monkeypatch.setattr("bot.cli.doctor.LEAST_FREE_MB", 10**12)
    assert run(["doctor"]) == 0
    assert f" MB are free in {tmp_path}, 1000000000000 are needed" in capsys.readouterr().out


@pytest.mark.parametrize("token", [None, "1:not-a-token"])
def test_doctor_leaves_an_older_database_as_it_is(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, token: str | None
) -> None:
    file = tmp_path / "old.db"
    load("0012", file)
    before = dump(file)
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{file}")
    if token:
        monkeypatch.setenv("BOT_TOKEN", token)
        monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    assert run(["doctor"]) == (1 if token else 0)
    says = f"at revision 0012; the next start brings it to {newest_revision()}, for which"
    assert says in capsys.readouterr().out
    assert dump(file) == before


def test_doctor_makes_no_database(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "not" / "there"
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{folder / 'bot.db'}")
    assert run(["doctor"]) == 0
    assert "sqlite, nothing in it yet; the next start makes the tables" in capsys.readouterr().out
    assert not folder.parent.exists()
