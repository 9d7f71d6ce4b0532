"""Somebody who does not exist, and has studied for a while: what pictures of progress show."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.knowledge import Deck
from bot.domain.progress import Answer, Progress, progress
from bot.domain.quiz import Grade
from bot.domain.review import Fading, Memory, most_forgotten, retrievability, schedule

ZONE: Final = ZoneInfo("Asia/Shanghai")
NOW: Final = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)  # in the evening there
DAY: Final = timedelta(days=1)
RESTS: Final = 0.35  # the chance of a day without study, before the last week
MOST_REVIEWS: Final = 14


def learner(deck: Deck, days: int, seed: int = 1) -> Progress:
    """Return where somebody stands who began so many days ago, and meets topic after topic."""
    random = Random(seed)  # noqa: S311 -- nobody's secret hangs on it
    memories: dict[str, Memory] = {}
    answers: list[Answer] = []
    new = iter(list(deck.by_id))
    for back in reversed(range(days)):
        at = NOW - back * DAY - timedelta(hours=random.uniform(1, 4))
        if back > random.randint(5, 8) and random.random() < RESTS:
            continue
        met = [entry for entry, _ in zip(new, range(random.randint(0, 4)), strict=False)]
        due = [
            Fading(entry, memory.stability, memory.reviewed)
            for entry, memory in memories.items()
            if memory.due <= at
        ]
        for entry in (*most_forgotten(due, at)[:MOST_REVIEWS], *met):
            grade = _grade(memories.get(entry), at, random)
            memories[entry] = schedule(memories.get(entry), grade, at, ZONE, random)
            answers.append(Answer(entry, at, grade))
            at += timedelta(minutes=2)
    return progress(deck, memories, answers, NOW, ZONE)


def _grade(memory: Memory | None, at: datetime, random: Random) -> Grade:
    chance = retrievability(memory, at) if memory else 0.6
    if random.random() > chance:
        return Grade.AGAIN
    return random.choice((Grade.HARD, Grade.GOOD, Grade.GOOD, Grade.EASY))
