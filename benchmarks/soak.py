"""Hold a load on this bot: does its memory grow, does it err, how long do answers take.

Usage: ``python -m benchmarks.soak [--seconds 60] [--rate 300] [--people 2000] [--warm 0.25]``.
The goal is 600 s at 300 questions a second: no error, and memory that grows by less than 5 % after
the warm-up, the first share of the time. Exit 1 if that is not so.
"""

import argparse
import asyncio
import sys
from random import Random
from time import perf_counter

from benchmarks.botapi import FastBotApi
from benchmarks.telegram import questions, resident, running

MOST_GROWTH = 0.05


class Soak:
    """One load.

    Args:
        api: where the people are.
        people: how many.
    """

    def __init__(self, api: FastBotApi, people: int) -> None:
        self._api = api
        self._free = list(range(1, people + 1))
        self._tasks: set[asyncio.Task[None]] = set()
        self._random = Random(7)
        self.times: list[float] = []
        self.errors = 0
        self.skipped = 0

    async def hold(self, seconds: float, rate: float) -> None:
        """Ask so many questions a second; who has not been answered yet asks nothing."""
        texts = questions(1_000)
        begun = perf_counter()
        asked = 0
        while (passed := perf_counter() - begun) < seconds:
            while asked < passed * rate:
                asked += 1
                self._ask(self._random.choice(texts))
            await asyncio.sleep(0.005)

    async def end(self) -> None:
        """Wait for the answers that are on their way."""
        await asyncio.gather(*self._tasks)

    def _ask(self, text: str) -> None:
        if not self._free:
            self.skipped += 1
            return
        place = self._random.randrange(len(self._free))
        person, self._free[place] = self._free[place], self._free[-1]
        self._free.pop()
        task = asyncio.create_task(self._one(person, text))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _one(self, person: int, text: str) -> None:
        try:
            self.times.append(await self._api.ask(person, text))
        except TimeoutError:
            self.errors += 1
        self._free.append(person)


async def soak(seconds: float, rate: float, people: int, warm: float) -> bool:
    """Run the load; print what came of it; return whether the goals are met."""
    async with FastBotApi() as api, running("this", api) as process:
        await api.ask(1, "dropout")
        load = Soak(api, people)
        await load.hold(seconds * warm, rate)
        before = resident(process.pid)
        warmed = len(load.times)
        begun = perf_counter()
        await load.hold(seconds * (1 - warm), rate)
        held = (len(load.times) - warmed) / (perf_counter() - begun)
        after = resident(process.pid)
        await load.end()
        alive = process.returncode is None
    times = sorted(load.times)
    growth = (after - before) / before if before else 0.0
    print(f"answered     {len(times)}, {held:.0f} a second of {rate:.0f} after the warm-up")
    print(f"not asked    {load.skipped} (everybody waited for an answer)")
    print(f"errors       {load.errors}{'' if alive else ', and the bot ended'}")
    for share in (0.5, 0.95, 0.99):
        print(f"p{share * 100:<11.0f} {1000 * times[int(share * (len(times) - 1))]:.0f} ms")
    print(f"memory       {before:.0f} MB, then {after:.0f} MB: {growth:+.1%}")
    return alive and not load.errors and growth < MOST_GROWTH


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--warm", type=float, default=0.25, help="the share of the time")
    options = parser.parse_args()
    met = asyncio.run(soak(options.seconds, options.rate, options.people, options.warm))
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
