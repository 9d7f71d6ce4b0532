"""``kb fmt``: tidy files that say what they said, with every comment."""

import json
import re
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import run
from bot.errors import KnowledgeError
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.emitting import WIDTH
from bot.storage.knowledge.formatting import tidy
from bot.storage.knowledge.loader import load_deck
from bot.storage.knowledge.source import parse

Captured = pytest.CaptureFixture[str]
TOPIC = Path("a-topic.yaml")
SHIPPED = sorted(shipped_knowledge().rglob("*.yaml"))

BEFORE = """\
# The first line.
  # An entry about nothing.
  -   short: {en: "Nothing.", zh: '无。'}   # said first
      # Why this level: it is easy.
      level:    1
      id: dl-01
      question:
          en: What is it,
            all of it?
          # In Chinese shorter.
          zh: 是什么？
      points:
      - {en: A point, terms: {en: [a], zh: [一]}, zh: 一点}

      # Found by nobody yet.
      aliases:
         en: [
             one, two,
             three,
           ]
         zh: []
      detail:
        zh: |
          # 不是注释

          正文··
          第二行
        en: |
          Text.
  # The second.
  - id: dl-02
""".replace("·", " ")  # two spaces at the end of a line are a line break in Markdown

AFTER = """\
# The first line.
# An entry about nothing.
- id: dl-01
  # Why this level: it is easy.
  level: 1
  question:
    # In Chinese shorter.
    zh: 是什么？
    en: What is it, all of it?

  # Found by nobody yet.
  aliases:
    zh: []
    en: [
      one, two,
      three]
  short: {zh: '无。', en: "Nothing."}       # said first
  points:
    - {zh: 一点, en: A point, terms: {zh: [一], en: [a]}}
  detail:
    zh: |
      # 不是注释

      正文··
      第二行
    en: |
      Text.
# The second.
- id: dl-02
""".replace("·", " ")


def test_keys_are_in_order_and_indented_and_comments_move_along() -> None:
    assert tidy(BEFORE, TOPIC) == AFTER
    assert tidy(AFTER, TOPIC) == AFTER


def test_a_comment_at_the_end_of_an_entry_stays_with_it() -> None:
    text = "- id: dl-01\n  level: 1\n  # choice: is missing\n\n- id: dl-02\n  # so here\n"
    assert tidy(text, TOPIC) == text


def test_a_list_that_is_too_wide_is_broken_between_texts_and_a_text_is_not() -> None:
    long = "- id: dl-01\n  aliases:\n    en: [" + ", ".join(["a phrase of four"] * 12) + "]\n"
    tidied = tidy(long, TOPIC)
    assert max(map(len, tidied.splitlines())) <= WIDTH
    assert tidied.splitlines()[3] == "      " + ", ".join(["a phrase of four"] * 5) + ","
    text = "- id: dl-01\n  question: {zh: 问, en: " + "word " * 60 + "}\n"
    assert len(tidy(text, TOPIC).splitlines()) == 2


def test_each_kind_of_file_has_the_order_of_its_own_keys() -> None:
    deck = "topics: []\ntitle: {en: A, zh: 一}\nbook: b\nid: a\n"
    assert tidy(deck, Path("a/deck.yaml")).split("\n")[0] == "id: a"
    assert tidy("- {nearest: x, topic: {}}\n", Path("a/outside.yaml")) == (
        "- {topic: {}, nearest: x}\n"
    )
    book = "chapters:\n  - {pages: 1-2, number: '1'}\nid: b\n"
    assert tidy(book, Path("books/b.yaml")) == "id: b\nchapters:\n  - {number: '1', pages: 1-2}\n"


def test_windows_line_ends_and_a_missing_last_one_are_mended() -> None:
    assert tidy("\ufeff- id: dl-01\r\n  level: 1", TOPIC) == "- id: dl-01\n  level: 1\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- id: [", "a-topic.yaml:2:1: YAML syntax"),
        ("- id: a\n  id: b\n", "a-topic.yaml:2:3: the key 'id' stands twice"),
        ("- {id: &a x, level: *a}\n", "a YAML alias (*name)"),
        ("- id: 2026-99-99\n  level: [1, # one\n", "YAML syntax"),
        ("- id: 2026-99-99\n", "formatting would change what the file says"),
    ],
)
def test_what_cannot_be_formatted_is_said_and_left_alone(text: str, says: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        tidy(text, TOPIC)
    assert says in str(caught.value)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_shipped_files_are_tidy(file: Path, capsys: Captured) -> None:
    assert run(["kb", "fmt", "--check", str(file)]) == 0
    assert "0 to be formatted" in capsys.readouterr().out


def test_a_deck_out_of_order_loads_as_the_same_deck_afterwards(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "knowledge"
    copytree(shipped_knowledge(), folder)
    before = load_deck(folder)
    names = "applications.yaml", "deck.yaml", "feedforward-networks.yaml"  # all would take a minute
    files = [folder / "deep-learning" / name for name in names]
    for path in files:
        path.write_text(backwards(path.read_text("utf-8")), "utf-8")
    paths = [str(path) for path in files]
    assert run(["kb", "fmt", "--check", *paths]) == 1
    assert run(["kb", "fmt", *paths]) == 0
    capsys.readouterr()
    assert run(["kb", "fmt", "--check", *paths]) == 0
    assert load_deck(folder) == before
    assert not list(folder.rglob(".*"))  # nothing is left behind


def backwards(text: str) -> str:
    """Return a file with the lines of each entry's ``level`` and ``number`` changed about."""
    number, level = r"  number: (\d+)\n", r"  level: (\d)\n"
    return re.sub(number + level, r"  level: \2\n  number: \1\n", text)


def test_fmt_names_the_file_that_cannot_be_read(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a.yaml").write_text("- id: [\n")
    (tmp_path / "b.yaml").write_text("- level: 1\n  id: b\n")
    assert run(["kb", "fmt", str(tmp_path)]) == 1
    written = capsys.readouterr()
    assert "a.yaml:2:1: YAML syntax" in written.err
    assert "2 files, 1 formatted" in written.out
    assert (tmp_path / "b.yaml").read_text() == "- id: b\n  level: 1\n"


TEXTS = st.text("ab #:,-'\"[]{}$\\中。", min_size=1, max_size=12)
KEYS = ("id", "level", "question", "short", "points", "detail", "links")
VALUES = st.recursive(
    TEXTS,
    lambda held: st.lists(held, max_size=3) | st.dictionaries(st.sampled_from(["zh", "en"]), held),
    max_leaves=6,
)


@st.composite
def untidy(draw: st.DrawFn) -> str:
    """Entries in some order of keys, in some style, with comments here and there."""
    comments = 0

    def comment(column: int) -> str:
        nonlocal comments
        if draw(st.integers(0, 3)):
            return ""
        comments += 1
        return f"{' ' * column}# note {comments}\n"

    def block(value: Any, column: int) -> str:
        if isinstance(value, dict) and value and draw(st.booleans()):
            return "\n" + "".join(pair(key, held, column) for key, held in value.items())
        if isinstance(value, list) and value and draw(st.booleans()):
            lines = (f"{comment(column)}{' ' * column}- {inline(held)}" for held in value)
            return "\n" + "".join(lines)
        return f" {inline(value)}"

    def inline(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False) + "\n"

    def pair(key: str, value: Any, column: int) -> str:
        return f"{comment(column)}{' ' * column}{key}:{block(value, column + 3)}"

    entries = draw(st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1), min_size=1))
    written = []
    for entry in entries:
        first, *others = draw(st.permutations(list(entry)))
        text = f"{comment(1)} - {first}:{block(entry[first], 5)}"
        written.append(text + "".join(pair(key, entry[key], 3) for key in others))
    return "".join(written)


@given(untidy())
@settings(max_examples=60)
def test_whatever_the_file_it_says_the_same_afterwards_and_is_tidy(text: str) -> None:
    tidied = tidy(text, TOPIC)
    assert parse(TOPIC, tidied).value == parse(TOPIC, text).value
    assert sorted(re.findall(r"# note \d+", tidied)) == sorted(re.findall(r"# note \d+", text))
    for entry in parse(TOPIC, tidied).value:
        assert list(entry) == sorted(entry, key=KEYS.index)
    assert tidy(tidied, TOPIC) == tidied
