"""How somebody gets on: days of study, what is recalled and would be, what falls due."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.days import study_day
from bot.domain.knowledge import Deck
from bot.domain.places import in_section
from bot.domain.quiz import Grade
from bot.domain.review import Memory, retrievability

LOOKED_BACK: Final = 90  # days of the heat map
LOOKED_AHEAD: Final = 14  # days of the forecast, today included
RECENT: Final = 30  # days

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """An answer that was graded: to what, when, and how well it was recalled."""

    entry: str
    at: datetime
    grade: Grade


@dataclass(frozen=True)
class Retention:
    """How often something was recalled, of how many times that it was asked again."""

    recalled: int
    asked: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing was asked again."""
        return self.recalled / self.asked if self.asked else None


@dataclass(frozen=True)
class Part:
    """How much of a part of the deck somebody could answer now.

    Args:
        name: a topic's id or a chapter's number.
        entries: how many there are.
        met: how many of them have been met.
        recalled: how many of them would be recalled now, as FSRS expects.
    """

    name: str
    entries: int
    met: int
    recalled: float

    @property
    def share(self) -> float:
        """The chance of recalling an entry now, over all; what was never met counts as 0."""
        return self.recalled / self.entries if self.entries else 0.0

    @property
    def met_share(self) -> float:
        return self.met / self.entries if self.entries else 0.0


@dataclass(frozen=True)
class Progress:
    """Where somebody stands.

    Args:
        today: the study day that it is.
        streak: how many days in a row something was answered, up to today or yesterday.
        recent: retention over the last ``RECENT`` days.
        ever: retention over all.
        due: how many entries are due now.
        forecast: how many entries fall due on each of the next days, today first; what is overdue
            counts as due today.
        days: how many answers there were on each of the last days, today last.
        whole: the deck.
        topics: each topic, in the order of the deck.
        chapters: each chapter of the book that entries cite, in the book's order.
    """

    today: date
    streak: int
    recent: Retention
    ever: Retention
    due: int
    forecast: tuple[int, ...]
    days: tuple[int, ...]
    whole: Part
    topics: tuple[Part, ...]
    chapters: tuple[Part, ...]

    @property
    def begun(self) -> bool:
        """Whether anything was ever answered."""
        return bool(self.whole.met or any(self.days))


def progress(
    deck: Deck,
    memories: Mapping[str, Memory],
    answers: Sequence[Answer],
    at: datetime,
    zone: ZoneInfo,
) -> Progress:
    """Tell where somebody stands.

    Args:
        deck: what there is to learn; memories of other entries do not count.
        memories: what the person remembers, by entry.
        answers: all that the person has graded, in order.
        at: now.
        zone: whose days count.
    """
    today = study_day(at, zone)
    dated = [(study_day(answer.at, zone), answer) for answer in answers]
    known = {entry: memories[entry] for entry in memories if entry in deck.by_id}
    chances = {entry: retrievability(memory, at) for entry, memory in known.items()}
    topics = ((topic.id, [entry.id for entry in topic.entries]) for topic in deck.topics)
    return Progress(
        today=today,
        streak=streak({day for day, _ in dated}, today),
        recent=retention(dated, since=today - (RECENT - 1) * _DAY),
        ever=retention(dated, since=date.min),
        due=sum(memory.due <= at for memory in known.values()),
        forecast=forecast((memory.due for memory in known.values()), at, zone),
        days=per_day((day for day, _ in dated), today),
        whole=_part(deck.id, list(deck.by_id), chances),
        topics=tuple(_part(topic, entries, chances) for topic, entries in topics),
        chapters=tuple(
            _part(chapter, entries, chances) for chapter, entries in by_chapter(deck).items()
        ),
    )


def streak(days: Set[date], today: date) -> int:
    """Return how many days in a row there are, up to today; today may still be to come."""
    last = today if today in days else today - _DAY
    length = 0
    while last - length * _DAY in days:
        length += 1
    return length


def retention(dated: Iterable[tuple[date, Answer]], since: date) -> Retention:
    """Return the true retention of reviews, as Anki counts it.

    Each entry counts once a day, with its first answer, from the second day on that it is met:
    what was looked at ten minutes ago is no proof of memory.

    Args:
        dated: answers with their study days, in order.
        since: the first day that counts.
    """
    met: dict[str, date] = {}
    recalled = asked = 0
    for day, answer in dated:
        again = met.get(answer.entry, day) < day
        met[answer.entry] = day
        if again and day >= since:
            asked += 1
            recalled += answer.grade is not Grade.AGAIN
    return Retention(recalled, asked)


def forecast(dues: Iterable[datetime], at: datetime, zone: ZoneInfo) -> tuple[int, ...]:
    """Return how many entries fall due on each of the next days; those overdue count today."""
    today = study_day(at, zone)
    ahead = Counter(max(0, (study_day(due, zone) - today).days) for due in dues)
    return tuple(ahead[day] for day in range(LOOKED_AHEAD))


def per_day(days: Iterable[date], today: date) -> tuple[int, ...]:
    """Return how often each of the last days occurs, today last."""
    counts = Counter(days)
    return tuple(counts[today - back * _DAY] for back in reversed(range(LOOKED_BACK)))


def by_chapter(deck: Deck) -> dict[str, tuple[str, ...]]:
    """Return the entries that cite each chapter of the book, by its number, in the book's order."""
    held = (in_section(chapter, deck) for chapter in deck.book.chapters)
    return {
        place.chapter.number: tuple(entry.id for entry in place.entries)
        for place in held
        if place.entries
    }


def _part(name: str, entries: Sequence[str], chances: Mapping[str, float]) -> Part:
    met = [chances[entry] for entry in entries if entry in chances]
    return Part(name, len(entries), len(met), sum(met))
