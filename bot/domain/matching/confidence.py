"""From how well a unit explains a text to the probability that it is the right answer.

The constants below are what ``python -m benchmarks.fit_matching`` printed; what they mean and what
they were measured to do is in docs/decisions/matching.md.
"""

from math import log
from typing import Final

import numpy as np

from bot.domain.matching.vocabulary import Floats

# Evidence: a conditional logit of which entry is meant, given that one of them is.
LOG_SHARE: Final = 7.21
SHARE: Final = 2.56
NEAREST: Final = 5.61

# Confidence: a logistic regression of whether the best entry is right.
INTERCEPT: Final = -7.17
EVIDENCE: Final = 0.36
OVER_OUTSIDE: Final = 0.14
INFORMATION: Final = 1.81
PREFERENCE: Final = 3.13

_SHARE_FLOOR: Final = 0.02
_INFORMATION_FLOOR: Final = 5.0

NO_EVIDENCE: Final = LOG_SHARE * log(_SHARE_FLOOR)
"""The evidence for a unit that shares nothing with a text."""


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


def confidence(
    evidence: Floats, over_rivals: Floats, preference: Floats, information: float
) -> Floats:
    """Return the probability (0 to 1) that each unit is what the text asks for.

    Args:
        evidence: what speaks for it, in log-odds relative to other units.
        over_rivals: how much that is above the best of its rivals.
        preference: the probability (0 to 1) that it is meant, if any of its own kind is.
        information: the logarithm of how much the text says at all.
    """
    log_odds: Floats = (
        INTERCEPT
        + EVIDENCE * evidence
        + OVER_OUTSIDE * over_rivals
        + PREFERENCE * preference
        + INFORMATION * information
    )
    return 1 / (1 + np.exp(-log_odds))
