"""``kb new``, ``kb import``, ``kb check``: from an article to a deck that says what it lacks."""

import re
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import run
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.formatting import tidy
from bot.storage.knowledge.importing.cleaning import printable
from bot.storage.knowledge.importing.drafting import Drafting, Taken
from bot.storage.knowledge.importing.found import Found, Reading
from bot.storage.knowledge.importing.placing import as_yaml
from bot.storage.knowledge.loader import load_deck
from bot.storage.knowledge.source import parse, read

Captured = pytest.CaptureFixture[str]
ARTICLE = Path(__file__).parents[1] / "storage" / "importing" / "article.md"


@pytest.fixture
def deck(tmp_path: Path, capsys: Captured) -> Path:
    """A deck just started."""
    folder = tmp_path / "interviews"
    assert run(["kb", "new", str(folder)]) == 0
    capsys.readouterr()
    return folder


def test_a_new_deck_is_whole_tidy_and_answers(
    deck: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["kb", "check", str(deck)]) == 0
    assert run(["kb", "fmt", "--check", str(deck)]) == 0
    assert "interviews: 1 entry, 1 outside topic, no problem" in capsys.readouterr().out
    monkeypatch.setenv("BOT_KNOWLEDGE", str(deck))
    assert run(["ask", "precision", "versus", "recall"]) == 0
    assert "1.1 The first section, pp. 3–5" in capsys.readouterr().out


def test_nothing_is_written_over_an_old_deck(deck: Path, capsys: Captured) -> None:
    (deck / "deck.yaml").write_text("id: mine\n")
    (deck / "basics.yaml").unlink()
    assert run(["kb", "new", str(deck)]) == 1
    assert "the file is there already" in capsys.readouterr().err
    assert (deck / "deck.yaml").read_text() == "id: mine\n"
    assert not (deck / "basics.yaml").exists()


def test_an_article_becomes_drafts_and_an_account(deck: Path, capsys: Captured) -> None:
    cite(deck, "deep-learning-2016")
    assert run(["kb", "import", str(ARTICLE), "--into", str(deck), "--prefix", "ml"]) == 0
    account = capsys.readouterr().out
    assert "10 questions, 8 of them numbered" in account
    assert "3 answers without a question: line 41 (number 3, from its place), line 63" in account
    assert "references to the book: 17 of 18 to pages and 4 of 4 to sections are placed" in account
    assert f"13 drafts written to {deck / 'article.yaml'}" in account
    assert "not placed, line 59: pages 9999 (are not in deep-learning-2016)" in account
    assert "not placed, line 25: the number 1 (is taken in the deck)" in account
    entries = {item["id"]: item for item in read(deck / "article.yaml").value}
    on = {"zh": "AdaGrad", "en": "AdaGrad"}
    assert entries["ml-06"]["book"][0] == {"pages": 307, "section": "8.5.1", "on": on}
    assert entries["ml-11"]["links"][0]["url"] == "https://example.org/paper"
    assert set(entries) >= {"pipeline-order", "image-size", "ml-02", "ml-03", "ml-10"}
    assert run(["kb", "check", str(deck)]) == 0


def cite(deck: Path, book: str) -> None:
    """Have a deck cite another book, which its only entry does not."""
    path = deck / "deck.yaml"
    path.write_text(path.read_text("utf-8").replace("book: my-book", f"book: {book}"), "utf-8")
    path = deck / "basics.yaml"
    text = re.sub(r"  book:\n.*\n", "", path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def test_a_table_taken_out_and_changed_changes_what_it_says_and_nothing_else(
    deck: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_KNOWLEDGE", str(deck))
    table = tmp_path / "table.csv"
    line = ["kb", "import", str(table), "--into", str(deck), "--force"]
    assert run(["export", "csv", str(table)]) == 0
    before = (deck / "basics.yaml").read_text("utf-8")
    assert run(line) == 0
    assert "0 of 1 entries of the deck have changed" in capsys.readouterr().out
    assert (deck / "basics.yaml").read_text("utf-8") == before
    text = table.read_text("utf-8").replace("spam filters", "spam filters and search")
    table.write_text(text.replace("前者怕误报", "前者最怕误报"), "utf-8")
    assert run(line) == 0
    assert "1 of 1 entries of the deck have changed" in capsys.readouterr().out
    after = (deck / "basics.yaml").read_text("utf-8")
    expected = before.replace("spam filters", "spam filters and search")
    assert after == expected.replace("前者怕误报", "前者最怕误报")


def test_the_deck_stays_sound_and_strict_says_what_each_draft_lacks(
    deck: Path, capsys: Captured
) -> None:
    run(["kb", "import", str(ARTICLE), "--into", str(deck), "--prefix", "ml"])
    capsys.readouterr()
    assert run(["kb", "check", str(deck)]) == 0
    assert "1 entry, 1 outside topic, 13 drafts that are not served" in capsys.readouterr().out
    assert run(["kb", "fmt", "--check", str(deck)]) == 0
    assert [topic.id for topic in load_deck(deck).topics] == ["basics"]
    assert run(["kb", "check", "--strict", str(deck)]) == 1
    said = capsys.readouterr().err
    place = (deck / "article.yaml").read_text().split("\n").index("- id: ml-03") + 1
    assert (
        f"article.yaml:{place}:3: ml-03 is a draft without level, question, aliases, short, points"
        in said
    )


def test_importing_again_changes_nothing_unless_it_is_asked_to(
    deck: Path, capsys: Captured
) -> None:
    line = ["kb", "import", str(ARTICLE), "--into", str(deck), "--topic", "basics"]
    first = (deck / "basics.yaml").read_text()
    run(line)
    second = (deck / "basics.yaml").read_text()
    assert second.startswith(first.rstrip())
    capsys.readouterr()
    article = deck / "again.md"
    article.write_text("**4 批归一化的作用**\n{:.x}\n新的答案。\n\n**What else?**\n{:.x}\nNo.\n")
    assert run(["kb", "import", str(article), "--into", str(deck), "--topic", "basics"]) == 0
    said = capsys.readouterr().out
    assert "in the deck already, left alone without --force: line 1 is basics-04" in said
    assert (deck / "basics.yaml").read_text().startswith(second.rstrip())
    assert run([*line[:2], str(article), *line[3:], "--force"]) == 0
    third = (deck / "basics.yaml").read_text()
    assert third.startswith(first.rstrip())
    assert "新的答案。" in third
    assert run(["kb", "check", str(deck)]) == 0
    numbers = [item.get("number") for item in yaml.safe_load(third)]
    assert numbers.count(4) == 1


def test_the_shipped_deck_comes_back_from_a_table_as_it_was(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "knowledge"
    copytree(shipped_knowledge(), folder)
    assert run(["export", "csv", str(tmp_path / "table.csv")]) == 0
    assert run(["kb", "import", str(tmp_path / "table.csv"), "--into", str(folder), "--force"]) == 0
    assert "nothing is new\n0 of " in capsys.readouterr().out
    for path in shipped_knowledge().rglob("*.yaml"):
        copied = folder / path.relative_to(shipped_knowledge())
        assert copied.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.md"], "missing.md:1:1: the file cannot be read"),
        ([str(ARTICLE), "--into", "nowhere"], "there is no deck here; start one: kb new nowhere"),
        ([str(ARTICLE), "--book", "none"], "there is no book none"),
        (
            [str(ARTICLE), "--topic", "../x"],
            "--topic is '../x'; it should be small letters, digits",
        ),
        ([str(ARTICLE), "--topic", "deck"], "--topic is 'deck', but deck.yaml is no topic"),
        ([str(ARTICLE), "--prefix", "A b"], "--prefix is 'A b'; it should be"),
        (
            [str(ARTICLE), "--into", "interviews", "--book", "deep-learning-2016"],
            "the deck cites my-book, not deep-learning-2016; write `book: deep-learning-2016`",
        ),
    ],
)
@pytest.mark.usefixtures("deck")
def test_what_cannot_be_done_is_said(arguments: list[str], says: str, capsys: Captured) -> None:
    assert run(["kb", "import", *arguments]) == 1
    assert says in capsys.readouterr().err


def test_a_file_without_a_question_is_no_success(
    deck: Path, tmp_path: Path, capsys: Captured
) -> None:
    source = tmp_path / "diary.md"
    source.write_text("Nothing is asked here.\n", "utf-8")
    assert run(["kb", "import", str(source), "--into", str(deck)]) == 1
    assert "diary.md:1:1: no question was found; " in capsys.readouterr().err


def test_a_file_named_like_a_file_of_the_deck_goes_elsewhere(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "deck.md").write_text("# Why?\n\nSo.\n")
    assert run(["kb", "import", str(tmp_path / "deck.md"), "--into", str(deck)]) == 0
    assert (deck / "deck-questions.yaml").exists()
    assert run(["kb", "check", str(deck)]) == 0


def test_without_a_deck_drafts_are_printed(capsys: Captured) -> None:
    assert run(["kb", "import", str(ARTICLE)]) == 0
    written = capsys.readouterr()
    assert yaml.safe_load(written.out)[2]["id"] == "article-01"
    assert "pages 86-92 (name no book; use --book)" in written.err


TEXTS = st.text(max_size=80).map(printable)


@given(st.lists(st.builds(Found, st.just(1), TEXTS, TEXTS)))
def test_whatever_is_found_makes_drafts_that_can_be_read_and_are_tidy(found: list[Found]) -> None:
    drafting = Drafting(Taken(), None, "x")
    drafting.add(Reading(tuple(found)))
    text = as_yaml(drafting.drafts) if found else "- id: x\n"
    read = parse(Path("topic.yaml"), text)
    assert read.problems == []
    assert tidy(text, Path("topic.yaml")) == text
