"""What matching a text against the deck comes to: an answer, a question back, or an honest no."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from bot.domain.knowledge import Entry, OutsideTopic

MOST_MATCHES = 5
"""No outcome holds more candidates than this: more buttons than a phone shows at a glance."""


class Match(NamedTuple):
    """A candidate; ``score`` is the calibrated probability (0 to 1) that it answers the text."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The deck answers the text.

    Args:
        matches: best first, at most five; the first is the answer.
        also: entries that the text names beside the answer ("dropout 和 L2 哪个好"), to be offered
            with it. They are among ``matches``.
    """

    matches: tuple[Match, ...]
    also: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """The text is probably about one of these, best first, one to five: ask back."""

    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """The deck does not answer the text.

    Args:
        matches: the nearest entries, best first, at most five; empty if nothing is near.
        outside: the topic outside the deck that the text is about, if it is a known one.
    """

    matches: tuple[Match, ...]
    outside: OutsideTopic | None = None


Outcome: TypeAlias = Found | Unsure | NotFound
