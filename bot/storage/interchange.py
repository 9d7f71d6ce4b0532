"""Entries as JSON for other programs; docs/exports.md describes it, and what stays as it is."""

import json
from collections.abc import Iterable
from typing import Any, Final

from bot.domain.knowledge import Deck, Entry

VERSION: Final = 1
"""Raised when something is renamed or removed; a key more does not raise it."""


def as_json(entries: Iterable[Entry], deck: Deck) -> bytes:
    """Return entries with their deck and its book as a JSON object in UTF-8."""
    held = [*entries]
    topics = {deck.topic_of[entry.id].id for entry in held}
    whole = {
        "format": "dl-interview-bot/deck",
        "version": VERSION,
        "deck": {"id": deck.id, "title": deck.title.model_dump()},
        "book": deck.book.model_dump(mode="json", exclude={"chapters"}),
        "topics": [
            topic.heading.model_dump(mode="json") for topic in deck.topics if topic.id in topics
        ],
        "entries": [_entry(entry, deck) for entry in held],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _entry(entry: Entry, deck: Deck) -> dict[str, Any]:
    held = entry.model_dump(mode="json", exclude={"draft"})
    for citation in held["book"]:
        found = deck.book.find(citation["section"])
        citation["title"] = found[0].title.model_dump() if found else None
    return {"id": entry.id, "topic": deck.topic_of[entry.id].id, **held}
