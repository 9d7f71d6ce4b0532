"""``export json|csv|markdown``: what others can read, and what ``kb import`` reads again."""

import csv
import io
import json
import re
from html import escape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from bot.cli import run
from bot.conversation.texts import words
from bot.conversation.views.markdown import handbook
from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language
from bot.storage.interchange import as_json
from bot.storage.knowledge.importing import read_source
from bot.storage.knowledge.importing.drafting import Drafting, Taken
from bot.storage.spreadsheet import COLUMNS, as_csv

Captured = pytest.CaptureFixture[str]


def test_json_holds_the_entries_with_topics_and_titles(tmp_path: Path, capsys: Captured) -> None:
    assert run(["export", "json", str(tmp_path / "deck.json"), "chapter", "7"]) == 0
    assert "deck.json: " in capsys.readouterr().out
    whole = json.loads((tmp_path / "deck.json").read_text("utf-8"))
    assert (whole["format"], whole["version"]) == ("dl-interview-bot/deck", 1)
    assert whole["book"]["edition"]["en"].startswith("website edition")
    entry = next(entry for entry in whole["entries"] if entry["id"] == "dl-32")
    assert entry["topic"] in {topic["id"] for topic in whole["topics"]}
    assert entry["book"][0]["pages"] == {"first": 258, "last": 268}
    assert entry["book"][0]["title"] == {"zh": "Dropout", "en": "Dropout"}


def test_the_keys_of_json_are_those_that_are_documented(deck: Deck) -> None:
    entry = json.loads(as_json([deck.by_id["dl-32"]], deck))["entries"][0]
    documented = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    assert list(entry) == [
        "id", "topic", "number", "level", "question", "aliases", "short", "points", "detail",
        "book", "choice", "links", "related",
    ]  # fmt: skip
    assert [key for key in entry if f"`{key}`" not in documented] == []
    assert [column for column in COLUMNS if f"`{column.rsplit('_')[0]}`" not in documented] == []


def test_json_loads_as_the_same_entry(deck: Deck) -> None:
    entry = deck.by_id["dl-32"]
    held = json.loads(as_json([entry], deck))["entries"][0]
    held.pop("topic")
    for citation in held["book"]:
        citation.pop("title")
    assert Entry.model_validate(held) == entry


def test_a_spreadsheet_knows_the_encoding_and_takes_nothing_for_a_formula(deck: Deck) -> None:
    entry = deck.by_id["dl-32"]
    short = entry.short.model_copy(
        update={"en": '=HYPERLINK("http://example.org")', "zh": "\uff1d1+1"}
    )
    question = entry.question.model_copy(update={"en": "'quoted'?", "zh": "-1 是什么"})
    raw = as_csv([entry.model_copy(update={"short": short, "question": question})], deck)
    assert raw.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert row["short_en"] == '\'=HYPERLINK("http://example.org")'
    assert row["short_zh"] == "'\uff1d1+1"
    assert (row["question_en"], row["question_zh"]) == ("''quoted'?", "'-1 是什么")
    assert row["pages"].split("\n")[0] == "p258-268 § 7.12"


@pytest.mark.parametrize(
    ("form", "language"),
    [("csv", None), ("markdown", Language.ZH), ("markdown", Language.EN)],
)
def test_import_finds_every_question_again(
    tmp_path: Path, deck: Deck, form: str, language: Language | None
) -> None:
    path = tmp_path / f"deck.{form}"
    chosen = ["--language", language.value] if language else []
    assert run(["export", form, str(path), *chosen]) == 0
    found = read_source(path).found
    assert [one.number for one in found] == [entry.number for entry in deck.entries]
    questions = [one.question for one in found]
    assert questions == [
        " ".join(entry.question[language or Language.ZH].split()) for entry in deck.entries
    ]


def test_what_a_table_says_comes_back_in_its_parts(tmp_path: Path, deck: Deck) -> None:
    path = tmp_path / "deck.csv"
    assert run(["export", "csv", str(path)]) == 0
    drafting = Drafting(Taken(), deck.book, "dl")
    drafting.add(read_source(path))
    for draft, entry in zip(drafting.drafts, deck.entries, strict=True):
        held = {key: value for key, value in draft.value.items() if key not in ("draft", "links")}
        held["book"] = [{**citation, "on": None} for citation in held.get("book", ())]
        assert held["question"] == entry.question.model_dump()
        assert held["aliases"] == {
            "zh": list(entry.aliases.zh), "en": list(entry.aliases.en),
        }  # fmt: skip
        assert [point["en"] for point in held["points"]] == [point.en for point in entry.points]
        assert held["level"] == entry.level
        places = [(c["pages"], c["section"]) for c in held["book"]]
        assert places == list(dict.fromkeys((str(c.pages), c.section) for c in entry.book))


def test_markdown_has_a_table_of_contents_that_leads_somewhere(tmp_path: Path, deck: Deck) -> None:
    path = tmp_path / "deck.md"
    assert run(["export", "markdown", str(path), "regularization", "--language", "en"]) == 0
    text = path.read_text("utf-8")
    anchors = re.findall(r'<a id="([^"]+)">', text)
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert anchors == links
    assert len(anchors) == 1 + len(next(t for t in deck.topics if t.id == "regularization").entries)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert sum(token.type == "table_open" for token in tokens) > 3
    assert text.count("<details>") == text.count("</details>") == len(anchors) - 1


def test_words_that_are_no_markdown_stay_words(deck: Deck) -> None:
    entry = deck.by_id["dl-32"]
    title = "[1] a](http://x) *b* <i> $c$ \\d_e_ `f` &lt;"
    link = entry.links[0].model_copy(update={"title": title})
    changed = entry.model_copy(update={"links": (link,)})
    topic = deck.topic_of[entry.id].model_copy(update={"entries": (changed,)})
    named = deck.model_copy(update={"topics": (topic,)})
    text = handbook([changed], named, words(Language.EN))
    shown = MarkdownIt("commonmark").render(text.rstrip().split("\n\n")[-1])
    assert f'<a href="{link.url}">{escape(title)}</a>' in shown


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "anki"])
def test_what_cannot_be_exported_is_said(form: str, tmp_path: Path, capsys: Captured) -> None:
    assert run(["export", form, str(tmp_path / "x"), "nonsense"]) == 1
    assert "there is no topic" in capsys.readouterr().err
    assert run(["export", form, str(tmp_path / "no" / "x")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_export_anki_writes_a_package(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    assert run(["export", "anki", str(path), "chapter", "7.12"]) == 0
    assert capsys.readouterr().out == f"{path}: 2 notes\n"
    assert path.read_bytes().startswith(b"PK")


def test_export_anki_says_what_is_wrong(capsys: Captured, tmp_path: Path) -> None:
    assert run(["export", "anki", str(tmp_path / "a.apkg"), "astrology"]) == 1
    assert "there is no topic, level, chapter, page or range 'astrology'" in capsys.readouterr().err
    assert run(["export", "anki", str(tmp_path / "a.apkg"), "chapter", "1.1"]) == 1
    assert "try something wider" in capsys.readouterr().err
    assert run(["export", "anki", str(tmp_path / "no" / "a.apkg"), "dl-32"]) == 1
    assert "cannot be written (No such file or directory); name a" in capsys.readouterr().err


def test_a_hyphen_is_standard_output(
    capsysbinary: pytest.CaptureFixture[bytes], deck: Deck
) -> None:
    for form in ("csv", "json", "anki"):
        assert run(["export", form, "-", "#32"]) == 0
        out, said = capsysbinary.readouterr()
        assert out[:2] == {"csv": b"\xef\xbb", "json": b"{\n", "anki": b"PK"}[form]
        assert said.startswith(b"-: 1 ")
    assert not Path("-").exists()


def test_a_number_of_questions_is_no_filter_of_an_export(capsys: Captured, tmp_path: Path) -> None:
    assert run(["export", "csv", str(tmp_path / "deck.csv"), "5"]) == 1
    assert (
        "'5' is a number of questions, and an export takes all that fit" in capsys.readouterr().err
    )
    assert not (tmp_path / "deck.csv").exists()
