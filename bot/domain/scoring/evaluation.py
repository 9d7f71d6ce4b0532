"""How good the scoring is: precision and recall of the points over judged answers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import fmean
from typing import Final

from bot.domain.scoring.score import Score

ALL: Final = "all"

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{3,}")
_MIXED: Final = 0.3


@dataclass(frozen=True)
class JudgedAnswer:
    """An answer, what somebody who read it says that it makes, and what scoring says.

    Args:
        entry: the id of the entry that it answers.
        text: the answer.
        kind: what sort of answer it is, for example ``partial`` or ``off-topic``.
        points: the indices of the points that it makes.
        score: what scoring made of it.
    """

    entry: str
    text: str
    kind: str
    points: frozenset[int]
    score: Score

    @property
    def counted(self) -> frozenset[int]:
        """The indices of the points that scoring took as made."""
        return frozenset(i for i, result in enumerate(self.score.results) if result.made)


@dataclass(frozen=True)
class Quality:
    """What scoring is worth on answers of a kind.

    Args:
        kind: the kind, a language, a half, or ``all``.
        answers: how many there are.
        points: how many points they make.
        precision: the share of the points taken as made that are; None if none was taken so.
        recall: the share of the points made that were taken as made; None if none is made.
        share: the mean share of points taken as made, which is what a person is told.
    """

    kind: str
    answers: int
    points: int
    precision: float | None
    recall: float | None
    share: float

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def quality(judged: Sequence[JudgedAnswer]) -> tuple[Quality, ...]:
    """Return the quality by kind, by language, by half, and over all."""
    groups: defaultdict[str, list[JudgedAnswer]] = defaultdict(list)
    for naming in (lambda a: a.kind, lambda a: language(a.text), lambda a: half(a.entry, a.text)):
        for answer in judged:
            groups[naming(answer)].append(answer)
    rows = [_quality(kind, answers) for kind, answers in groups.items()]
    return (*rows, _quality(ALL, judged)) if judged else ()


def _quality(kind: str, judged: Sequence[JudgedAnswer]) -> Quality:
    right = sum(len(answer.points & answer.counted) for answer in judged)
    return Quality(
        kind=kind,
        answers=len(judged),
        points=sum(len(answer.points) for answer in judged),
        precision=_ratio(right, sum(len(answer.counted) for answer in judged)),
        recall=_ratio(right, sum(len(answer.points) for answer in judged)),
        share=fmean(answer.score.share for answer in judged),
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def language(text: str) -> str:
    """Return ``zh``, ``en``, or ``mixed`` for Chinese with a good share of English words."""
    characters, words = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if not characters:
        return "en"
    return "mixed" if 2 * words >= _MIXED * (characters + 2 * words) else "zh"


def half(entry: str, text: str) -> str:
    """Return which half an answer belongs to, ``held out`` or ``tuning``."""
    return "held out" if is_held_out(entry, text) else "tuning"


def is_held_out(entry: str, text: str) -> bool:
    """Tell whether an answer is kept away from tuning: about half of them, drawn by a hash."""
    return bool(sha256((entry + text).encode()).digest()[-1] % 2)
