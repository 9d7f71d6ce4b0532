"""Faults in the files of a deck: all are named at once, each with its place and a remedy."""

import re
from pathlib import Path

import pytest

from bot.storage.knowledge.loader import load_deck
from tests.storage.small import edit, problems


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: dl-02", "id: dl-01", "first.yaml:11:7: the id dl-01 is taken already by an entry in"),
        ("number: 2", "number: 1", "first.yaml:12:11: the number 1 is taken already by dl-01"),
        ("  level: 2", "  levle: 2", "first.yaml:3:10: the key 'levle' is not known here"),
        ("  level: 2", "  level: two", "first.yaml:3:10: 'level' should be a whole number, not"),
        ("level: 2", "level: 7", "first.yaml:3:10: 'level' is 7"),
        ("zh: 答。", "zh: ''", "first.yaml:6:15: 'zh' is empty; write the text"),
        ("zh: 答。", "zh: 3", "first.yaml:6:15: 'zh' should be a text, not 3; put it in quotes"),
        ("An answer.", "About $x.", "first.yaml:6:23: a $ has no partner; close the formula"),
        ("pages: 258-268", "pages: 250-268", "first.yaml:10:15: pages 250-268 lie outside section"),
        ("pages: 258-268", "pages: 999", "first.yaml:10:15: pages 999 lie outside the book, whose"),
        ("pages: 258-268", "pages: 268-258", "first.yaml:10:15: the range 268-258 runs backwards;"),
        (
            "pages: 258-268",
            "pages: p258",
            "first.yaml:10:15: 'p258' is not a page range; write 258",
        ),
        ('section: "7.12"', 'section: "7.13"', "first.yaml:10:33: the book has no section 7.13;"),
        (
            "alias 2",
            "Alias  1!",
            "first.yaml:15:29: the alias 'Alias  1!' belongs to dl-01 already",
        ),
        ("- id: dl-02", "- id: [dl-02", "first.yaml:12:9: YAML syntax:"),
        ("  level: 2", "\tlevel: 2", "first.yaml:3:1: a tab character; use spaces instead"),
        ("zh: 答。", "zh: 'a\tb'", "first.yaml:6:17: a tab character; use spaces instead"),
        ("zh: 答。", "zh: 答\x07", "first.yaml:6:16: the control character U+0007; remove it"),
        (
            "zh: 答。",
            r'zh: "\e[2J"',
            "first.yaml:6:15: the control character U+001B cannot be shown",
        ),
        (
            "An answer.",
            r"'By $\frac{1}{x$, $\{$.'",
            r"first.yaml:6:23: a brace in $\frac{1}{x$ has no partner; write \{ to show a brace",
        ),
        (
            "level: 2",
            "level: 2\n  level: 3",
            "first.yaml:4:3: the key 'level' stands twice; remove",
        ),
        ("number: 1", "number: &x 1\n  level: *x", "first.yaml:3:10: a YAML alias (*name); write"),
        ("number: 1", f"number: {'9' * 5000}", "first.yaml:2:11: a number of too many digits;"),
        ("level: 2", "level: 2\n  7: x", "first.yaml:4:3: the key 7 is not a word; put it in"),
        ("- id: dl-02", "---\n- id: dl-02", "first.yaml:11:1: a second document begins here;"),
        (
            "    - {zh: 要点, en: A point}\n",
            "      []\n",
            "first.yaml:8:7: 'points' is empty; fill it",
        ),
        ("level: 2", "level: !!python/name:os.system 2", "first.yaml:3:10: the tag tag:yaml.org,"),
        ("  points:", "  related: [dl-09]\n  points:", "first.yaml:7:13: there is no entry dl-09;"),
        ("  points:", "  related: [dl-01]\n  points:", "first.yaml:7:13: the entry is related to"),
        (
            "  points:",
            "  related: [dl-02, dl-02]\n  points:",
            "first.yaml:7:20: dl-02 stands twice; remove one of them",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(folder: Path, old: str, new: str, expected: str) -> None:
    edit(folder / "first.yaml", old, new)
    found = problems(folder)
    assert any(problem.startswith(expected) for problem in found), found
    assert all("; " in problem for problem in found)


def test_all_problems_come_at_once_in_the_order_of_the_files(folder: Path) -> None:
    edit(folder / "first.yaml", "level: 2", "level: 0")
    edit(folder / "first.yaml", "zh: 答。", "zh: ''")
    edit(folder / "deck.yaml", "id: a-deck", "id: A Deck")
    outside = "- {topic: {zh: 外, en: out}, aliases: {zh: [别名1], en: []}, nearest: dl-77}\n"
    (folder / "outside.yaml").write_text(outside, "utf-8")
    found = problems(folder)
    places = [problem.split(": ")[0] for problem in found]
    assert places == [
        "deck.yaml:1:5",
        "first.yaml:3:10",
        "first.yaml:6:15",
        "outside.yaml:1:68",
    ]


def test_an_outside_topic_may_not_claim_an_entrys_alias(folder: Path) -> None:
    outside = "- {topic: {zh: 外, en: out}, aliases: {zh: [别名1], en: []}, nearest: dl-02}\n"
    (folder / "outside.yaml").write_text(outside, "utf-8")
    (found,) = problems(folder)
    assert found == (
        "outside.yaml:1:44: '别名1' is an alias of dl-01, so it is not outside the deck; "
        "remove it here or there"
    )


def test_two_outside_topics_have_no_alias_in_common(folder: Path) -> None:
    (folder / "outside.yaml").write_text(
        "- {topic: {zh: 外, en: out}, aliases: {zh: [外面], en: [outside, out]}}\n"
        "- {topic: {zh: 远, en: far}, aliases: {zh: [], en: [Out-Side]}}\n",
        "utf-8",
    )
    (found,) = problems(folder)
    assert found == (
        "outside.yaml:2:52: 'Out-Side' belongs to the outside topic 'out' already; "
        "remove one of them"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "deck.yaml",
            "id: a-deck",
            "id: A_Deck",
            "deck.yaml:1:5: 'id' is 'A_Deck', which has the wrong form; write small letters and",
        ),
        (
            "deck.yaml",
            "topics:",
            "topics:\n  - {id: first, name: {zh: 一, en: One}}",
            "deck.yaml:6:10: the topic first stands twice; remove one of them",
        ),
        (
            "deck.yaml",
            "topics:",
            "topics:\n  - {id: outside, name: {zh: 外, en: Out}}",
            "deck.yaml:5:10: a topic cannot be called outside: outside.yaml holds something else;",
        ),
        (
            "../books/a-book.yaml",
            "id: a-book",
            "id: the-book",
            "/books/a-book.yaml:1:5: the book is called the-book, its file a-book.yaml; write",
        ),
        (
            "../books/a-book.yaml",
            "pages: 258-268",
            "pages: 258-278",
            "/books/a-book.yaml:8:5: section 7.12 (pages 258-278) does not lie in chapter 7 (",
        ),
        (
            "../books/a-book.yaml",
            '"7.12"',
            '"7"',
            "/books/a-book.yaml:1:1: the number 7 stands twice; give each section its own",
        ),
        (
            "../books/a-book.yaml",
            "chapters:",
            "chapters:\n  - {number: '8', title: {zh: 八, en: Eight}, pages: 271-280, url: 'https://x.org'}",
            "/books/a-book.yaml:1:1: chapter 7 begins before chapter 8, which stands above it;",
        ),
    ],
)
def test_a_fault_of_the_deck_or_its_book_is_named(
    folder: Path, file: str, old: str, new: str, expected: str
) -> None:
    edit(folder / file, old, new)
    found = problems(folder)
    assert any(expected in problem for problem in found), found


def test_bytes_that_are_not_utf_8_are_found(folder: Path) -> None:
    text = (folder / "first.yaml").read_text("utf-8")
    (folder / "first.yaml").write_bytes(text.encode("gb18030"))
    (found,) = problems(folder)
    assert found.startswith("first.yaml:4:18: byte 0x")
    assert found.endswith("is not UTF-8; save the file as UTF-8")


def test_a_missing_topic_file_and_a_file_without_topic(folder: Path) -> None:
    (folder / "first.yaml").rename(folder / "second.yaml")
    found = problems(folder)
    assert found[0].startswith("deck.yaml:5:5: the topic first has no file; write its entries to")
    assert found[1] == "second.yaml:1:1: deck.yaml names no topic second; add it there"


def test_deep_nesting_is_refused_without_a_crash(folder: Path) -> None:
    (folder / "first.yaml").write_text("- a\n- " + "[" * 200_000, "utf-8")
    says = r"first\.yaml:2:\d+: values are nested deeper than 20 levels; flatten them"
    assert re.fullmatch(says, problems(folder)[0])
    (folder / "first.yaml").write_text("- a\n- " + "[" * 30 + "]" * 30, "utf-8")
    assert problems(folder) == [
        f"first.yaml:2:{3 + 20}: values are nested deeper than 20 levels; flatten them"
    ]


def test_numbers_are_decimal(folder: Path) -> None:
    edit(folder / "first.yaml", "number: 2", "number: 08")
    edit(folder / "first.yaml", "pages: 258-268", "pages: 0260")
    deck = load_deck(folder)
    assert deck.entries[1].number == 8
    assert deck.entries[0].book[0].pages.first == 260


def test_a_broken_file_does_not_hide_behind_what_it_breaks(folder: Path) -> None:
    edit(folder / "first.yaml", "id: dl-02", "id: [dl-02")
    outside = "- {topic: {zh: 外, en: out}, aliases: {zh: [外一], en: []}, nearest: dl-01}\n"
    (folder / "outside.yaml").write_text(outside, "utf-8")
    (found,) = problems(folder)
    assert "YAML syntax" in found
