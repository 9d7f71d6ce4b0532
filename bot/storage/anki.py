"""Notes as a package for Anki (https://apps.ankiweb.net)."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from bot.domain.knowledge import Bilingual
from bot.domain.language import Language
from bot.rendering import anki_html
from bot.rendering.document import Document

# Anki knows a kind of note by this number: whoever has imported the deck keeps it for good.
_MODEL: Final = 1_730_611_042

_FIELDS: Final = (
    "Id",
    "First",
    *(f"{name} {language}" for language in Language for name in ("Question", "Answer", "Pages")),
)


def _both(side: str) -> str:
    """Return a side of a card: both languages, the one that was chosen first."""
    held = "".join(
        f'<div class="{language}" lang="{language}">{side % {"in": language}}</div>'
        for language in Language
    )
    return f'<div class="both {{{{First}}}}">{held}</div>'


_FRONT: Final = _both("{{Question %(in)s}}")
_BACK: Final = _both("{{Question %(in)s}}<hr>{{Answer %(in)s}}{{Pages %(in)s}}")
_CSS: Final = """
.card { font-family: sans-serif; font-size: 18px; text-align: left; line-height: 1.5; }
.both { display: flex; flex-direction: column; gap: 1.5em; max-width: 40em; margin: auto; }
.both > div { min-width: 0; }
.both.zh > .en, .both.en > .zh { order: 2; opacity: 0.75; font-size: 85%; }
table, pre, mjx-container[display="true"] { display: block; overflow: auto hidden; }
table { border-collapse: collapse; font-size: 90%; line-height: 1.35; }
th, td { border: 1px solid #8888; padding: 0.2em 0.6em; }
small { opacity: 0.7; }
"""


@dataclass(frozen=True)
class Side:
    """What a note says in one language."""

    question: Document
    answer: Document
    pages: Document


@dataclass(frozen=True)
class Note:
    """A note: what it is known by, what it says in each language, and its tags (without spaces)."""

    id: str
    sides: Mapping[Language, Side]
    tags: tuple[str, ...]


def package(
    deck: str, title: Bilingual, notes: Iterable[Note], first: Language, at: datetime
) -> bytes:
    """Return notes as an ``.apkg`` file.

    A note is known by its id, the deck and the kind of note by numbers that never change, so that
    importing again brings the notes up to date and keeps how well they are known.

    Args:
        deck: the id of the deck.
        title: how Anki is to call it.
        notes: what to put in.
        first: which of the two languages a card shows first.
        at: the time of the notes' last change.
    """
    import genanki  # noqa: PLC0415 -- no answer needs it

    made = genanki.Deck(_number(deck), title[first])
    model = genanki.Model(
        _MODEL,
        title.en,
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
        sort_field_index=0,
    )
    for note in notes:
        fields = [note.id, first.value, *_texts(note)]
        guid = genanki.guid_for(deck, note.id)
        made.add_note(genanki.Note(model, fields, tags=list(note.tags), guid=guid))
    held = io.BytesIO()
    genanki.Package(made).write_to_file(held, timestamp=at.timestamp())
    return held.getvalue()


def _texts(note: Note) -> Iterator[str]:
    for language in Language:
        side = note.sides[language]
        for document in (side.question, side.answer, side.pages):
            yield anki_html.render(document)


def _number(name: str) -> int:
    """Return a number that is always the same for a name, in the range that Anki uses."""
    return (1 << 30) + int.from_bytes(sha256(name.encode()).digest()[:4]) % (1 << 30)
