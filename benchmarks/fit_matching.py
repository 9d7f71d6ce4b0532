"""Fit the constants of ``bot.domain.matching.confidence`` and print them, ready to paste.

Usage: ``python -m benchmarks.fit_matching FILE.jsonl...`` with lines of
``{"query": str, "accept": [ids], "kind": str}``, where an empty ``accept`` means that the deck has
no answer. Prints, before the constants, what ten-fold cross-validation says of them by kind.

Two models are fitted in turn, both by Newton's method with a little L2 penalty. Evidence is a
conditional logit: the probability that an accepted entry is chosen among the ten that share most
with the text. Confidence is a logistic regression of whether the entry with most evidence is right.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.domain.matching import FOUND_IN_GROUP, FOUND_IN_PRIVATE
from bot.domain.matching.confidence import information, traits
from bot.domain.matching.index import Floats
from bot.domain.matching.numbers import parse_numbers
from bot.domain.matching.ranking import Candidate, Ranker
from bot.storage.knowledge import load_deck, shipped_knowledge

EVIDENCE = ("LOG_SHARE", "SHARE", "NEAREST")
CONFIDENCE = ("INTERCEPT", "EVIDENCE", "OVER_OUTSIDE", "INFORMATION", "PREFERENCE")
PENALTY = 0.5
STEPS = 50
FOLDS = 10


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


def read_questions(paths: Sequence[Path]) -> list[Question]:
    """Return the questions of all files that are matched by content, seen by the shipped deck."""
    deck = load_deck(shipped_knowledge())
    ranker = Ranker(deck)
    questions = []
    for line in (line for path in paths for line in path.read_text("utf-8").splitlines()):
        labelled = json.loads(line)
        if parse_numbers(labelled["query"]):
            continue
        ranking = ranker.rank(labelled["query"])
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
    nobody = np.zeros(1)
    rows = [traits(np.array([c.share]), np.array([c.similarity])) for c in candidates]
    return np.concatenate(rows or [traits(nobody, nobody)])


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
    odds = _odds(evidence)
    over_outside = evidence[best] - (question.outside @ weights).max()
    seen = [1, evidence[best], over_outside, question.information, odds[best] / odds.sum()]
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


def cross_validate(questions: Sequence[Question]) -> None:
    """Print by kind how often the best entry is right, and answered at the shipped thresholds."""
    fold = np.random.default_rng(0).permutation(len(questions)) % FOLDS
    by_kind: defaultdict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for held_out in range(FOLDS):
        train = [q for q, f in zip(questions, fold, strict=True) if f != held_out]
        evidence = fit_evidence(train)
        confidence = fit_confidence(train, evidence)
        for question in (q for q, f in zip(questions, fold, strict=True) if f == held_out):
            seen, best = standing(question, evidence)
            order = np.argsort(-(question.entries @ evidence), kind="stable")
            score = float(1 / (1 + np.exp(-seen @ confidence)))
            three = float(question.accepted[order[:3]].any())
            result = (float(question.accepted[best]), three, score)
            for kind in (question.kind, "answerable" if question.answerable else "unanswerable"):
                by_kind[kind].append(result)
    print(f"{'kind':16}{'n':>5} {'first':>6} {'three':>6}  right/wrong at once: private    group")
    for kind, results in by_kind.items():
        right, three, score = np.array(results).T
        shares = [
            f"{(right * (score >= at)).mean():.3f}/{((1 - right) * (score >= at)).mean():.3f}"
            for at in (FOUND_IN_PRIVATE, FOUND_IN_GROUP)
        ]
        print(
            f"{kind:16}{len(results):5} {right.mean():6.3f} {three.mean():6.3f}", *shares, sep="   "
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    questions = read_questions(parser.parse_args().files)
    cross_validate(questions)
    evidence = fit_evidence(questions)
    confidence = fit_confidence(questions, evidence)
    for names, weights in ((EVIDENCE, evidence), (CONFIDENCE, confidence)):
        print()
        for name, weight in zip(names, weights, strict=True):
            print(f"{name}: Final = {weight:.2f}")


if __name__ == "__main__":
    main()
