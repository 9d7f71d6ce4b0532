"""From how well a unit explains a text to the probability that it is the right answer.

The constants below are what ``python -m benchmarks.fit_matching`` printed; what they mean and what
they were measured to do is in docs/decisions/matching.md.
"""

from math import log
from typing import Final

import numpy as np

from bot.domain.matching.vocabulary import Floats

# Evidence: a conditional logit of which entry is meant, given that one of them is.
LOG_SHARE: Final = 8.39
SHARE: Final = 3.12
NEAREST: Final = 5.41

# Confidence: a logistic regression of whether the best entry is right.
INTERCEPT: Final = -8.17
EVIDENCE: Final = 0.38
INFORMATION: Final = 2.08
PREFERENCE: Final = 4.5

SHARE_FLOOR: Final = 0.02
INFORMATION_FLOOR: Final = 5.0


def evidence(share: Floats, similarity: Floats) -> Floats:
    """Return what speaks for units; nothing does where a unit explains nothing.

    Args:
        share: the share (0 to 1) of what the text says that each unit explains.
        similarity: how similar (0 to 1) each unit's nearest phrase is to the text.
    """
    found: Floats = LOG_SHARE * np.log(share + SHARE_FLOOR) + SHARE * share + NEAREST * similarity
    np.putmask(found, share == 0, -np.inf)
    return found


def preferences(evidence: Floats) -> Floats:
    """Return the probability that each unit is meant, if any is, from the evidence for them all.

    Args:
        evidence: a row for each text, with what speaks for each unit.
    """
    odds: Floats = np.exp(evidence)  # the constants keep it far from what overflows
    return odds / np.add.reduce(odds, axis=-1, keepdims=True)


def information(total: float) -> float:
    """Return the logarithm of how much a text says, damped where it says next to nothing."""
    return log(total + INFORMATION_FLOOR)


def confidence(evidence: Floats, preference: Floats, information: Floats) -> Floats:
    """Return the probability (0 to 1) that a unit is what the text asks for.

    Args:
        evidence: what speaks for it, in log-odds relative to other units.
        preference: the probability (0 to 1) that it is meant, if any is, of either kind.
        information: the logarithm of how much the text says at all.
    """
    against = -INTERCEPT - INFORMATION * information
    odds_against: Floats = np.exp(against - EVIDENCE * evidence - PREFERENCE * preference)
    return 1 / (1 + odds_against)
