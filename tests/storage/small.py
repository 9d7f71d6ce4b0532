"""A small knowledge base on disk: two entries, a book; what is wrong when it is edited."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.storage.knowledge.loader import load_deck

BOOK = """\
id: a-book
title: {zh: 书, en: A Book}
authors: Somebody
year: 2016
edition: {zh: 第一版, en: first edition}
url: https://example.org/
chapters:
  - number: "7"
    title: {zh: 第七章, en: Seven}
    pages: 224-270
    url: https://example.org/seven.html
    sections:
      - {number: "7.12", title: {zh: 丢弃, en: Dropout}, pages: 258-268}
"""

DECK = """\
id: a-deck
title: {zh: 题库, en: Deck}
book: a-book
topics:
  - {id: first, name: {zh: 第一, en: First}}
"""

ENTRY = """\
- id: dl-{number:02}
  number: {number}
  level: 2
  question: {{zh: 问题{number}, en: question {number}}}
  aliases: {{zh: [别名{number}], en: [alias {number}]}}
  short: {{zh: 答。, en: An answer.}}
  points:
    - {{zh: 要点, en: A point}}
  book:
    - {{pages: 258-268, section: "7.12", on: {{zh: 这里, en: here}}}}
"""


def write_small(parent: Path) -> Path:
    """Write a knowledge base of two entries without a fault; return the folder of its deck."""
    deck = parent / "deck"
    deck.mkdir(parents=True)
    (deck.parent / "books").mkdir()
    (deck.parent / "books" / "a-book.yaml").write_text(BOOK, "utf-8")
    (deck / "deck.yaml").write_text(DECK, "utf-8")
    (deck / "first.yaml").write_text(ENTRY.format(number=1) + ENTRY.format(number=2), "utf-8")
    return deck


def problems(folder: Path) -> list[str]:
    """What loading complains of, each with the path relative to the deck's parent."""
    with pytest.raises(KnowledgeError) as caught:
        load_deck(folder)
    return [str(p).removeprefix(f"{folder}/") for p in caught.value.problems]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
