"""What an article is made of, before it is known which text answers which question."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Question:
    """What asks, or looks like it."""

    line: int
    text: str
    number: int | None = None
    name: str | None = None
    sure: bool = True  # nothing but a question looks like this
    folded: bool = False  # the summary of <details>


@dataclass(frozen=True)
class Text:
    """Blocks or lines that ask nothing."""

    line: int
    text: str
    explicit: bool = False  # it says that it is an answer


@dataclass(frozen=True)
class Break:
    """A rule or a heading that asks nothing: what was answered so far ends here."""

    line: int
    text: str
    folded: bool = False  # the end of <details>


@dataclass(frozen=True)
class Listed:
    """A numbered list that asks; it is text where it stands below a question."""

    line: int
    text: str
    pieces: tuple["Piece", ...]


@dataclass(frozen=True)
class Heading:
    """A heading with the question that it may be."""

    line: int
    text: str
    question: Question
    tag: str
    asks: bool


Piece: TypeAlias = "Question | Text | Break | Listed | Heading"
