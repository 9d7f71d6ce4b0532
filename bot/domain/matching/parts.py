"""Splitting a text that may name two things."""

import re
from itertools import islice
from typing import Final

_MOST_CHARACTERS: Final = 40
"""Longer texts join clauses, not names."""

_MOST_CONJUNCTIONS: Final = 3
"""Each costs two more rankings."""

CONJUNCTION: Final = re.compile(
    r"(?<![饱求总])和(?!声)|(?<!参)与|跟|以及|还有|或者|[、/&+]|\b(?:vs|versus|and|or)\b\.?"
)


def split(plain: str) -> list[tuple[str, str]]:
    """Return what stands before and after each conjunction of a short text that is normalised."""
    if len(plain) > _MOST_CHARACTERS:
        return []
    found = islice(CONJUNCTION.finditer(plain), _MOST_CONJUNCTIONS)
    halves = [(plain[: one.start()].strip(), plain[one.end() :].strip()) for one in found]
    return [(before, after) for before, after in halves if before and after]
