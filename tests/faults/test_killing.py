"""Proof by killing: whatever the moment, nothing is lost and nothing counts twice."""

import asyncio
import signal
from asyncio.subprocess import Process
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from tests.botapi import BotApi
from tests.faults.people import all_settled, answers_since, ask, called, check_grades, drill
from tests.faults.process import LONG_ENOUGH, environment, kill, running, start

KILLS = 20
ASKERS, DRILLERS = 180, 20


@pytest.mark.parametrize("seed", [1])
async def test_killed_twenty_times_under_load(
    api: BotApi, log: Path, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    variables = environment(api, url)
    askers = [api.person(f"Asker{number}", "en") for number in range(ASKERS)]
    drillers = [api.person(f"Driller{number}", "en") for number in range(DRILLERS)]
    busy, lives = [], [0]
    for number in range(KILLS):
        busy += [
            asyncio.create_task(drill(api, drillers[number])),
            *(asyncio.create_task(ask(api, it)) for it in askers[number::KILLS]),
        ]
        before, calls = len(api.calls), random.randint(1, 40)
        async with running(log, variables) as process:
            await called(api, before + calls, busy)
            await kill(process, api)
        lives.append(len(api.world.shown))
    async with running(log, variables):
        await asyncio.gather(*busy)
        await all_settled(url)
        await api.quiet()
    await check_grades(url, DRILLERS)
    assert answers_since(api, 0).keys() == {person.id for person in askers}
    lives.append(len(api.world.shown))
    for born, dead in pairwise(lives):  # only after a crash is a chat shown a reply again
        assert set(answers_since(api, born, dead).values()) <= {1}


async def test_told_to_stop_it_finishes_and_loses_nothing(
    api: BotApi, log: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    askers = [api.person(f"Asker{number}", "en") for number in range(40)]
    process = await start(log, environment(api, url))
    busy = [asyncio.create_task(ask(api, person)) for person in askers]
    await api.until(lambda: any(call.method == "sendRichMessage" for call in api.calls), "a reply")
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await process.wait() == 0
    async with running(log, environment(api, url)):
        await asyncio.gather(*busy)
        await api.quiet()
    assert answers_since(api, 0) == {person.id: 1 for person in askers}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="not Linux")
async def test_a_hang_up_during_the_start_ends_nothing(
    api: BotApi, log: Path, tmp_path: Path
) -> None:
    def ignores(process: Process) -> bool:
        status = Path(f"/proc/{process.pid}/status").read_text()
        (ignored,) = [line for line in status.splitlines() if line.startswith("SigIgn:")]
        return bool(int(ignored.split()[1], 16) & 1 << signal.SIGHUP - 1)

    async with running(log, environment(api, f"sqlite:///{tmp_path / 'bot.db'}")) as process:
        async with asyncio.timeout(LONG_ENOUGH):
            while not ignores(process):  # noqa: ASYNC110 -- nobody tells
                await asyncio.sleep(0.01)
        process.send_signal(signal.SIGHUP)
        await ask(api, api.person("Ann", "en"))
