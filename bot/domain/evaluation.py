"""How good the matching is: accuracy and calibration over labelled questions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.matching import Found, NotFound, Outcome, Unsure

ALL: Final = "all"
ANSWERABLE: Final = "all answerable"
UNANSWERABLE: Final = "all unanswerable"
_TOP: Final = 3
_BINS: Final = 10


@dataclass(frozen=True)
class Judged:
    """A labelled question and what it came to.

    Args:
        kind: what sort of question it is, for example ``pinyin`` or ``near-miss``.
        accept: the ids of the entries that answer it; empty if the deck has no answer.
        outcome: what matching made of it.
    """

    kind: str
    accept: frozenset[str]
    outcome: Outcome

    @property
    def answerable(self) -> bool:
        return bool(self.accept)

    @property
    def answered(self) -> bool:
        return isinstance(self.outcome, Found)

    def right_within(self, places: int) -> bool:
        """Tell whether an accepted entry is among the first ``places`` candidates."""
        return any(match.entry.id in self.accept for match in self.outcome.matches[:places])


@dataclass(frozen=True)
class Accuracy:
    """Shares (0 to 1) of the questions of a kind.

    Args:
        kind: the kind, or ``all``.
        questions: how many there are.
        answerable: how many of them the deck answers; the next two are shares of these.
        first: an accepted entry is the best candidate.
        among_three: an accepted entry is among the three best.
        found_right: answered at once, with an accepted entry.
        found_wrong: answered at once, but not with an accepted entry.
        unsure: asked back.
        not_found: declined.
    """

    kind: str
    questions: int
    answerable: int
    first: float
    among_three: float
    found_right: float
    found_wrong: float
    unsure: float
    not_found: float


@dataclass(frozen=True)
class Reliability:
    """The best candidates whose score is within a bin, and how often they were right.

    Args:
        low: the lower end of the bin, included.
        high: the upper end, excluded except in the last bin.
        questions: how many best candidates fell into it.
        promised: their mean score.
        kept: the share of them that was right.
    """

    low: float
    high: float
    questions: int
    promised: float
    kept: float


def accuracy(judged: Iterable[Judged]) -> tuple[Accuracy, ...]:
    """Return the accuracy for each kind, in the order of first appearance, and for all.

    The last three lines are for the questions that the deck answers, for those that it does not,
    and for all. In every line, ``first`` and ``among_three`` are shares of the answerable ones.
    """
    by_kind: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_kind[one.kind].append(one)
    everything = [one for kind in by_kind.values() for one in kind]
    rows = [_accuracy(kind, of_kind) for kind, of_kind in by_kind.items()]
    for kind, wanted in ((ANSWERABLE, True), (UNANSWERABLE, False)):
        of_kind = [one for one in everything if one.answerable is wanted]
        rows += [_accuracy(kind, of_kind)] if of_kind else []
    return (*rows, _accuracy(ALL, everything)) if everything else ()


def calibration(judged: Iterable[Judged], bins: int = _BINS) -> tuple[Reliability, ...]:
    """Return the reliability of the best candidate's score in ``bins`` equal bins.

    Empty bins are left out. If scores are calibrated probabilities, ``promised`` and ``kept`` agree
    in every bin but for chance. Questions that no candidate was found for are not counted.
    """
    binned: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for one in judged:
        if one.outcome.matches:
            score = one.outcome.matches[0].score
            binned[min(int(score * bins), bins - 1)].append((score, one.right_within(1)))
    return tuple(
        Reliability(
            low=number / bins,
            high=(number + 1) / bins,
            questions=len(held),
            promised=_mean([score for score, _ in held]),
            kept=_mean([right for _, right in held]),
        )
        for number, held in sorted(binned.items())
    )


def _accuracy(kind: str, judged: Sequence[Judged]) -> Accuracy:
    answerable = [one for one in judged if one.answerable]
    return Accuracy(
        kind=kind,
        questions=len(judged),
        answerable=len(answerable),
        first=_mean([one.right_within(1) for one in answerable]),
        among_three=_mean([one.right_within(_TOP) for one in answerable]),
        found_right=_mean([one.answered and one.right_within(1) for one in judged]),
        found_wrong=_mean([one.answered and not one.right_within(1) for one in judged]),
        unsure=_mean([isinstance(one.outcome, Unsure) for one in judged]),
        not_found=_mean([isinstance(one.outcome, NotFound) for one in judged]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
