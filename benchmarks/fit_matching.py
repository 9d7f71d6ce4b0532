"""Fit the constants of ``bot.domain.matching.confidence`` and print them, ready to paste.

Usage: ``python -m benchmarks.fit_matching FILE.jsonl...`` with lines of
``{"query": str, "accept": [ids], "kind": str}``, where an empty ``accept`` means that the deck has
no answer; those that are of the kind ``near-miss`` are counted apart.

Prints, before the constants, what ten-fold cross-validation over all files says of them by kind and
by threshold; and, if there are several files, what constants fitted on the others do with each.

Two models are fitted in turn, both by Newton's method with a little L2 penalty. Evidence is a
conditional logit: the probability that an accepted entry is chosen among the ten that share most
with the text. Confidence is a logistic regression of whether the entry with most evidence is right.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.domain.knowledge import Deck
from bot.domain.matching import FOUND_IN_GROUP, FOUND_IN_PRIVATE
from bot.domain.matching.confidence import SHARE_FLOOR, information, preferences
from bot.domain.matching.numbers import parse_numbers
from bot.domain.matching.ranking import Candidate, Ranker
from bot.domain.matching.vocabulary import Floats
from bot.domain.normalising import normalise
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck

EVIDENCE = ("LOG_SHARE", "SHARE", "NEAREST")
CONFIDENCE = ("INTERCEPT", "EVIDENCE", "PREFERENCE", "INFORMATION")
PENALTY = 0.5
STEPS = 50
FOLDS = 10
THRESHOLDS = np.arange(0.6, 0.96, 0.05)


@dataclass(frozen=True)
class Question:
    """A labelled question with what the two models see of it.

    Args:
        kind: what sort of question it is.
        answerable: whether the deck answers it.
        entries: the traits of its candidate entries, one row each.
        accepted: which of the rows are accepted.
        outside: the traits of the candidate outside topics.
        information: the logarithm of how much the text says.
    """

    kind: str
    answerable: bool
    entries: Floats
    accepted: Floats
    outside: Floats
    information: float


def read_questions(path: Path, deck: Deck, ranker: Ranker) -> list[Question]:
    """Return the questions of a file that are matched by content, seen by the deck's ranker."""
    questions = []
    for line in path.read_text("utf-8").splitlines():
        labelled = json.loads(line)
        if parse_numbers(labelled["query"]):
            continue
        (ranking,) = ranker.rank([normalise(labelled["query"])])
        ids = [deck.entries[candidate.unit].id for candidate in ranking.entries]
        questions.append(
            Question(
                kind=labelled.get("kind", ""),
                answerable=bool(labelled["accept"]),
                entries=_traits(ranking.entries),
                accepted=np.array([i in labelled["accept"] for i in ids] or [False], float),
                outside=_traits(ranking.outside),
                information=information(ranking.query.total),
            )
        )
    return questions


def _traits(candidates: Sequence[Candidate]) -> Floats:
    """Return a row for each candidate: what the evidence for it is a weighted sum of."""
    explained = [(candidate.share, candidate.similarity) for candidate in candidates]
    rows = [
        (log(share + SHARE_FLOOR), share, similarity)
        for share, similarity in explained or [(0.0, 0.0)]
    ]
    return np.array(rows)


def fit_evidence(questions: Sequence[Question]) -> Floats:
    """Return the weights of the traits in the evidence."""
    weights = np.zeros(len(EVIDENCE))
    usable = [question for question in questions if question.accepted.any()]
    for _ in range(STEPS):
        gradient, curvature = PENALTY * weights, PENALTY * np.eye(len(weights))
        for question in usable:
            odds = _odds(question.entries @ weights)
            chosen, wanted = odds / odds.sum(), odds * question.accepted
            expected = chosen @ question.entries
            centred = question.entries - expected
            gradient = gradient + expected - wanted / wanted.sum() @ question.entries
            curvature = curvature + centred.T @ (chosen[:, None] * centred)
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def standing(question: Question, weights: Floats) -> tuple[Floats, int]:
    """Return what confidence sees of the entry with most evidence, and its row."""
    evidence = question.entries @ weights
    best = int(evidence.argmax())
    preference = preferences(np.array([*evidence, *question.outside @ weights]))
    seen = [1, evidence[best], preference[best], question.information]
    return np.array(seen), best


def fit_confidence(questions: Sequence[Question], evidence: Floats) -> Floats:
    """Return the weights of the standing in the log-odds of being right."""
    pairs = [(standing(question, evidence), question) for question in questions]
    rows = np.array([seen for (seen, _), _ in pairs])
    right = np.array([question.accepted[best] for (_, best), question in pairs])
    weights = np.zeros(len(CONFIDENCE))
    penalty = PENALTY * np.diag([0.0, *[0.05] * (len(weights) - 1)])
    for _ in range(STEPS):
        promised = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (promised - right) + penalty @ weights
        curvature = rows.T @ ((promised * (1 - promised))[:, None] * rows) + penalty
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def _odds(evidence: Floats) -> Floats:
    odds: Floats = np.exp(evidence - evidence.max())
    return odds


@dataclass(frozen=True)
class Verdict:
    """A held-out question: is the best entry right, is one of the best three, and how sure?"""

    question: Question
    first: bool
    three: bool
    score: float

    def answered(self, at: float) -> bool:
        return self.score >= at


def judge(train: Iterable[Question], held_out: Iterable[Question]) -> Iterator[Verdict]:
    """Yield what constants that are fitted on some questions make of others."""
    train = list(train)
    evidence = fit_evidence(train)
    confidence = fit_confidence(train, evidence)
    for question in held_out:
        seen, best = standing(question, evidence)
        order = np.argsort(-(question.entries @ evidence), kind="stable")
        score = float(1 / (1 + np.exp(-seen @ confidence)))
        three = bool(question.accepted[order[:3]].any())
        yield Verdict(question, bool(question.accepted[best]), three, score)


def cross_validate(questions: Sequence[Question]) -> list[Verdict]:
    """Return what constants fitted on nine tenths of the questions make of the other tenth."""
    fold = np.random.default_rng(0).permutation(len(questions)) % FOLDS

    def part(chosen: NDArray[np.bool_]) -> Iterator[Question]:
        return (question for question, yes in zip(questions, chosen, strict=True) if yes)

    return [
        verdict
        for number in range(FOLDS)
        for verdict in judge(part(fold != number), part(fold == number))
    ]


def print_kinds(verdicts: Sequence[Verdict]) -> None:
    """Print by kind how often the best entry is right, and answered at the thresholds."""
    by_kind: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        answerable = "answerable" if verdict.question.answerable else "unanswerable"
        by_kind[f"{verdict.question.kind}, {answerable}"].append(verdict)
        by_kind[answerable].append(verdict)
    print(f"{'kind':28}{'n':>5} {'first':>6} {'three':>6}   right/wrong at once: private    group")
    for kind, some in sorted(by_kind.items()):
        shares = [
            f"{_share(some, lambda v, at=at: v.answered(at) and v.first)}/"
            f"{_share(some, lambda v, at=at: v.answered(at) and not v.first)}"
            for at in (FOUND_IN_PRIVATE, FOUND_IN_GROUP)
        ]
        ranks = _share(some, lambda v: v.first), _share(some, lambda v: v.three)
        print(f"{kind:28}{len(some):5}  {' '.join(ranks)}", *shares, sep="   ")


def print_thresholds(verdicts: Sequence[Verdict]) -> None:
    """Print for some thresholds what is answered at once."""
    answerable = [v for v in verdicts if v.question.answerable]
    near = [v for v in verdicts if not v.question.answerable and v.question.kind == "near-miss"]
    off = [v for v in verdicts if not v.question.answerable and v.question.kind != "near-miss"]
    print("threshold  right  wrong  near-miss  off-topic")
    for at in THRESHOLDS:
        print(
            f"{at:9.2f}  {_share(answerable, lambda v, at=at: v.answered(at) and v.first)}"
            f"  {_share(answerable, lambda v, at=at: v.answered(at) and not v.first)}"
            f"      {_share(near, lambda v, at=at: v.answered(at))}"
            f"      {_share(off, lambda v, at=at: v.answered(at))}"
        )


def _share(verdicts: Sequence[Verdict], holds: Callable[..., bool]) -> str:
    return f"{np.mean([*map(holds, verdicts)]):.3f}" if verdicts else "    -"


def report(title: str, verdicts: Sequence[Verdict]) -> None:
    print(f"\n{title}")
    print_kinds(verdicts)
    print_thresholds(verdicts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    deck = load_deck(shipped_knowledge())
    ranker = Ranker(deck)
    by_file = {path: read_questions(path, deck, ranker) for path in parser.parse_args().files}
    questions = [question for some in by_file.values() for question in some]
    report("ten-fold cross-validation over all", cross_validate(questions))
    for path, some in by_file.items() if len(by_file) > 1 else ():
        others = [q for other, part in by_file.items() if other != path for q in part]
        report(f"{path.name}, fitted on the others", list(judge(others, some)))
    evidence = fit_evidence(questions)
    confidence = fit_confidence(questions, evidence)
    for names, weights in ((EVIDENCE, evidence), (CONFIDENCE, confidence)):
        print()
        for name, weight in zip(names, weights, strict=True):
            print(f"{name}: Final = {weight:.2f}")


if __name__ == "__main__":
    main()
