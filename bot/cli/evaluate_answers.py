"""``eval --answers``: how good the scoring is on answers that somebody read and judged."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from bot.cli.labelled import read_rows
from bot.domain.knowledge import Deck
from bot.domain.scoring import Scorer
from bot.domain.scoring.evaluation import JudgedAnswer, Quality, quality
from bot.errors import EvaluationError


def evaluate_answers(path: Path, deck: Deck) -> int:
    """Print precision, recall and F1 of the points, by kind, language and half."""
    judged = judge(path, deck)
    if not judged:
        raise EvaluationError(f"{path}: there are no answers; write one a line")
    Console(width=100).print(_table(quality(judged)))
    return 0


class Answer(BaseModel):
    """One judged answer; ``points`` are the indices of the points that it makes."""

    entry: str
    text: str
    points: tuple[int, ...]
    kind: str = "-"


def read_answers(path: Path, deck: Deck) -> Iterator[Answer]:
    """Yield the answers of a file.

    Raises:
        EvaluationError: the file cannot be read, or a line is not of the form or names an entry or
            point that does not exist; names the line.
    """
    for number, row in read_rows(path, Answer, '{"entry": "dl-32", "text": "…", "points": [0]}'):
        entry = deck.by_id.get(row.entry)
        if entry is None:
            raise EvaluationError(f"{path}:{number}: there is no entry {row.entry}; correct it")
        wrong = [point for point in row.points if not 0 <= point < len(entry.points)]
        if wrong:
            what = f"{row.entry} has no point {wrong[0]}; it has 0 to {len(entry.points) - 1}"
            raise EvaluationError(f"{path}:{number}: {what}")
        yield row


def judge(path: Path, deck: Deck) -> list[JudgedAnswer]:
    """Return the answers of a file with their scores."""
    scorer = Scorer(deck)
    return [
        JudgedAnswer(
            answer.entry,
            answer.text,
            answer.kind,
            frozenset(answer.points),
            scorer.score(deck.by_id[answer.entry], answer.text),
        )
        for answer in read_answers(path, deck)
    ]


def _table(rows: tuple[Quality, ...]) -> Table:
    table = Table(title="Points that scoring finds, against those that a reader finds")
    table.add_column("answers")
    for heading in ("how many", "points", "precision", "recall", "F1", "mean score"):
        table.add_column(heading, justify="right")
    for row in rows:
        shares = (row.precision, row.recall, row.f1, row.share)
        shown = ("-" if share is None else f"{share:.1%}" for share in shares)
        table.add_row(row.kind, str(row.answers), str(row.points), *shown)
    return table
