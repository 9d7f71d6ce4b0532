"""Fit the weights of ``bot.domain.scoring.scorer`` and print them, ready to paste.

Usage: ``python -m benchmarks.fit_scoring FILE.jsonl`` with lines of ``{"entry": id, "text": str,
"kind": str, "points": [indices made]}``. Only the tuning half is looked at; the other is for
``python -m bot eval --answers FILE.jsonl``. With it go answers that make no point: the short
answer, in either language, to a question that has nothing to do with the entry. They count for
little each, as there are many. Prints, before the weights, what five-fold cross-validation says at
several thresholds, and which share of the points is given to such answers to yet other questions.

The model is a logistic regression of whether a point is made, fitted by Newton's method with a
little L2 penalty.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from bot.cli.evaluate_answers import read_answers
from bot.domain.knowledge import Deck
from bot.domain.scoring import Scorer
from bot.domain.scoring.evaluation import is_held_out
from bot.domain.scoring.scorer import WEIGHTS, Floats
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck

NAMES = tuple(WEIGHTS)
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55)
PENALTY = 0.3
STEPS = 60
FOLDS = 5
OFF_TOPIC = 0.1  # what an answer to another question counts


@dataclass(frozen=True)
class Example:
    """An answer: the evidence for each point, which of them it makes, and what it counts."""

    evidence: Floats
    made: Floats
    counts: float = 1.0


def fit(examples: Sequence[Example]) -> Floats:
    """Return the weights that make what was made likeliest."""
    rows = np.concatenate([example.evidence for example in examples])
    made = np.concatenate([example.made for example in examples])
    counts = np.concatenate([np.full(len(e.made), e.counts) for e in examples])
    weights = np.zeros(len(NAMES))
    penalty = PENALTY * np.diag([0.0, *[1.0] * (len(NAMES) - 1)])
    for _ in range(STEPS):
        promised = likely(rows, weights)
        gradient = rows.T @ (counts * (promised - made)) + penalty @ weights
        curvature = rows.T @ ((counts * promised * (1 - promised))[:, None] * rows) + penalty
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def likely(rows: Floats, weights: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-rows @ weights)))


def read_tuning(path: Path, deck: Deck, scorer: Scorer) -> list[Example]:
    """Return the tuning half of the judged answers."""
    examples = []
    for answer in read_answers(path, deck):
        entry = deck.by_id[answer.entry]
        if not is_held_out(answer.entry, answer.text):
            made = np.array([float(i in answer.points) for i in range(len(entry.points))])
            examples.append(Example(scorer.evidence(entry, answer.text), made))
    return examples


def off_topic(deck: Deck, scorer: Scorer, seed: int) -> list[Example]:
    """Return for each entry the short answer to a question that has nothing to do with it."""
    random = Random(seed)
    examples = []
    for entry in deck.entries:
        other = random.choice(deck.entries)
        if other is entry or other.id in entry.related or entry.id in other.related:
            continue
        for text in (other.short.zh, other.short.en):
            nothing = np.zeros(len(entry.points))
            examples.append(Example(scorer.evidence(entry, text), nothing, OFF_TOPIC))
    return examples


def cross_validate(
    answers: Sequence[Example], off: Sequence[Example], more: Sequence[Example]
) -> None:
    """Print what the weights are worth on answers that they were not fitted on."""
    fold = np.random.default_rng(0).permutation(len(answers)) % FOLDS
    promised, made = [], []
    for held_out in range(FOLDS):
        weights = fit([*(a for a, f in zip(answers, fold, strict=True) if f != held_out), *off])
        for answer in (a for a, f in zip(answers, fold, strict=True) if f == held_out):
            promised.append(likely(answer.evidence, weights))
            made.append(answer.made)
    elsewhere = [likely(example.evidence, fit([*answers, *off])) for example in more]
    truth = np.concatenate(made)
    for threshold in THRESHOLDS:
        said = np.concatenate(promised) >= threshold
        right = (said * truth).sum()
        precision, recall = right / said.sum(), right / truth.sum()
        f1 = 2 * right / (said.sum() + truth.sum())
        given = np.mean([(shares >= threshold).mean() for shares in elsewhere])
        print(
            f"{threshold:.2f}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
            f"  answers to other questions {given:.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    deck = load_deck(shipped_knowledge())
    scorer = Scorer(deck)
    answers = read_tuning(parser.parse_args().file, deck, scorer)
    off = off_topic(deck, scorer, seed=1)
    cross_validate(answers, off, off_topic(deck, scorer, seed=2))
    print()
    for name, weight in zip(NAMES, fit([*answers, *off]), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
