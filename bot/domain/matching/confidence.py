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


def traits(shares: Floats, similarities: Floats) -> Floats:
    """Return what evidence is a weighted sum of, one row for each unit.

    Args:
        shares: the share (0 to 1) of what the text says that the unit explains.
        similarities: how similar (0 to 1) the unit's nearest phrase is to the text.
    """
    return np.column_stack([np.log(shares + SHARE_FLOOR), shares, similarities])


def evidence(shares: Floats, similarities: Floats) -> Floats:
    """Return what speaks for each unit; arguments as for ``traits``."""
    found: Floats = LOG_SHARE * np.log(shares + SHARE_FLOOR) + SHARE * shares
    return found + NEAREST * similarities


def preferences(own: Floats, rivals: Floats) -> Floats:
    """Return the probability that each unit is meant, if any is, of either kind.

    Args:
        own: the evidence for the units.
        rivals: the evidence for those of the other kind: entries, or topics outside the deck.
    """
    odds = np.exp(np.concatenate([own, rivals]) - max(own.max(), rivals.max(initial=-np.inf)))
    preferred: Floats = odds[: len(own)] / odds.sum()
    return preferred


def information(total: float) -> float:
    """Return the logarithm of how much a text says, damped where it says next to nothing."""
    return log(total + INFORMATION_FLOOR)


def confidence(evidence: Floats, preference: Floats, information: float) -> Floats:
    """Return the probability (0 to 1) that each unit is what the text asks for.

    Args:
        evidence: what speaks for it, in log-odds relative to other units.
        preference: the probability (0 to 1) that it is meant, if any is, of either kind.
        information: the logarithm of how much the text says at all.
    """
    log_odds: Floats = (
        INTERCEPT + EVIDENCE * evidence + PREFERENCE * preference + INFORMATION * information
    )
    return 1 / (1 + np.exp(-log_odds))
