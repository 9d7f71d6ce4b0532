"""Mock interviews: which questions are asked, how long each may take, and what came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from statistics import fmean
from typing import Final

from bot.domain.knowledge import Deck, Entry
from bot.domain.quiz import SKIPPED, Card, Drill, Grade, Kind, Mode
from bot.domain.review import Memory, retrievability

DEFAULT_QUESTIONS: Final = 8
MOST_QUESTIONS: Final = 30
TIME_EACH: Final = timedelta(minutes=3)
LATE: Final = timedelta(minutes=1)
"""How long after the time is up an answer still counts that was being typed."""

TO_READ: Final = 3
NEW: Final = 0.6
"""The weight of a question never met: less than one forgotten, more than one half known."""

SURE: Final = 0.05
"""The least weight: what is known by heart may be asked, too."""

SAME_TOPIC: Final = 0.25
"""By how much each question of a topic makes another of the same topic less likely."""

_WORTH: Final[Mapping[str, float]] = {
    Grade.AGAIN: 0.0,
    Grade.HARD: 0.5,
    Grade.GOOD: 1.0,
    Grade.EASY: 1.0,
    SKIPPED: 0.0,
}


def draw(
    deck: Deck, memories: Mapping[str, Memory], number: int, at: datetime, random: Random
) -> tuple[str, ...]:
    """Draw the questions of an interview, in the order in which they are asked.

    What is weak comes more often than what is known, and topics alternate.

    Args:
        deck: where the questions come from.
        memories: what the person remembers, by entry.
        number: how many to draw; fewer if the deck has fewer.
        at: now.
        random: the source of chance.
    """
    weights = {entry.id: _weight(entry, memories, at) for entry in deck.entries}
    drawn: list[str] = []
    for _ in range(min(number, len(weights))):
        (entry,) = random.choices(list(weights), list(weights.values()))
        drawn.append(entry)
        del weights[entry]
        for neighbour in deck.topic_of[entry].entries:
            if neighbour.id in weights:
                weights[neighbour.id] *= SAME_TOPIC
    return tuple(drawn)


def _weight(entry: Entry, memories: Mapping[str, Memory], at: datetime) -> float:
    memory = memories.get(entry.id)
    return NEW if memory is None else max(SURE, 1 - retrievability(memory, at))


@dataclass(frozen=True)
class Report:
    """What came out of an interview.

    Args:
        score: 0 to 1, over all questions that were answered or skipped.
        answered: how many those are.
        by_topic: the score in each topic, by its id, the best first.
        time: how long a question took on average.
        overtime: how many took ``TIME_EACH`` or longer.
        to_read: the entries that went worst, the worst first, without those that went well.
    """

    score: float
    answered: int
    by_topic: Mapping[str, float]
    time: timedelta
    overtime: int
    to_read: tuple[str, ...]


def report(drill: Drill, deck: Deck) -> Report | None:
    """Sum up a mock interview; None where no question was answered or skipped."""
    done = [card for card in drill.cards if card.outcome and card.entry in deck.by_id]
    if not done:
        return None
    scores = [worth(card) for card in done]
    topics: dict[str, list[float]] = {}
    for card, score in zip(done, scores, strict=True):
        topics.setdefault(deck.topic_of[card.entry].id, []).append(score)
    by_topic = {topic: fmean(of_topic) for topic, of_topic in topics.items()}
    worst = sorted(
        (score, card.position, card.entry) for card, score in zip(done, scores, strict=True)
    )
    return Report(
        score=fmean(scores),
        answered=len(done),
        by_topic=dict(sorted(by_topic.items(), key=lambda item: -item[1])),
        time=sum(map(time_taken, done), timedelta()) / len(done),
        overtime=sum(map(is_over_time, done)),
        to_read=tuple(entry for score, _, entry in worst[:TO_READ] if score < 1),
    )


def worth(card: Card) -> float:
    """Return what an answer is worth, 0 to 1: its score if it has one, else what its grade says."""
    return card.score if card.score is not None else _WORTH[card.outcome or SKIPPED]


def time_taken(card: Card) -> timedelta:
    """Return how long somebody thought about a question: until the answer was shown or given."""
    return (card.revealed_at or card.answered_at or card.asked_at) - card.asked_at


def is_over_time(card: Card) -> bool:
    """Tell whether somebody needed all the time that there was."""
    return time_taken(card) >= TIME_EACH


def deadline(card: Card) -> datetime:
    """Return when the time of a question is up."""
    return card.asked_at + TIME_EACH


def ran_out(card: Card) -> bool:
    """Tell whether the answer was shown because the time was up; it is noted as of then."""
    return card.revealed_at == deadline(card)


def takes_text(drill: Drill, at: datetime) -> bool:
    """Tell whether a text is the answer to the open question of a drill.

    It is as long as that has not been shown; in an interview, whose time runs out while somebody
    types, for ``LATE`` longer.
    """
    card = drill.current
    if card is None or card.mode is not Mode.TYPE:
        return False
    late = drill.kind is Kind.MOCK and ran_out(card) and at <= deadline(card) + LATE
    return late or not card.revealed
