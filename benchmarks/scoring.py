"""Time the scoring of typed answers.

Usage: ``python -m benchmarks.scoring FILE.jsonl`` with lines of ``{"entry": id, "text": str,
"points": [indices]}``. Prints how long it takes to set the scorer up, to score the first answer to
an entry, and to score another one.
"""

import argparse
from pathlib import Path
from time import perf_counter

import numpy as np

from bot.cli.evaluate_answers import read_answers
from bot.domain.scoring import Scorer
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck

ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    deck = load_deck(shipped_knowledge())
    answers = [(deck.by_id[a.entry], a.text) for a in read_answers(parser.parse_args().file, deck)]
    started = perf_counter()
    scorer = Scorer(deck)
    print(f"setting up: {perf_counter() - started:.2f} s")
    took: list[float] = []
    met: set[str] = set()
    first: list[float] = []
    for _ in range(ROUNDS):
        for entry, text in answers:
            started = perf_counter()
            scorer.score(entry, text)
            (took if entry.id in met else first).append(1000 * (perf_counter() - started))
            met.add(entry.id)
    for name, times in (("first answer to an entry", first), ("answer", took)):
        p50, p99 = np.percentile(times, [50, 99])
        print(f"{name}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, most {max(times):.1f} ms")


if __name__ == "__main__":
    main()
