"""Compare this bot, answering real questions, with bare echo bots: answers a second, and how soon.

Usage: ``python -m benchmarks.telegram [--messages 2400] [--runs 3] [--latency 0 50] [--optimize]``.
All take turns in one run, each in a process of its own; figures are medians. "light" is 20
questions a second, whenever the answers come: Telegram takes no more than 30 messages of all chats
together. "in turn" is each question right after the answer before, which may still be noted
meanwhile. "CPU" is what the processor works for an answer, which other programs on the machine
change less. Every call of the API takes the latency, in milliseconds; 50 is what a bot sees of
Telegram. No question is asked twice in the same words. What takes less than a second is mostly
beginning and end, so ``--messages`` is to be some thousand for answers a second.
The flood limit for all chats together, 30 messages a second, is lifted for this bot.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.botapi import TOKEN, FastBotApi

BOTS = ("ptb", "ptb-concurrent", "ptb-aiohttp", "aiogram", "aiohttp", "this")
PEOPLE, AT_ONCE = 2_000, 256
WARM, LIGHT, IN_TURN = 60, 150, 100  # questions
LIGHT_RATE = 20.0  # a second
REST = 6.0  # seconds for what is still done after the first answer: this bot makes others ready
AROUND = ("{}", "请问{}", "{} 谢谢", "想问一下，{}", "{} please")
QUERIES = Path(__file__).parents[1] / "tests" / "knowledge" / "queries.jsonl"


def questions(count: int, after: int = 0) -> list[str]:
    """Return so many real questions, those that come after so many others.

    After the last one the first comes again, with other words around it: some 6,000 differ.
    """
    lines = [json.loads(line) for line in QUERIES.read_text("utf-8").splitlines()]
    texts = [line["query"] for line in lines if line.get("accept")]
    rounds = (divmod(number, len(texts)) for number in range(after, after + count))
    return [AROUND[time % len(AROUND)].format(texts[place]) for time, place in rounds]


@asynccontextmanager
async def running(name: str, api: FastBotApi) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a bot in a process of its own, this one as its users do."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "benchmarks.echo", name, api.url]
        environment = dict(os.environ)
        if name == "this":
            command = ["-m", "bot", "run"]
            environment |= {
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": api.url,
                "BOT_DATABASE_URL": f"sqlite:///{folder}/bot.db",
                "BOT_LOG_LEVEL": "WARNING",
                "BOT_MESSAGES_PER_SECOND": "10000",
            }
        process = await asyncio.create_subprocess_exec(sys.executable, *command, env=environment)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def first_answer(api: FastBotApi, process: asyncio.subprocess.Process) -> None:
    """Wait for the first answer, or raise if the bot ends instead."""
    asked = asyncio.create_task(api.ask(1, "dropout"))
    ended = asyncio.create_task(process.wait())
    await asyncio.wait((asked, ended), return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if not asked.done():
        asked.cancel()
        sys.exit("the bot ended by itself")
    await asked


def resident(pid: int) -> float:
    """Return a process's resident memory in megabytes (Linux only, else 0)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0.0
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def processor_seconds(pid: int) -> float:
    """Return how long the processor has worked for a process (Linux only, else 0)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(name: str, latency: float, messages: int) -> dict[str, float]:
    """Start a bot, load it, and return its figures."""
    async with FastBotApi(latency) as api:
        begun = perf_counter()
        async with running(name, api) as process:
            await first_answer(api, process)
            cold = perf_counter() - begun
            await asyncio.sleep(REST)
            await api.load(questions(WARM), PEOPLE, 8)
            light = await api.trickle(questions(LIGHT, WARM), PEOPLE, LIGHT_RATE)
            in_turn = await api.load(questions(IN_TURN, WARM + LIGHT), PEOPLE, 1)
            before = processor_seconds(process.pid)
            full = await api.load(questions(messages, WARM + LIGHT + IN_TURN), PEOPLE, AT_ONCE)
            computed = processor_seconds(process.pid) - before
            return {
                "answers/s": full.rate,
                "CPU ms each": 1000 * computed / messages,
                "p95 ms": 1000 * full.percentile(0.95),
                "light p50 ms": 1000 * light.percentile(0.5),
                "light p95 ms": 1000 * light.percentile(0.95),
                "in turn p50 ms": 1000 * in_turn.percentile(0.5),
                "in turn p95 ms": 1000 * in_turn.percentile(0.95),
                "cold s": cold,
                "MB": resident(process.pid),
            }


async def compare(bots: Sequence[str], latencies: Sequence[int], messages: int, runs: int) -> None:
    for latency in latencies:
        measured: dict[str, list[dict[str, float]]] = defaultdict(list)
        for _ in range(runs):
            for name in bots:
                # python-telegram-bot alone handles one after another: fewer are enough
                share = messages // 5 if latency and name == "ptb" else messages
                measured[name].append(await measure(name, latency / 1000, share))
        print(f"\n{latency} ms for each call, {messages} questions, medians of {runs}")
        columns = list(measured[bots[0]][0])
        print("".join(f"{head:>16}" for head in ("", *columns)))
        for name, rows in measured.items():
            figures = (median(row[column] for row in rows) for column in columns)
            print(f"{name:>16}" + "".join(f"{figure:16.2f}" for figure in figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=2400)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--latency", type=int, nargs="+", default=[0, 50])
    parser.add_argument("--bots", nargs="+", choices=BOTS, default=BOTS)
    parser.add_argument("--optimize", action="store_true", help="without docstrings, as the image")
    options = parser.parse_args()
    if options.optimize:
        os.environ["PYTHONOPTIMIZE"] = "2"  # of the bots
    asyncio.run(compare(options.bots, options.latency, options.messages, options.runs))


if __name__ == "__main__":
    main()
