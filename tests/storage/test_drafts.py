"""Drafts: what is there has to be right, what is not may be missing, and nobody is shown them."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.storage.knowledge.loader import load_deck
from bot.storage.knowledge.starting import start_deck

DRAFT = "- id: basics-02\n  draft: true\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    start_deck(tmp_path / "a-deck")
    return tmp_path / "a-deck"


def add(folder: Path, text: str) -> None:
    path = folder / "basics.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def problems(folder: Path, *, strict: bool = False) -> str:
    with pytest.raises(KnowledgeError) as caught:
        load_deck(folder, strict=strict)
    return str(caught.value)


@pytest.mark.parametrize(
    "more",
    [
        "",
        "  book: [{pages: 3}]\n",
        "  question:\n",
        "  question: {zh: 什么？}\n",
        "  points: []\n",
        "  detail: {en: ''}\n",
    ],
)
def test_what_a_draft_lacks_is_no_problem_and_it_is_not_served(folder: Path, more: str) -> None:
    add(folder, DRAFT + more)
    deck = load_deck(folder)
    assert deck.drafts == ("basics-02",)
    assert list(deck.by_id) == ["basics-01"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("  levle: 2\n", "the key 'levle' is not known here"),
        ("  level: 5\n", "'level' is 5"),
        ("  number: 1\n", "the number 1 is taken already; give this draft a number of its own"),
        ("  short: {en: a $ b}\n", "a $ has no partner"),
        ("- id: basics-02\n  draft: true\n", "the id basics-02 is taken already"),
        ("  book: [{pages: 3, section: '9'}]\n", "the book has no section 9"),
        ("  book: [{pages: 12, section: '1.1'}]\n", "pages 12 lie outside section 1.1 (1-9)"),
        ("  book: [{pages: p7}]\n", "'p7' is not a page range"),
    ],
)
def test_what_a_draft_has_must_be_right(folder: Path, more: str, says: str) -> None:
    add(folder, DRAFT + more)
    assert says in problems(folder)


def test_a_draft_has_an_id_and_no_entry_is_related_to_it(folder: Path) -> None:
    add(folder, "- draft: true\n")
    assert "'id' is missing" in problems(folder)
    text = (folder / "basics.yaml").read_text("utf-8").replace("- draft: true\n", DRAFT)
    (folder / "basics.yaml").write_text(text.replace("# related", "related"), "utf-8")
    assert "there is no entry basics-02" in problems(folder)


def test_strict_says_what_is_missing_and_when_nothing_is(folder: Path) -> None:
    add(folder, DRAFT + "  level: 1\n  question: {zh: 什么？}\n")
    said = problems(folder, strict=True)
    assert "basics-02 is a draft without question.en, aliases, short, points; write that" in said
    whole = (folder / "basics.yaml").read_text("utf-8").split(DRAFT)[0]
    text = whole.replace("  number: 1", "  draft: true\n  number: 1", 1)
    (folder / "basics.yaml").write_text(text, "utf-8")
    (folder / "outside.yaml").unlink()
    assert "basics-01 is a draft; remove 'draft: true'" in problems(folder, strict=True)


@pytest.mark.parametrize("held", [DRAFT, "[]\n"])
def test_a_topic_without_entries_is_not_shown(folder: Path, held: str) -> None:
    deck = folder / "deck.yaml"
    more = "  - {id: more, name: {zh: 更多, en: More}}\n"
    deck.write_text(deck.read_text("utf-8") + more, "utf-8")
    (folder / "more.yaml").write_text(held, "utf-8")
    assert [topic.id for topic in load_deck(folder).topics] == ["basics"]
