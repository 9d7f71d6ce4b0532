"""Figures as pictures: bars, columns and calendars on one board, readable on a phone.

What draws them is an extra of the package (``[pictures]``); without it everything else works.
"""

from bot.rendering.charts.board import (
    Bar,
    Bars,
    Board,
    Calendar,
    Columns,
    Note,
    Notes,
    Number,
    Numbers,
    Panel,
)
from bot.rendering.charts.drawing import draw
from bot.rendering.charts.font import missing

__all__ = [
    "Bar",
    "Bars",
    "Board",
    "Calendar",
    "Columns",
    "Note",
    "Notes",
    "Number",
    "Numbers",
    "Panel",
    "draw",
    "missing",
]
