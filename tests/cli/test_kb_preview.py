"""``kb preview``: an entry in the terminal, as a page, as pictures."""

import re
from pathlib import Path

import pytest

from bot.cli import run
from bot.conversation.views.site import preview
from bot.domain.knowledge import Deck
from bot.storage.knowledge.starting import start_deck

Captured = pytest.CaptureFixture[str]


def test_everything_is_shown_in_both_languages(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["kb", "preview", "33"]) == 0
    written = capsys.readouterr().out
    assert "批量大小如何影响梯度估计" in written
    assert "How does the batch size affect gradient estimates" in written
    files = [Path(line) for line in written.splitlines() if line.startswith(str(tmp_path))]
    assert [path.suffix for path in files] == [".html", *[".png"] * (len(files) - 1)]
    assert len(files) >= 5
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in files[1:])


def test_the_page_needs_nothing_else(deck: Deck) -> None:
    page = preview(deck.by_id["dl-01"], deck)
    markup = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"\b(?:src|srcset)=|<link\b|@import|url\((?!data:)", markup)
    assert "常见" in page
    assert page.count('<article class="') == 2
    assert 'class="math display"' in page


def test_what_an_author_writes_is_text_in_the_page(deck: Deck) -> None:
    entry = deck.by_id["dl-01"]
    question = entry.question.model_copy(update={"en": "<script>alert(1)</script> & $a<b$"})
    page = preview(entry.model_copy(update={"question": question}), deck)
    assert "alert(1)</script> &amp;" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in page


def test_only_what_is_asked_for_is_written(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "shown"
    folder.mkdir()
    page = folder / "a.html"
    assert run(["kb", "preview", "dl-33", "--html", str(page)]) == 0
    assert [*folder.iterdir()] == [page]
    picture = folder / "a.png"
    assert run(["kb", "preview", "dl-33", "--picture", str(picture), "--dark"]) == 0
    names = {path.name for path in folder.iterdir()}
    assert {"a.html", "a.png", "a-2.png"} <= names


def test_what_cannot_be_shown_is_said(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["kb", "preview", "dl-9999"]) == 1
    assert "there is no entry dl-9999 in deep-learning" in capsys.readouterr().err
    assert run(["kb", "preview", "9" * 5000]) == 1  # more digits than Python makes a number of
    assert "there is no entry 999" in capsys.readouterr().err
    assert run(["kb", "preview", "dl-33", "--html", str(tmp_path / "no" / "a.html")]) == 1
    assert "a.html cannot be written" in capsys.readouterr().err


def test_without_what_makes_pictures_the_rest_is_shown(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("bot.cli.kb_preview.missing", lambda: "no typesetter; install it")
    assert run(["kb", "preview", "33"]) == 0
    captured = capsys.readouterr()
    assert ".html" in captured.out
    assert captured.err == "no pictures: there is no typesetter; install it\n"
    assert run(["kb", "preview", "33", "--picture", str(tmp_path / "a.png")]) == 1


def test_a_draft_is_shown_with_its_gaps(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_deck(tmp_path / "own")
    path = tmp_path / "own" / "basics.yaml"
    draft = """\
- id: basics-02
  draft: true
  question: {zh: 什么是准确率？}
  short:
  points: [{en: A share}]
  detail: {zh: "$a$"}
  book: [{pages: 3, section: "1.1"}, {pages: 4}]
- {id: basics-03, draft: true}
"""
    path.write_text(path.read_text("utf-8") + draft, "utf-8")
    monkeypatch.setenv("BOT_KNOWLEDGE", str(tmp_path / "own"))
    page = tmp_path / "page.html"
    for name in ("basics-02", "basics-03"):
        assert run(["kb", "preview", name, "--html", str(page)]) == 0
    written = capsys.readouterr().out
    assert "什么是准确率？" in written
    assert "│ • A share" in written
    assert "│ • …" in written
