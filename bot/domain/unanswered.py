"""Questions that got no certain answer: those that ask the same are one, whatever their words.

How alike two questions are is the cosine of their words, weighted by how rare the deck has them
(``Matcher.said``). Words are read as for an answer: slips mended, scripts made alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import hypot
from typing import Final, TypeAlias

from bot.domain.knowledge import fold

Said: TypeAlias = Mapping[str, float]
"""The terms of a text, each with how much it says."""

ALIKE: Final = 0.55
"""The cosine from which on two questions ask the same."""


@dataclass(frozen=True)
class NotedQuery:
    """A normalised question, how often it came, and the entries picked for it."""

    text: str
    outcome: str
    count: int
    last_seen: datetime
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Cluster:
    """Questions that ask the same, the one that was asked most often first."""

    queries: tuple[NotedQuery, ...]

    @property
    def text(self) -> str:
        return self.queries[0].text

    @property
    def others(self) -> tuple[str, ...]:
        """The other wordings, each once."""
        return tuple(dict.fromkeys(it.text for it in self.queries if it.text != self.text))

    @property
    def count(self) -> int:
        return sum(query.count for query in self.queries)

    @property
    def last_seen(self) -> datetime:
        return max(query.last_seen for query in self.queries)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The entries that people picked for it, those of the most frequent wording first."""
        return tuple(dict.fromkeys(entry for query in self.queries for entry in query.chosen))


def clusters(queries: Sequence[NotedQuery], said: Callable[[str], Said]) -> list[Cluster]:
    """Put together what asks the same.

    A question joins the cluster whose most frequent wording is most like it.

    Args:
        queries: the questions.
        said: tells what a text says.

    Returns:
        The clusters, what was asked most often first.
    """
    found: list[tuple[str, Said, list[NotedQuery]]] = []
    for query in sorted(queries, key=lambda query: (-query.count, query.text)):
        key, terms = fold(query.text), said(query.text)
        alike = [(_alike(key, terms, *other[:2]), -place) for place, other in enumerate(found)]
        nearest, place = max(alike, default=(0.0, 0))
        if nearest >= ALIKE:
            found[-place][2].append(query)
        else:
            found.append((key, terms, [query]))
    grouped = [Cluster(tuple(members)) for _, _, members in found]
    return sorted(grouped, key=lambda it: (-it.count, -it.last_seen.timestamp(), it.text))


def _alike(key: str, terms: Said, other_key: str, other: Said) -> float:
    """Return the cosine of two texts; 1 for the same but for case, spaces and punctuation."""
    if key == other_key:
        return 1.0
    both = sum(weight * other[term] for term, weight in terms.items() if term in other)
    return both / (hypot(*terms.values()) * hypot(*other.values())) if both else 0.0
