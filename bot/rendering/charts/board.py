"""What a picture of figures says, before anybody decides how it is drawn.

All words come in the language of who reads them; shares are 0 to 1.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True)
class Number:
    """A number that stands for itself, with a word or two on what it is."""

    value: str
    label: str


@dataclass(frozen=True)
class Numbers:
    """A few numbers side by side."""

    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Calendar:
    """A square for each day, the fuller the more there was, in columns of weeks.

    Args:
        title: what it shows.
        counts: of each day, in order.
        last: the last day.
        months: the names of the twelve months, short.
        weekdays: the names of the seven days from Monday on, short.
        scale: what the emptiest and the fullest square mean.
        beside: what is worth saying in numbers.
    """

    title: str
    counts: tuple[int, ...]
    last: date
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    scale: tuple[str, str]
    beside: tuple[Number, ...]


@dataclass(frozen=True)
class Bar:
    """A share of something.

    Args:
        label: of what.
        share: how much.
        value: the same in words.
        reach: the share that it is a part of, drawn paler behind it.
    """

    label: str
    share: float
    value: str
    reach: float = 0.0


@dataclass(frozen=True)
class Bars:
    """Shares below each other, each with its name before it; ``key`` names share and reach."""

    title: str
    bars: tuple[Bar, ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """Shares beside each other, each with its name below it."""

    title: str
    columns: tuple[Bar, ...]


@dataclass(frozen=True)
class Note:
    """Something in words, and in small letters below it what belongs to it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notes:
    """Notes below each other, with their numbers."""

    title: str
    notes: tuple[Note, ...]


Panel: TypeAlias = Numbers | Calendar | Bars | Columns | Notes


@dataclass(frozen=True)
class Board:
    """A picture: a title, a word beside it, and panels from top to bottom."""

    title: str
    aside: str
    panels: tuple[Panel, ...]
