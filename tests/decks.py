"""Small decks for tests: three questions about databases, or as many about cooking."""

from pathlib import Path

BOOK = """\
id: {id}-book
title: {{zh: 书, en: The {id} book}}
authors: Somebody
year: 2020
edition: {{zh: 第一版, en: first edition}}
url: https://example.org/
pdf: {{url: "https://example.org/{id}.pdf", offset: 20}}
chapters:
  - number: "1"
    title: {{zh: 第一章, en: Beginnings}}
    pages: 1-90
    url: https://example.org/one.html
"""

DECK = """\
# A comment that stays.
id: {id}
title: {{zh: 题库{id}, en: The {id} deck}}
book: {id}-book
topics:
  - {{id: basics, name: {{zh: 基础, en: Basics}}}}
"""

ENTRY = """\
- id: {id}
  number: {number}
  level: 2
  question: {{zh: 什么是{zh}？, en: What is {en}?}}
  aliases: {{zh: [{zh}], en: [{en}]}}  # how people ask
  short: {{zh: {zh}的答案。, en: The answer about {en}.}}
  points:
    - {{zh: {zh}的要点, en: A point about {en}, terms: {{zh: [{zh}], en: [{en}]}}}}
  detail: {{zh: {zh}详解。, en: More about {en}.}}
  book:
    - {{pages: {number}, section: "1", on: {{zh: 这里, en: here}}}}
  choice:
    - stem: {{zh: 选哪个？, en: Which one is {en}?}}
      options:
        - {{zh: 对, en: this one, correct: true}}
        - {{zh: 错, en: that one}}
      why: {{zh: 因为, en: because}}
"""

OUTSIDE = """\
- topic: {zh: 天气, en: the weather}
  aliases: {zh: [下雨, 天气], en: [weather, rain]}
"""

SUBJECTS = {
    "databases": (("索引", "a btree index"), ("事务", "a transaction"), ("死锁", "a deadlock")),
    "cooking": (("红烧肉", "braised pork"), ("酱油", "soy sauce"), ("面团", "sourdough")),
}


def write_deck(parent: Path, name: str) -> Path:
    """Write a deck with its book, with entries ``databases-1`` and so on; return its folder."""
    folder = parent / name
    folder.mkdir(parents=True)
    (parent / "books").mkdir(exist_ok=True)
    (parent / "books" / f"{name}-book.yaml").write_text(BOOK.format(id=name), "utf-8")
    (folder / "deck.yaml").write_text(DECK.format(id=name), "utf-8")
    (folder / "outside.yaml").write_text(OUTSIDE, "utf-8")
    entries = [
        ENTRY.format(id=f"{name}-{number}", number=number, zh=zh, en=en)
        for number, (zh, en) in enumerate(SUBJECTS[name], start=1)
    ]
    (folder / "basics.yaml").write_text("".join(entries), "utf-8")
    return folder


def write_many(folder: Path, number: int) -> None:
    """Write as many entries into a deck, in place of its own, all of one topic and chapter."""
    entries = [
        ENTRY.format(
            id=f"{folder.name}-{n}", number=n % 90 + 1, zh=f"索引 {n} 号", en=f"index {n}"
        ).replace(f"  number: {n % 90 + 1}\n", f"  number: {n}\n")
        for n in range(1, number + 1)
    ]
    (folder / "basics.yaml").write_text("".join(entries), "utf-8")
