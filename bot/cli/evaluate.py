"""``eval``: how good the matching is on labelled questions, or the scoring on judged answers."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from bot.cli.decks import add_deck_to, deck_of
from bot.cli.evaluate_answers import evaluate_answers
from bot.cli.labelled import read_rows
from bot.domain.evaluation import Accuracy, Judged, Reliability, accuracy, calibration
from bot.domain.knowledge import Deck
from bot.domain.matching import FOUND_IN_PRIVATE
from bot.errors import EvaluationError


def add_to(commands: Any) -> None:
    parser = commands.add_parser("eval", help="measure the matching, or the scoring of answers")
    measured = parser.add_mutually_exclusive_group(required=True)
    measured.add_argument(
        "file",
        nargs="?",
        type=Path,
        help='matching: lines of {"query": …, "accept": [ids], "kind": … (optional)}',
    )
    measured.add_argument(
        "--answers",
        metavar="FILE",
        type=Path,
        help='scoring: lines of {"entry": id, "text": …, "points": [indices], "kind": …}',
    )
    parser.add_argument("--calibration", action="store_true", help="print a reliability table")
    add_deck_to(parser)
    parser.set_defaults(command=evaluate)


def evaluate(options: argparse.Namespace) -> int:
    if options.answers and options.calibration:
        raise EvaluationError("--calibration is about matching; leave it out, or --answers")
    if options.answers:
        return evaluate_answers(options.answers, deck_of(options).deck)
    knowledge = deck_of(options)
    rows = [*_labelled(options.file, knowledge.deck)]
    outcomes = knowledge.matcher.match_all([(row.query, FOUND_IN_PRIVATE) for row in rows])
    judged = [
        Judged(row.kind, frozenset(row.accept), outcome)
        for row, outcome in zip(rows, outcomes, strict=True)
    ]
    if not judged:
        raise EvaluationError(f"{options.file}: there are no questions; write one a line")
    console = Console(width=120)
    console.print(_accuracy_table(accuracy(judged)))
    if options.calibration:
        console.print(_calibration_table(calibration(judged)))
    return 0


class _Row(BaseModel):
    """One labelled question."""

    query: str
    accept: tuple[str, ...]
    kind: str = "-"


def _labelled(path: Path, deck: Deck) -> Iterator[_Row]:
    """Yield the questions of a file.

    Raises:
        EvaluationError: the file cannot be read or a line is not of the form; names the line.
    """
    for number, row in read_rows(path, _Row, '{"query": "…", "accept": ["dl-32"]}'):
        unknown = [entry for entry in row.accept if entry not in deck.by_id]
        if unknown:
            raise EvaluationError(f"{path}:{number}: there is no entry {unknown[0]}; correct it")
        yield row


def _accuracy_table(rows: tuple[Accuracy, ...]) -> Table:
    table = Table(title="Accuracy (top-1 and top-3 of the answerable, the rest of all questions)")
    table.add_column("kind")
    headings = ("questions", "answerable", "top-1", "top-3")
    for heading in (*headings, "found right", "found wrong", "unsure", "not found"):
        table.add_column(heading, justify="right")
    for row in rows:
        ranks = (row.first, row.among_three) if row.answerable else (None, None)
        outcomes = (row.found_right, row.found_wrong, row.unsure, row.not_found)
        shares = ("-" if share is None else f"{share:.1%}" for share in (*ranks, *outcomes))
        table.add_row(row.kind, str(row.questions), str(row.answerable), *shares)
    return table


def _calibration_table(rows: tuple[Reliability, ...]) -> Table:
    table = Table(title="Calibration (of the best candidate's score)")
    for heading in ("score", "questions", "mean score", "right"):
        table.add_column(heading, justify="right")
    for row in rows:
        bounds = f"{row.low:.1f}–{row.high:.1f}"
        table.add_row(bounds, str(row.questions), f"{row.promised:.1%}", f"{row.kept:.1%}")
    return table
