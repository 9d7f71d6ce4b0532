"""``kb import``: questions and answers that were written elsewhere, as drafts of entries."""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bot.cli.counting import counted
from bot.domain.book import Book
from bot.errors import KnowledgeError, Problem, SettingsError
from bot.storage.knowledge.importing import Found, Reading, read_source
from bot.storage.knowledge.importing.drafting import Draft, Drafting, Taken
from bot.storage.knowledge.importing.placing import Target, as_yaml, open_target, put, update
from bot.storage.knowledge.loader import NOT_TOPICS, find_book

LONGEST_PREFIX: Final = 30  # characters; a number follows
LONGEST_SHOWN: Final = 60  # characters of what found no place


def add_to(parts: Any) -> None:
    part = parts.add_parser("import", help="take over questions and answers as drafts of entries")
    part.add_argument("file", type=Path, help="an article in Markdown, CSV, or Anki's text export")
    part.add_argument("--into", type=Path, metavar="DIR", help="the deck; default: print them")
    part.add_argument("--topic", help="the id of their topic (default: from the file's name)")
    part.add_argument(
        "--book", help="the id of the book whose pages are named (default: the deck's)"
    )
    part.add_argument("--prefix", help="what ids begin with (default: as in the deck)")
    part.add_argument(
        "--headings",
        type=int,
        choices=range(1, 7),
        metavar="LEVEL",
        help="headings of this level ask, all of them (default: told by what they say)",
    )
    part.add_argument(
        "--force", action="store_true", help="change entries that the deck has already"
    )
    part.set_defaults(command=kb_import)


def kb_import(options: argparse.Namespace) -> int:
    reading = _read(options.file, options.headings)
    target = open_target(options.into) if options.into else None
    topic = _id(options.topic or _slug(options.file.stem), "topic")
    drafting = Drafting(
        target.taken if target else Taken(),
        _book(options.book, target),
        _id(options.prefix or _slug(target.prefix if target else topic), "prefix"),
    )
    drafting.add(reading)
    drafts = [draft for draft in drafting.drafts if not draft.replaces]
    known = [draft for draft in drafting.drafts if draft.replaces]
    if target:
        path = put(drafts, target, topic, reading.title or options.file.stem)
        new = counted(len(drafts), "draft", "drafts")
        done = [f"{new} written to {path}" if drafts else "nothing is new"]
    else:
        print(as_yaml(drafts), end="")
        done = [counted(len(drafts), "draft", "drafts")]
    if target and options.force:
        done.append(f"{update(known, target)} of {len(known)} entries of the deck have changed")
    else:
        done += map(_left_alone, known)
    for line in (*_counts(options.file, reading, drafting), *done, *_unplaced(drafting)):
        print(line, file=sys.stdout if target else sys.stderr)
    return 0


def _read(path: Path, headings: int | None) -> Reading:
    reading = read_source(path, headings)
    if not reading.found:
        remedy = "docs/content-guide.md says how questions are told, --headings that headings ask"
        raise KnowledgeError((Problem(path, 1, 1, "no question was found", remedy),))
    return reading


def _slug(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", name.lower())
    slug = "-".join(words)[:LONGEST_PREFIX].strip("-") or "imported"
    return f"{slug}-questions" if slug in NOT_TOPICS else slug


def _id(name: str, what: str) -> str:
    """Return a name that ids or files may have."""
    form = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    if not form or len(name) > LONGEST_PREFIX:
        wanted = f"small letters, digits and hyphens, at most {LONGEST_PREFIX}"
        raise SettingsError(f"--{what} is {name!r}; it should be {wanted}")
    if what == "topic" and name in NOT_TOPICS:
        raise SettingsError(f"--topic is {name!r}, but {name}.yaml is no topic; name another")
    return name


def _book(named: str | None, target: Target | None) -> Book | None:
    if target is None:
        return find_book(named, Path()) if named else None
    if named not in (None, target.deck.book.id):
        remedy = f"write `book: {named}` there, or leave --book out"
        what = f"the deck cites {target.deck.book.id}, not {named}"
        raise KnowledgeError((Problem(target.folder / "deck.yaml", 1, 1, what, remedy),))
    return target.deck.book


def _counts(path: Path, reading: Reading, drafting: Drafting) -> Iterator[str]:
    asked = [found for found in reading.found if found.question]
    numbered = sum(found.number is not None for found in asked)
    questions = counted(len(asked), "question", "questions")
    yield f"{path}: {questions}, {numbered} of them numbered"
    orphans = [found for found in reading.found if not found.question]
    if orphans:
        answers = counted(len(orphans), "answer", "answers")
        yield f"{answers} without a question: {', '.join(map(_orphan, orphans))}"
    pages, sections = drafting.pages, drafting.sections
    yield (
        f"references to the book: {pages - drafting.pages_left} of {pages} to pages and "
        f"{sections - drafting.sections_left} of {sections} to sections are placed"
    )


def _orphan(found: Found) -> str:
    guess = f" (number {found.number}, from its place)" if found.guessed else ""
    return f"line {found.line}{guess}"


def _left_alone(draft: Draft) -> str:
    where = f"line {draft.found.line} is {draft.value['id']}"
    return f"in the deck already, left alone without --force: {where}"


def _unplaced(drafting: Drafting) -> Iterator[str]:
    for unplaced in sorted(drafting.unplaced, key=lambda unplaced: unplaced.line):
        text = " ".join(unplaced.text.split())
        shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        yield f"not placed, line {unplaced.line}: {shown} ({unplaced.why})"
