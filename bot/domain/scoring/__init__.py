"""Scoring a typed answer: which of an entry's points it makes, in whatever words and language."""

from bot.domain.scoring.score import PointResult, Score
from bot.domain.scoring.scorer import Scorer

__all__ = ["PointResult", "Score", "Scorer"]
