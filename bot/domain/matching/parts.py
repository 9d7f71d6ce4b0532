"""Splitting a text that may name two things."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.domain.normalising import normalise

_MOST_CHARACTERS: Final = 40
"""Longer texts join clauses, not names."""

_MOST_CONJUNCTIONS: Final = 3
"""Each costs two more rankings."""

CONJUNCTION: Final = re.compile(
    r"(?<![饱求总])和(?!声)|(?<!参)与|跟|以及|还有|或者|[、/&+]|\b(?:vs|versus|and|or)\b\.?"
)


def split(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each conjunction of a short text."""
    plain = normalise(text[: _MOST_CHARACTERS + 1])
    if len(plain) > _MOST_CHARACTERS:
        return
    for found in islice(CONJUNCTION.finditer(plain), _MOST_CONJUNCTIONS):
        before, after = plain[: found.start()].strip(), plain[found.end() :].strip()
        if before and after:
            yield before, after
