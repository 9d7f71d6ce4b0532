"""Drilling: what comes next, how an answer is graded, what came out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import Final, TypeAlias

from bot.domain.language import Language


class Grade(StrEnum):
    """How well an entry was recalled, in the words of spaced repetition."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


SKIPPED: Final = "skipped"
KNOWN_FROM: Final = 0.8
HALF_KNOWN_FROM: Final = 0.5


def earned(score: float) -> Grade:
    """Return the grade for an answer with this score, from 0 to 1."""
    if score >= KNOWN_FROM:
        return Grade.GOOD
    return Grade.HARD if score >= HALF_KNOWN_FROM else Grade.AGAIN


class Mode(StrEnum):
    """How a question is answered: think and look, type, or pick from options."""

    REVEAL = "reveal"
    TYPE = "type"
    CHOOSE = "choose"


class Kind(StrEnum):
    """What a drill is for."""

    QUIZ = "quiz"
    REVIEW = "review"
    MOCK = "mock"


def in_order(pool: Sequence[str], asked_here: Mapping[str, int], random: Random) -> tuple[str, ...]:
    """Return the entries of a pool in the order in which they are to be asked.

    No entry comes again in a chat before all of the pool have been asked there.

    Args:
        pool: entry ids that may be asked.
        asked_here: how often each entry was asked in this chat before.
        random: the source of chance.
    """
    shuffled = random.sample(pool, len(pool))
    return tuple(sorted(shuffled, key=lambda entry: asked_here.get(entry, 0)))


@dataclass(frozen=True)
class Question:
    """What is to be asked, and how it is to be answered."""

    entry: str
    mode: Mode = Mode.REVEAL


@dataclass(frozen=True)
class Card:
    """One question of a drill.

    Args:
        position: from 1.
        entry: the entry's id.
        asked_at: when it was asked.
        mode: how it is to be answered.
        hints: how many were given.
        revealed_at: when the answer was shown, or given by typing or picking.
        answer: what was typed, or the numbers of the options picked.
        outcome: a grade, ``skipped``, or None while it is open.
        answered_at: when it got its outcome.
        score: of an answer that was typed or picked, 0 to 1.
        due: after a grade, when the entry comes again.
        lapses: after a grade, how often the entry had been forgotten by then.
    """

    position: int
    entry: str
    asked_at: datetime
    mode: Mode = Mode.REVEAL
    hints: int = 0
    revealed_at: datetime | None = None
    answer: str | None = None
    outcome: str | None = None
    answered_at: datetime | None = None
    score: float | None = None
    due: datetime | None = None
    lapses: int = 0

    @property
    def revealed(self) -> bool:
        return self.revealed_at is not None


@dataclass(frozen=True)
class Plan:
    """What a drill is to be.

    Args:
        chat: where it is.
        person: whose it is.
        language: in which it is.
        kind: what it is for.
        pool: the entries that may come, in the order in which they do; in a review, as they are
            due.
        length: how many come.
    """

    chat: str
    person: str
    language: Language
    kind: Kind
    pool: tuple[str, ...]
    length: int


@dataclass(frozen=True)
class Drill(Plan):
    """A drill under way or over; ``cards`` in the order they were asked."""

    id: int
    ended: bool
    cards: tuple[Card, ...]

    @property
    def current(self) -> Card | None:
        """The open question, if there is one."""
        return self.cards[-1] if self.cards and self.cards[-1].outcome is None else None

    def at(self, position: int) -> Card:
        """Return the question at a position that the drill has come to."""
        return next(card for card in self.cards if card.position == position)


@dataclass(frozen=True)
class Settlement:
    """How an open question ends.

    Args:
        outcome: a grade, or ``skipped``.
        at: when.
        answer: what was typed or picked, if anything.
        score: of that, 0 to 1.
    """

    outcome: str
    at: datetime
    answer: str | None = None
    score: float | None = None


@dataclass(frozen=True)
class Summary:
    """What came out of a drill: how many questions were graded, and how.

    ``weak`` are the entries graded again or hard, worst first.
    """

    graded: int
    by_outcome: Mapping[str, int]
    weak: tuple[str, ...]


def summarize(drill: Drill) -> Summary:
    """Count a drill's answers; a question that is still open does not count."""
    answered = [card for card in drill.cards if card.outcome]
    weak = [card for card in answered if card.outcome in (Grade.AGAIN, Grade.HARD)]
    weak.sort(key=lambda card: card.outcome != Grade.AGAIN)
    counts = Counter(card.outcome for card in answered if card.outcome)
    graded = len(answered) - counts[SKIPPED]
    return Summary(graded, dict(counts), tuple(card.entry for card in weak))


class Refusal(StrEnum):
    """Why a button of a drill changes nothing."""

    UNKNOWN = "unknown"
    ANOTHERS = "anothers"
    ENDED = "ended"
    PAST = "past"
    NOT_REVEALED = "not-revealed"
    REVEALED = "revealed"
    NO_MORE_HINTS = "no-more-hints"
    NOTHING_PICKED = "nothing-picked"
    NOTHING_GRADED = "nothing-graded"
    GRADED_SINCE = "graded-since"


Move: TypeAlias = Drill | Refusal


def owned(found: Drill | None, person: str) -> Move:
    """Return a drill that was looked up, or why this person may do nothing with it."""
    if found is None:
        return Refusal.UNKNOWN
    return found if found.person == person else Refusal.ANOTHERS
