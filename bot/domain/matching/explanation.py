"""Why a text was matched as it was: for ``ask --explain``, and for whoever writes aliases."""

from dataclasses import dataclass

from bot.domain.knowledge import Entry, OutsideTopic
from bot.domain.matching.outcome import Outcome
from bot.domain.matching.reading import Correction


@dataclass(frozen=True)
class Contribution:
    """A term that a candidate explains, and the share (0 to 1) of the whole text that this is."""

    term: str
    share: float


@dataclass(frozen=True)
class ExplainedCandidate:
    """A candidate and what speaks for it.

    Args:
        subject: the entry, or the topic outside the deck.
        confidence: the probability (0 to 1) that it is meant.
        share: the share (0 to 1) of what the text says that it explains.
        nearest: its question or alias that is most similar to the text.
        similarity: how similar that is (0 to 1).
        evidence: share and similarity together, in log-odds relative to the other candidates.
        preference: the probability (0 to 1) that it is meant, if any entry or topic outside is.
        contributions: the terms that carried the share, largest first.
    """

    subject: Entry | OutsideTopic
    confidence: float
    share: float
    nearest: str
    similarity: float
    evidence: float
    preference: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Explanation:
    """How a text was read, and what came of it.

    Args:
        outcome: what ``match`` returns for the same text.
        numbers: the question numbers that the text names, if it says nothing else.
        tokens: what was left of the text to compare.
        corrections: what was read differently from how it was typed.
        unknown: terms that neither the deck nor the outside topics hold.
        candidates: entries, best first, and then outside topics, best first.
    """

    outcome: Outcome
    numbers: tuple[int, ...] = ()
    tokens: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    unknown: tuple[str, ...] = ()
    candidates: tuple[ExplainedCandidate, ...] = ()
