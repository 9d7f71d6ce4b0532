"""How long studying takes where many people study: what is due, a grade, what statistics read.

Usage: ``python -m benchmarks.study [--people 10000] [--cards 66] [--url URL]``. People each with so
many remembered entries and graded answers are written into a new database (SQLite in a temporary
folder, or at an empty URL). Then, for people drawn by chance, each thing is done as a command does
it, one after the other, and its times are printed: on the clock, and of the processor ("CPU"),
which other programs on the machine change less.
"""

import argparse
import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import insert

from bot.conversation.texts import words
from bot.conversation.views import boards
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.quiz import Drill, Grade, Kind, Plan
from bot.domain.review import schedule
from bot.rendering.charts import draw
from bot.rendering.picture import Theme
from bot.services.asking import Asking
from bot.services.grading import Grading
from bot.services.progressing import Progressing
from bot.services.quizzing import Quizzing
from bot.services.reviewing import Reviewing
from bot.services.scoring import Scoring
from bot.services.timing import Timing
from bot.storage.alarms import AlarmStore
from bot.storage.attempts import AttemptStore
from bot.storage.cards import CardStore
from bot.storage.database import Database
from bot.storage.drills import DrillStore
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck
from bot.storage.opening import open_database
from bot.storage.people import PeopleStore
from bot.storage.tables import attempts, cards, drill_cards, drills, people

NOW: Final = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ZONE: Final = ZoneInfo("Asia/Shanghai")
GRADES: Final = (Grade.AGAIN, Grade.HARD, *[Grade.GOOD] * 6, Grade.EASY, Grade.EASY)
AT_ONCE: Final = 250  # people written in one transaction
TIMES: Final = 1_000
MEMORIES: Final = {grade: schedule(None, grade, NOW, ZONE, Random(1)) for grade in Grade}
DRAWN: Final = 50

Task = Callable[[str], Awaitable[object]]


class Study:
    """The services that studying uses, on one database."""

    def __init__(self, deck: Deck, database: Database) -> None:
        self.cards, self.attempts = CardStore(database), AttemptStore(database)
        choices = PeopleStore(database)
        self.reviewing = Reviewing(deck, self.cards, self.attempts, choices, ZONE)
        self.progressing = Progressing(deck, self.attempts, choices, self.reviewing)
        self._deck = deck
        store, random = DrillStore(database), Random(1)
        timing = Timing(store, AlarmStore(database))
        asking = Asking(deck, store, choices, self.reviewing, random)
        grading = Grading(deck, store, self.attempts, choices, self.reviewing, timing, random)
        self.quizzing = Quizzing(deck, store, asking, grading, Scoring(deck), timing)

    async def next_due(self, person: str) -> object:
        """What ``/review`` asks the database before it begins."""
        return await self.reviewing.queue(person, NOW)

    async def revealed(self, person: str) -> Drill:
        """Begin a review and look at the first answer."""
        due = await self.reviewing.due(person, NOW)
        plan = Plan(person, person, Language.EN, Kind.REVIEW, due, len(due))
        drill = await self.quizzing.start(plan, NOW)
        await self.quizzing.reveal(drill.id, 1, person, NOW)
        return drill

    async def statistics(self, person: str) -> object:
        """What ``/stats`` shows, from the database."""
        return await self.progressing.of(person, NOW)

    async def picture(self, person: str) -> object:
        """The same as a picture, drawn anew for everybody."""
        shown = await self.progressing.of(person, NOW)
        board = boards.progress(shown, self._deck, words(Language.EN))
        return await asyncio.to_thread(draw, board, Theme.LIGHT)


async def fill(database: Database, deck: Deck, persons: Sequence[str], number: int) -> None:
    """Write everybody with a drill in which so many entries were graded."""
    random = Random(7)
    entries = [entry.id for entry in deck.entries][:number]
    drill = 0
    starts = range(0, len(persons), AT_ONCE)
    for first in track(starts, "Writing people", console=Console(stderr=True)):
        rows: dict[Any, list[dict[str, object]]] = {
            table: [] for table in (people, drills, drill_cards, cards, attempts)
        }
        for person in persons[first : first + AT_ONCE]:
            drill += 1
            _write(rows, person, drill, entries, random)
        async with database.begin() as connection:
            for table, values in rows.items():
                await connection.execute(insert(table), values)


def _write(
    rows: dict[Any, list[dict[str, object]]],
    person: str,
    drill: int,
    entries: Sequence[str],
    random: Random,
) -> None:
    start = NOW - timedelta(days=random.uniform(5, 90))
    rows[people].append({"id": person, "keep_queries": True})
    rows[drills].append(
        {
            "id": drill, "chat": person, "person": person, "language": "en", "kind": "quiz",
            "pool": list(entries), "length": len(entries), "started_at": start, "ended_at": start,
        }
    )  # fmt: skip
    for position, entry in enumerate(entries, 1):
        at, grade = start + position * timedelta(minutes=1), random.choice(GRADES)
        memory = replace(MEMORIES[grade], reviewed=at, due=MEMORIES[grade].due + (at - NOW))
        here = {"drill": drill, "position": position, "entry": entry, "mode": "reveal"}
        rows[drill_cards].append(
            here | {"asked_at": at, "hints": 0, "revealed_at": at, "outcome": grade,
                    "answered_at": at}
        )  # fmt: skip
        rows[cards].append({"person": person, "entry": entry} | vars(memory))
        rows[attempts].append(
            here | {"person": person, "at": at, "grade": grade, "due": memory.due, "lapses": 0}
        )


@dataclass(frozen=True)
class Times:
    """How many milliseconds something took, each time, and how many of them the processor."""

    taken: list[float]
    computed: list[float]


async def timed(task: Task, persons: Sequence[str]) -> Times:
    """Do something for each of these people."""
    times = Times([], [])
    for person in persons:
        start, computed = perf_counter(), process_time()
        await task(person)
        times.taken.append((perf_counter() - start) * 1000)
        times.computed.append((process_time() - computed) * 1000)
    return times


async def measure(study: Study, persons: Sequence[str]) -> dict[str, Times]:
    drawn = Random(3).sample(persons, min(TIMES, len(persons)))
    await timed(study.statistics, drawn[:50])  # connections, prepared statements
    times = {"what is due": await timed(study.next_due, drawn)}
    opened = {person: await study.revealed(person) for person in drawn}

    async def grade(person: str) -> object:
        return await study.quizzing.grade(opened[person].id, 1, person, Grade.GOOD, NOW)

    times["a grade and the next question"] = await timed(grade, drawn)
    times["statistics"] = await timed(study.statistics, drawn)
    times["statistics, with their picture"] = await timed(study.picture, drawn[:DRAWN])
    return times


def table_of(times: dict[str, Times], title: str) -> Table:
    table = Table("ms", "p50", "p99", "longest", "CPU p50", "CPU p99", title=title)
    for name, measured in times.items():
        taken, computed = (
            quantiles(series, n=100) for series in (measured.taken, measured.computed)
        )
        longest = max(measured.taken)
        figures = (taken[49], taken[98], longest, computed[49], computed[98])
        table.add_row(name, *(f"{figure:.2f}" for figure in figures))
    return table


async def run(url: str, number_of_people: int, number_of_cards: int) -> None:
    deck = load_deck(shipped_knowledge())
    persons = [f"telegram:{number}" for number in range(1, number_of_people + 1)]
    async with open_database(url) as database:
        await fill(database, deck, persons, number_of_cards)
        study = Study(deck, database)
        gc.freeze()  # as the service does
        times = await measure(study, persons)
        name = database.dialect.name
    title = f"{number_of_people} people, {number_of_cards} cards each, {name}"
    Console().print(table_of(times, title))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--cards", type=int, default=66)
    parser.add_argument("--url", help="an empty database instead of SQLite in a temporary folder")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = given.url or f"sqlite:///{Path(folder) / 'study.db'}"
        asyncio.run(run(url, given.people, given.cards))


if __name__ == "__main__":
    main()
