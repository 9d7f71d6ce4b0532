"""Entries that are being written: ``draft: true`` lets parts be missing, and keeps them unserved.

What is there has to be right all the same: a draft is checked like any entry, but for what it
lacks. ``kb check --strict`` says what that is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.consistency import Placed, misplaced
from bot.domain.knowledge import Bilingual, Book, Citation, Deck, Entry, Topic, TopicHeading
from bot.domain.language import Language
from bot.errors import Problem
from bot.storage.knowledge.explain import explain
from bot.storage.knowledge.source import Source, read

_LACKING: Final = frozenset({"missing", "too_short", "string_too_short"})


@dataclass(frozen=True, eq=False)
class PlacedDraft:
    """A draft with its place: the file and the index there."""

    source: Source
    index: int

    @property
    def value(self) -> dict[str, Any]:
        item: dict[str, Any] = self.source.value[self.index]
        return item

    @property
    def id(self) -> str:
        return str(self.value.get("id", ""))


def is_draft(item: Any) -> bool:
    """Tell whether an item of a topic's file says that it is a draft."""
    return isinstance(item, dict) and item.get("draft") is True


def check(
    draft: PlacedDraft,
    book: Book | None,
    entries: Sequence[Placed],
    drafts: Sequence[PlacedDraft],
    *,
    strict: bool,
) -> Iterator[Problem]:
    """Yield what is wrong with a draft.

    Args:
        draft: the one to be checked.
        book: what it cites; None if that could not be read (said elsewhere).
        entries: the finished entries of the deck.
        drafts: all drafts of the deck, this one among them.
        strict: whether what it lacks counts as a problem, too.
    """
    source, path = draft.source, (draft.index,)
    try:
        Entry.model_validate(draft.value)
    except ValidationError as error:
        yield from explain(error, source, path, lambda details: not _is_lacking(details))
    yield from _taken(draft, entries, drafts)
    yield from _misplaced(draft, book) if book else ()
    if strict:
        missing = lacks(draft.value)
        what = f"{draft.id} is a draft" + (f" without {', '.join(missing)}" if missing else "")
        remedy = "write that, then remove 'draft: true'" if missing else "remove 'draft: true'"
        yield source.problem(path, what, remedy)


def _taken(
    draft: PlacedDraft, entries: Sequence[Placed], drafts: Sequence[PlacedDraft]
) -> Iterator[Problem]:
    earlier = drafts[: drafts.index(draft)]
    for key in ("id", "number"):
        value = draft.value.get(key)
        taken = {getattr(placed.entry, key) for placed in entries}
        taken |= {other.value.get(key) for other in earlier}
        if value is not None and value in taken:
            what, remedy = (
                f"the {key} {value} is taken already",
                f"give this draft a {key} of its own",
            )
            yield draft.source.problem((draft.index, key), what, remedy)


def _misplaced(draft: PlacedDraft, book: Book) -> Iterator[Problem]:
    held = draft.value.get("book")
    for i, item in enumerate(held if isinstance(held, tuple) else ()):
        try:
            citation = Citation.model_validate({**dict(item), "on": {"zh": "?", "en": "?"}})
        except (ValidationError, TypeError, ValueError):  # said already, or still to be written
            continue
        if found := misplaced(citation, book):
            key, what, remedy = found
            yield draft.source.problem((draft.index, "book", i, key), what, remedy)


def lacks(value: dict[str, Any]) -> list[str]:
    """Return the parts that a draft has to get before it can be served, like ``question.en``."""
    try:
        Entry.model_validate(value)
    except ValidationError as error:
        found = (details for details in error.errors() if _is_lacking(details))
        return [".".join(str(key) for key in details["loc"]) for details in found]
    return []


def _is_lacking(details: ErrorDetails) -> bool:
    return details["loc"] != ("id",) and (details["type"] in _LACKING or details["input"] is None)


def deck_with_draft(deck: Deck, folder: Path, name: str) -> Deck | None:
    """Return a deck in which a draft is served, an ellipsis for what it lacks; for its author.

    Args:
        deck: the deck.
        folder: where its files are.
        name: the id of the draft.

    Returns:
        The deck with one topic, which holds the draft alone; None if there is no such draft.
    """
    for path in sorted(folder.glob("*.yaml")):
        for item in read(path).value or ():
            if is_draft(item) and item.get("id") == name:
                known = deck.find_topic(path.stem)
                heading = known.heading if known else _heading(path.stem)
                topic = Topic(heading=heading, entries=(_filled(item),))
                return Deck(id=deck.id, title=deck.title, book=deck.book, topics=(topic,))
    return None


def _heading(name: str) -> TopicHeading:
    return TopicHeading(id=name, name=Bilingual(zh=name, en=name))


def _filled(item: Mapping[str, Any]) -> Entry:
    """Return a draft as an entry; related entries are left out, as they are not in its deck."""
    held = {"level": 1, "aliases": {}, **{k: v for k, v in item.items() if v is not None}}
    for key in ("question", "short", *(["detail"] if "detail" in held else [])):
        held[key] = _both(held.get(key))
    held["points"] = [_both(point) for point in held.get("points") or [{}]]
    cited = [citation for citation in held.get("book", ()) if "section" in citation]
    held["book"] = [{**citation, "on": _both(citation.get("on"))} for citation in cited]
    held["choice"] = ()
    held["related"] = ()
    return Entry.model_validate(held)


def _both(held: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**(held or {}), **{k: (held or {}).get(k) or "…" for k in Language}}
