"""From how well a unit explains a text to the probability that it is the right answer.

The constants below are what ``python -m benchmarks.fit_matching`` printed; what they mean and what
they were measured to do is in docs/decisions/matching.md.
"""

from dataclasses import dataclass
from math import exp, log
from typing import Final

import numpy as np

from bot.domain.matching.index import Floats

# Evidence: a conditional logit of which entry is meant, given that one of them is.
LOG_SHARE: Final = 7.67
SHARE: Final = 1.43
NEAREST: Final = 4.62

# Confidence: a logistic regression of whether the best entry is right.
INTERCEPT: Final = -4.14
EVIDENCE: Final = 0.35
OVER_OUTSIDE: Final = 0.24
INFORMATION: Final = 1.78
PREFERENCE: Final = 2.21

_SHARE_FLOOR: Final = 0.02
_INFORMATION_FLOOR: Final = 5.0

NO_EVIDENCE: Final = LOG_SHARE * log(_SHARE_FLOOR)
"""The evidence for a unit that shares nothing with a text."""


@dataclass(frozen=True)
class Standing:
    """How a unit stands to a text and among the other units.

    Args:
        evidence: what speaks for it, in log-odds relative to other units.
        over_rivals: how much that is above the best of its rivals: the topics outside the deck
            for an entry, the entries for a topic outside.
        preference: the probability (0 to 1) that it is meant, if any of its own kind is.
        information: the logarithm of how much the text says at all.
    """

    evidence: float
    over_rivals: float
    preference: float
    information: float


def traits(shares: Floats, similarities: Floats) -> Floats:
    """Return what evidence is a weighted sum of, one row for each unit.

    Args:
        shares: the share (0 to 1) of what the text says that the unit explains.
        similarities: how similar (0 to 1) the unit's nearest phrase is to the text.
    """
    return np.column_stack([np.log(shares + _SHARE_FLOOR), shares, similarities])


def evidence(shares: Floats, similarities: Floats) -> Floats:
    """Return what speaks for each unit; arguments as for ``traits``."""
    found: Floats = LOG_SHARE * np.log(shares + _SHARE_FLOOR) + SHARE * shares
    return found + NEAREST * similarities


def preferences(evidences: Floats) -> Floats:
    """Return the probability that each unit is meant, if one of them is."""
    odds: Floats = np.exp(evidences - evidences.max())
    odds /= odds.sum()
    return odds


def information(total: float) -> float:
    """Return the logarithm of how much a text says, damped where it says next to nothing."""
    return log(total + _INFORMATION_FLOOR)


def confidence(standing: Standing) -> float:
    """Return the probability (0 to 1) that the unit is what the text asks for."""
    log_odds = (
        INTERCEPT
        + EVIDENCE * standing.evidence
        + OVER_OUTSIDE * standing.over_rivals
        + INFORMATION * standing.information
        + PREFERENCE * standing.preference
    )
    return 1 / (1 + exp(-log_odds))
