"""Counts and times as plain numbers: the loop that counts is one thread.

``bot.telegram.exposition`` makes Prometheus' figures of them when somebody asks.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(frozen=True)
class Count:
    """How often something has happened.

    Args:
        name: what Prometheus calls it, without ``_total``.
        meaning: what it counts.
        labels: the names of what it is counted by.
    """

    name: str
    meaning: str
    labels: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = field(default_factory=dict)
    """How often, by the values of the labels."""

    def add(self, *labels: str) -> None:
        """Count once more, for these values of the labels."""
        self.counts[labels] = self.counts.get(labels, 0) + 1


@dataclass
class Level:
    """How much of something there is now.

    Args:
        name: what Prometheus calls it.
        meaning: what it measures.
    """

    name: str
    meaning: str
    value: float = 0.0


@dataclass
class Timing:
    """How long something takes.

    Args:
        name: what Prometheus calls it.
        meaning: what it times.
        bounds: the upper bounds of the buckets, in seconds, the least first.
    """

    name: str
    meaning: str
    bounds: tuple[float, ...]
    counts: list[int] = field(init=False)
    """How often it took no longer than a bound and longer than the one before; last, longer."""
    total: float = 0.0
    """Seconds, of all."""

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def observe(self, seconds: float) -> None:
        """Count what took so long."""
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds

    def time(self) -> "Timed":
        """Return a context: what is done inside is timed, also if it fails."""
        return Timed(self)


class Timed:
    """Times what is done inside.

    Args:
        timing: is told how long it took.
    """

    __slots__ = ("_begun", "_timing")

    def __init__(self, timing: Timing) -> None:
        self._timing = timing

    def __enter__(self) -> None:
        self._begun = perf_counter()

    def __exit__(self, *_: object) -> None:
        self._timing.observe(perf_counter() - self._begun)
