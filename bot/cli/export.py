"""``export anki|json|csv|markdown FILE [FILTER]``: the deck, or a part of it, to take along."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from bot.cli import export_site
from bot.cli.counting import counted
from bot.cli.decks import add_deck_to, deck_of, left_out
from bot.cli.output import written_to
from bot.cli.serve import locale
from bot.conversation import exporting
from bot.conversation.texts import words
from bot.conversation.views.markdown import handbook
from bot.conversation.views.samples import samples
from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language, from_tag
from bot.domain.order import NO_COUNT, BadCount, NothingLeft, Order, UnknownWord, read_order
from bot.errors import ExportError
from bot.storage.interchange import as_json
from bot.storage.spreadsheet import as_csv

_Form: TypeAlias = Callable[[Sequence[Entry], Deck, Language], bytes]

FORMS: Final[Mapping[str, tuple[str, _Form]]] = {
    "anki": (
        "a package for Anki",
        lambda entries, deck, first: exporting.for_anki(entries, deck, first, datetime.now(UTC)),
    ),
    "json": ("JSON for other programs", lambda entries, deck, _: as_json(entries, deck)),
    "csv": ("a table for spreadsheets", lambda entries, deck, _: as_csv(entries, deck)),
    "markdown": (
        "a Markdown file to read",
        lambda entries, deck, language: handbook(entries, deck, words(language)).encode(),
    ),
}
_STANDARD_OUTPUT: Final = Path("-")
_ENDS: Final = {"anki": "apkg", "json": "json", "csv": "csv", "markdown": "md"}
_SPOKEN: Final = frozenset({"anki", "markdown"})  # the others have both languages side by side


def add_to(commands: Any) -> None:
    parts = commands.add_parser("export", help="take the deck along").add_subparsers(required=True)
    for form, (what, _) in FORMS.items():
        part = parts.add_parser(form, help=f"write {what}")
        part.add_argument("file", type=Path, help=f"where to: deck.{_ENDS[form]}, or -")
        part.add_argument("filter", nargs="*", help="as for /quiz: chapter 7, hard, dl-30..dl-40")
        if form in _SPOKEN:
            languages = [language.value for language in Language]
            part.add_argument("--language", choices=languages, help="default: the system's")
        add_deck_to(part)
        part.set_defaults(command=export, form=form, language=None)
    export_site.add_to(parts)


def export(options: argparse.Namespace) -> int:
    deck = deck_of(options).deck
    entries = _chosen(deck, " ".join(options.filter))
    language = from_tag(options.language or locale()) or Language.EN
    _, write = FORMS[options.form]
    content, piped = write(entries, deck, language), options.file == _STANDARD_OUTPUT
    if piped:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        with written_to(options.file):
            options.file.write_bytes(content)
    one = "note" if options.form == "anki" else "question"
    said = f"{options.file}: {counted(len(entries), one, f'{one}s')}{left_out(options)}"
    print(said, file=sys.stderr if piped else sys.stdout)
    return 0


def _chosen(deck: Deck, text: str) -> list[Entry]:
    if not deck.entries:
        raise ExportError(f"{deck.id} has no entry that is served; finish a draft")
    match read_order(text, deck, most=NO_COUNT):
        case UnknownWord(word):
            example = "{topic} hard, {first}..{last}, chapter {chapter}"
            raise ExportError(
                f"there is no topic, level, chapter, page or range {word!r}; write for example: "
                + example.format(**samples(deck, words(Language.EN)))
            )
        case BadCount(word):
            raise ExportError(
                f"{word!r} is a number of questions, and an export takes all that fit; leave it "
                "out, or write for example #5 for question 5"
            )
        case NothingLeft():
            raise ExportError("no question fits all of that; try something wider")
        case Order(pool):
            return [deck.by_id[entry] for entry in pool]
