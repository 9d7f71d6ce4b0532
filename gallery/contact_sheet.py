"""Every formula of the deck on pages for a reader's eye: entry, typeset, LaTeX, as text.

Usage: ``python -m gallery.contact_sheet [FOLDER]``, or ``make contact-sheet``; writes PNG files. A
formula stands once, at the first entry that has it. Look at what is typeset: it must be what the
LaTeX says. Look at the text: nothing may be missing from it, and nothing be read in two ways.
"""

import argparse
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from bot.domain.knowledge import Entry
from bot.domain.language import Language
from bot.rendering.document import (
    Align,
    Code,
    Document,
    Formula,
    LineBreak,
    Math,
    Paragraph,
    Table,
    Text,
)
from bot.rendering.markdown import parse
from bot.rendering.mathematics import Level, to_unicode
from bot.rendering.picture import Theme, compose, typeset
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck

ROWS = 22
HEADER = ((Text("entry"),), (Text("typeset"),), (Text("LaTeX, and as text"),))
ALIGNS = (Align.LEFT, Align.LEFT, Align.LEFT)
WIDE = 45  # characters of LaTeX; longer ones stand on lines of their own
LEVELS = {Level.EXACT: "=", Level.LINEARISED: "→", Level.NEEDS_FORM: "✗"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/contact-sheet"))
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    found = formulas()
    pages = [page for sheet in sheets(found) for page in typeset(compose(sheet, Theme.LIGHT))]
    for number, page in enumerate(pages, start=1):
        (folder / f"{number:03}.png").write_bytes(page)
    print(f"{len(found)} formulas on {len(pages)} pages in {folder}")


def formulas() -> dict[Math | Formula, str]:
    """Return every formula, inline or on a line of its own, with the first entry that has it."""
    found: dict[Math | Formula, str] = {}
    for entry in load_deck(shipped_knowledge()).entries:
        for formula in in_document(tuple(documents(entry))):
            found.setdefault(formula, entry.id)
    return found


def documents(entry: Entry) -> Iterator[Document]:
    """Yield every text of an entry that people see."""
    for language in Language:
        texts = [entry.question[language], entry.short[language]]
        texts += [point[language] for point in entry.points]
        texts += [citation.on[language] for citation in entry.book]
        texts += [entry.detail[language]] if entry.detail else []
        for choice in entry.choice:
            texts += [choice.stem[language], choice.why[language]]
            texts += [option[language] for option in choice.options]
        yield from map(parse, texts)


def in_document(part: Any) -> Iterator[Math | Formula]:
    if isinstance(part, Math | Formula):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from in_document(inner)
    elif is_dataclass(part):
        for field in fields(part):
            yield from in_document(getattr(part, field.name))


def sheets(found: dict[Math | Formula, str]) -> Iterator[Document]:
    """Short formulas in tables, long ones and those on lines of their own below each other."""
    short = [it for it in found if isinstance(it, Math) and len(it.latex) <= WIDE]
    for start in range(0, len(short), ROWS):
        rows = tuple(
            ((Text(found[formula]),), (formula,), description(formula.latex))
            for formula in short[start : start + ROWS]
        )
        yield (Table(HEADER, rows, ALIGNS),)
    rest = [it for it in found if it not in set(short)]
    for start in range(0, len(rest), ROWS):
        yield tuple(block for it in rest[start : start + ROWS] for block in on_lines(it, found[it]))


def on_lines(formula: Math | Formula, entry: str) -> Document:
    shown = formula if isinstance(formula, Formula) else Paragraph((formula,))
    return (shown, Paragraph((Text(f"{entry}  "), *description(formula.latex))))


def description(latex: str) -> tuple[Code | LineBreak | Text, ...]:
    plain = to_unicode(latex)
    return (Code(latex), LineBreak(), Text(f"{LEVELS[plain.level]} {plain.text}"))


if __name__ == "__main__":
    main()
