"""What importing finds in a source, before it becomes drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """A question with its answer, as it stands in a source.

    Args:
        line: where it begins, from 1.
        question: in Markdown; empty for an answer without a question.
        answer: in Markdown; empty if there is none.
        number: what the source calls it by, if it does.
        guessed: whether the number was made out from those before and after.
        name: the anchor that the source gives it, if it does.
        parts: what the source says of the other parts of an entry, by their names.
    """

    line: int
    question: str
    answer: str = ""
    number: int | None = None
    guessed: bool = False
    name: str | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Unplaced:
    """What a source holds that is no part of an entry: the line it begins in, from 1, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Reading:
    """All that was found in a source, in its order.

    Args:
        found: the questions and the answers without one.
        unplaced: everything else.
        title: what the source calls itself, if it does.
    """

    found: tuple[Found, ...]
    unplaced: tuple[Unplaced, ...] = ()
    title: str | None = None
