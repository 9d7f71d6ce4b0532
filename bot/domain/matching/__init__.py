"""Finding the entry that answers what somebody typed, and knowing when there is none.

Why it is lexical, and how the figures came about: docs/decisions/matching.md.
"""

from bot.domain.matching.matcher import FOUND_IN_GROUP, FOUND_IN_PRIVATE, Matcher
from bot.domain.matching.outcome import Found, Match, NotFound, Outcome, Unsure

__all__ = [
    "FOUND_IN_GROUP",
    "FOUND_IN_PRIVATE",
    "Found",
    "Match",
    "Matcher",
    "NotFound",
    "Outcome",
    "Unsure",
]
