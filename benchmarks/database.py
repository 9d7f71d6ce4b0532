"""What the database's share of an answer costs: the processor's time for it, nothing else.

Usage: ``python -m benchmarks.database [--answers 1000] [--kept 50000] [--url URL]``. For each
answer it is looked up whether a drill is open, and what the person has chosen; the reply is noted,
and settled when somebody has shown it. That is done one answer after the other, and many at once,
where so many replies are kept as two days bring.
"""

import argparse
import asyncio
import gc
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from sqlalchemy import insert

from bot.storage.database import Database
from bot.storage.drills import DrillStore
from bot.storage.opening import open_database
from bot.storage.outbox import Outbox
from bot.storage.people import PeopleStore
from bot.storage.tables import outbox

AT_ONCE: Final = (1, 4, 16, 64)
CHATS: Final = 200
ROUNDS: Final = 5
CONTENT: Final = "x" * 3000  # a reply as it is kept has 2,000 to 5,000 letters
NOW: Final = datetime(2026, 11, 27, 9, tzinfo=UTC)


class Answers:
    """Does with the database what answers do.

    Args:
        database: where everything is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._drills = DrillStore(database)
        self._people = PeopleStore(database)
        self._outbox = Outbox(database, 1)
        self._updates = 0
        self._settling = set[asyncio.Task[object]]()

    async def give(self, number: int, at_once: int) -> None:
        """Give so many answers, so many of them at once."""
        for _ in range(number // at_once):
            await asyncio.gather(*(self._answer() for _ in range(at_once)))
        while self._settling:
            await asyncio.wait(self._settling)

    async def _answer(self) -> None:
        self._updates += 1
        update = self._updates
        chat = f"telegram:{update % CHATS}"
        async with self._database.together(chat), self._database.together():
            await self._drills.open_here(chat, chat)
            await self._people.preferences(chat)
            waiting = await self._outbox.handled(
                f"update {update}", chat, CONTENT, NOW, update, last=True
            )
        if waiting:  # nobody waits for that
            settling = asyncio.create_task(self._outbox.settle(waiting, (update,), NOW))
            self._settling.add(settling)
            settling.add_done_callback(self._settling.discard)


async def fill(database: Database, number: int) -> None:
    """Write so many replies that were shown."""
    rows = [
        {
            "bot": 1, "key": f"earlier {it}", "chat": f"telegram:{it % CHATS}", "question": it,
            "messages": [it], "free_at": NOW, "settled_at": NOW,
        }
        for it in range(number)
    ]  # fmt: skip
    async with database.begin() as connection:
        await connection.execute(insert(outbox), rows)


async def run(url: str, number: int, kept: int) -> None:
    async with open_database(url) as database:
        await fill(database, kept)
        answers = Answers(database)
        await answers.give(500, 1)
        gc.freeze()  # as the service does
        print(
            f"{database.dialect.name}, µs of the processor for an answer's share, least of rounds"
        )
        for at_once in AT_ONCE:
            taken = []
            for _ in range(ROUNDS):
                begun = process_time()
                await answers.give(number, at_once)
                taken.append((process_time() - begun) / (number // at_once * at_once))
            print(f"{at_once:3} at once: {min(taken) * 1e6:6.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--kept", type=int, default=50_000, help="replies that are there already")
    parser.add_argument("--url", help="an empty database instead of SQLite in a temporary folder")
    given = parser.parse_args()
    if given.answers < max(AT_ONCE):
        parser.error(f"--answers is {given.answers}; {max(AT_ONCE)} at once need as many at least")
    with TemporaryDirectory() as folder:
        asyncio.run(
            run(given.url or f"sqlite:///{Path(folder) / 'bot.db'}", given.answers, given.kept)
        )


if __name__ == "__main__":
    main()
