"""Entries that are being written: ``draft: true`` lets parts be missing, and keeps them unserved.

What is there has to be right all the same: a draft is checked like any entry, but for what it
lacks. ``kb check --strict`` says what that is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.consistency import Placed, misplaced
from bot.domain.knowledge import Book, Citation, Entry
from bot.errors import Problem
from bot.storage.knowledge.explain import explain
from bot.storage.knowledge.source import Source

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
