"""Finding the entry that answers what somebody typed, and knowing when there is none.

Read ``matcher`` first; why it is lexical, and what it was measured to do, is in
docs/decisions/matching.md.
"""

from bot.domain.matching.explanation import Contribution, ExplainedCandidate, Explanation
from bot.domain.matching.matcher import (
    FOUND_IN_GROUP,
    FOUND_IN_PRIVATE,
    MOST_CHARACTERS,
    RELATED,
    UNSURE,
    Matcher,
)
from bot.domain.matching.outcome import Found, Match, NotFound, Outcome, Unsure
from bot.domain.matching.prepared import Prepared, prepare
from bot.domain.matching.reading import Correction

__all__ = [
    "FOUND_IN_GROUP",
    "FOUND_IN_PRIVATE",
    "MOST_CHARACTERS",
    "RELATED",
    "UNSURE",
    "Contribution",
    "Correction",
    "ExplainedCandidate",
    "Explanation",
    "Found",
    "Match",
    "Matcher",
    "NotFound",
    "Outcome",
    "Prepared",
    "Unsure",
    "prepare",
]
