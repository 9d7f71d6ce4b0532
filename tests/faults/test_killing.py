"""Proof by killing: whatever the moment, nothing is lost and nothing counts twice."""

import asyncio
import signal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from tests.botapi import BotApi
from tests.faults.people import answers_since, ask, called, check_grades, drill
from tests.faults.process import environment, kill, running, start

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
