"""What can be taken along: everything about a person as JSON, the deck or a part of it for Anki."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic_core import to_json

from bot.conversation.views.anki import note
from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language
from bot.storage.anki import package


def as_json(person: str, stored: Mapping[str, Sequence[Mapping[str, Any]]], at: datetime) -> bytes:
    """Return what is stored about a person as JSON, by table.

    Args:
        person: the person's id.
        stored: the rows by table.
        at: when they were read.
    """
    return to_json({"person": person, "exported_at": at, "stored": stored}, indent=2)


def for_anki(entries: Sequence[Entry], deck: Deck, first: Language, at: datetime) -> bytes:
    """Return entries of a deck as a package for Anki, one of the languages first on a card."""
    return package(deck.id, deck.title, [note(entry, deck) for entry in entries], first, at)
