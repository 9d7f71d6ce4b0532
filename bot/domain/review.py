"""Spaced repetition: when an entry is to be met again, and how well it is remembered until then.

The model is FSRS 6 with its default weights, as the package ``fsrs`` computes it
(https://github.com/open-spaced-repetition/py-fsrs). FSRS counts whole days; here they are study
days of the person (``bot.domain.days``), so that what is due on a day is due from its beginning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import fsrs
from fsrs.scheduler import FSRS_DEFAULT_DECAY, FUZZ_RANGES

from bot.domain.days import day_start, study_day
from bot.domain.quiz import Grade

SOON: Final = timedelta(minutes=10)  # when an entry comes again that was not known
LEECH_LAPSES: Final = 6
MASTERED_DAYS: Final = 21  # of stability; what Anki calls mature
DEFAULT_CAP: Final = 30  # reviews a day
LARGEST_CAP: Final = 500
LONGEST_WAIT: Final = 365  # days; who prepares for an interview has no use for more
SHORTEST_FUZZED: Final = 2.5  # days, as in FSRS and Anki

_SCHEDULER: Final = fsrs.Scheduler(
    learning_steps=(SOON,),
    relearning_steps=(SOON,),
    maximum_interval=LONGEST_WAIT,
    enable_fuzzing=False,
)
_DECAY: Final = -FSRS_DEFAULT_DECAY
_FACTOR: Final = 0.9 ** (1 / _DECAY) - 1


class Stage(StrEnum):
    """``learning`` until an entry was known once; ``relearning`` after it was forgotten."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True)
class Memory:
    """What is known of how well somebody remembers an entry.

    Args:
        stability: days until the chance to recall it has fallen to 90 %.
        difficulty: 1 (easy) to 10.
        due: when it is to be met again, in UTC.
        reviewed: when it was graded last, in UTC.
        stage: how far it has come.
        step: which of the short steps of its stage it is at; None in ``review``.
        reps: how often it was graded.
        lapses: how often it was not known after it had been met before.
    """

    stability: float
    difficulty: float
    due: datetime
    reviewed: datetime
    stage: Stage
    step: int | None
    reps: int
    lapses: int

    @property
    def is_mastered(self) -> bool:
        """Whether it is likely to be known in three weeks still."""
        return self.stage is Stage.REVIEW and self.stability >= MASTERED_DAYS


class Fading(NamedTuple):
    """What tells how much of an entry is forgotten: of its ``Memory``, for there may be many."""

    entry: str
    stability: float
    reviewed: datetime


def is_leech(lapses: int) -> bool:
    """Tell whether a card was forgotten so often that meeting it again does not help."""
    return lapses >= LEECH_LAPSES


def schedule(
    memory: Memory | None, grade: Grade, at: datetime, zone: ZoneInfo, random: Random
) -> Memory:
    """Return what is remembered after a grade, and when to meet the entry again.

    Args:
        memory: what was known before; None where the entry is met for the first time.
        grade: how well it was recalled.
        at: when.
        zone: whose days count.
        random: the source of the scatter that keeps entries learned together apart.
    """
    today = study_day(at, zone)
    before = _card(memory, zone)
    after, _ = _SCHEDULER.review_card(before, fsrs.Rating[grade.name.title()], _noon(today))
    if after.stability is None or after.difficulty is None:
        raise ValueError("FSRS returned a card without stability or difficulty")
    wait = after.due - _noon(today)
    due = at + wait
    if wait >= timedelta(days=1):
        due = day_start(today + timedelta(days=_scattered(wait.days, random)), zone)
    forgotten = memory is not None and grade is Grade.AGAIN
    return Memory(
        stability=after.stability,
        difficulty=after.difficulty,
        due=due.astimezone(UTC),
        reviewed=at.astimezone(UTC),
        stage=Stage[after.state.name.upper()],
        step=after.step,
        reps=1 + (memory.reps if memory else 0),
        lapses=forgotten + (memory.lapses if memory else 0),
    )


def _card(memory: Memory | None, zone: ZoneInfo) -> fsrs.Card:
    """Return FSRS's view of a memory; left to itself it would read the clock, and sleep."""
    if memory is None:
        return fsrs.Card(card_id=0, due=datetime.min.replace(tzinfo=UTC))
    return fsrs.Card(
        card_id=0,
        state=fsrs.State[memory.stage.name.title()],
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=_noon(study_day(memory.reviewed, zone)),
    )


def _noon(day: date) -> datetime:
    """Return one moment for a whole day: FSRS counts the days between two such moments."""
    return datetime.combine(day, time(12), UTC)


def _scattered(days: int, random: Random) -> int:
    """Return about as many days, as FSRS scatters them, but with a source of chance of ours."""
    if days < SHORTEST_FUZZED:
        return days
    reach = 1 + sum(
        part["factor"] * max(min(days, part["end"]) - part["start"], 0) for part in FUZZ_RANGES
    )
    return random.randint(round(days - reach), min(round(days + reach), LONGEST_WAIT))


def retrievability(memory: Memory | Fading, at: datetime) -> float:
    """Return the probability that the entry would be recalled now.

    FSRS's forgetting curve, (1 + f · t / stability) ^ decay, at fractions of days, too.
    """
    days = max(0.0, (at - memory.reviewed) / timedelta(days=1))
    return float((1 + _FACTOR * days / memory.stability) ** _DECAY)


def most_forgotten(due: Iterable[Fading], at: datetime) -> list[str]:
    """Return entries that are due, the most forgotten first."""
    chances = [(retrievability(fading, at), fading.entry) for fading in due]
    return [entry for _, entry in sorted(chances)]
