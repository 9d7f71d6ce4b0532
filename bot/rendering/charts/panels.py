"""The panels of a board, each drawn from a height on; it returns the height where it ends."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Final

from bot.rendering.charts.board import (
    Bar,
    Bars,
    Calendar,
    Columns,
    Note,
    Notes,
    Number,
    Numbers,
    Panel,
)
from bot.rendering.charts.sheet import INNER, MARGIN, WIDTH, Box, Sheet

TITLE: Final = 34  # sizes of letters, in pixels; a phone shows three of them as one point
PLAIN: Final = 28
SMALL: Final = 25
LARGE: Final = 68
MIDDLE: Final = 46

_WEEK: Final = 7
_LEVELS: Final = 4
_FEW: Final = 4  # answers in a day that fill its square where no day had more
_PALE: Final = 0.3
_DAY: Final = 45  # from one square of a calendar to the next
_SQUARE: Final = 38
_INDENT: Final = 44  # from a note's number to its text


def draw_panel(sheet: Sheet, panel: Panel, top: float) -> float:
    """Draw a panel from this height on, and return the height where it ends."""
    match panel:
        case Numbers():
            return _numbers(sheet, panel, top)
        case Calendar():
            return _calendar(sheet, panel, top)
        case Bars():
            return _bars(sheet, panel, top)
        case Columns():
            return _columns(sheet, panel, top)
        case Notes():
            return _notes(sheet, panel, top)


def _numbers(sheet: Sheet, panel: Numbers, top: float) -> float:
    wide = INNER / len(panel.numbers)
    for place, number in enumerate(panel.numbers):
        _number(sheet, number, MARGIN + place * wide, top, LARGE)
    return top + LARGE + 40


def _number(sheet: Sheet, number: Number, left: float, top: float, size: float) -> None:
    """Write a number with its label below."""
    baseline = top + 0.85 * size
    sheet.text(left, baseline, number.value, size, sheet.colours["ink"])
    sheet.text(left, baseline + SMALL + 16, number.label, SMALL, sheet.colours["quiet"])


def _title(sheet: Sheet, title: str, top: float, key: Sequence[str] = ()) -> float:
    """Write a panel's title, and at its right what its colours mean."""
    baseline = top + 0.85 * TITLE
    sheet.text(MARGIN, baseline, title, TITLE, sheet.colours["ink"])
    right = float(WIDTH - MARGIN)
    for name, share in zip(reversed(key), (_PALE, 1.0), strict=False):
        right -= sheet.width(name, SMALL)
        sheet.text(right, baseline, name, SMALL, sheet.colours["quiet"])
        right -= 34
        sheet.box(Box(right, baseline - 20, 22, 22), sheet.blend(share), 5)
        right -= 30
    return top + TITLE + 22


def _calendar(sheet: Sheet, panel: Calendar, top: float) -> float:
    named = _title(sheet, panel.title, top) + 22
    top, left, quiet = named + 14, MARGIN + 62, sheet.colours["quiet"]
    for row in range(0, _WEEK, 2):
        sheet.text(MARGIN, top + row * _DAY + 28, panel.weekdays[row], SMALL, quiet)
    most = max(_FEW, *panel.counts)
    first = panel.last - timedelta(days=len(panel.counts) - 1)
    monday = first - timedelta(days=first.weekday())
    for number, count in enumerate(panel.counts):
        day = first + timedelta(days=number)
        week = (day - monday).days // _WEEK
        place = Box(left + week * _DAY, top + day.weekday() * _DAY, _SQUARE, _SQUARE)
        sheet.box(place, sheet.blend(ceil(_LEVELS * count / most) / _LEVELS), 8)
        if day.weekday() == 0 and day.day <= _WEEK:
            sheet.text(place.left, named, panel.months[day.month - 1], SMALL, quiet)
    beside = left + ceil((len(panel.counts) + _WEEK - 1) / _WEEK) * _DAY + 36
    for row, fact in enumerate(panel.beside):
        _number(sheet, fact, beside, top + row * 112, MIDDLE)
    _scale(sheet, panel.scale, beside, top + 5 * _DAY)
    return top + _WEEK * _DAY


def _scale(sheet: Sheet, scale: tuple[str, str], left: float, top: float) -> None:
    """Draw what the colours of a calendar mean."""
    few, many = scale
    for level in range(_LEVELS + 1):
        sheet.box(Box(left + level * _DAY, top, _SQUARE, _SQUARE), sheet.blend(level / _LEVELS), 8)
    right, baseline = left + _LEVELS * _DAY + _SQUARE, top + _DAY + 26
    sheet.text(left, baseline, few, SMALL, sheet.colours["quiet"])
    sheet.text(right, baseline, many, SMALL, sheet.colours["quiet"], "right")


def _bars(sheet: Sheet, panel: Bars, top: float) -> float:
    top = _title(sheet, panel.title, top, panel.key)
    pitch, thick = 45, 22
    widest = max(sheet.width(bar.label, PLAIN) for bar in panel.bars)
    labels = min(widest, INNER * 0.46)
    left = MARGIN + labels + 24
    wide = WIDTH - MARGIN - 96 - left
    for place, bar in enumerate(panel.bars):
        baseline = top + place * pitch + 28
        label = sheet.fitted(bar.label, PLAIN, labels)
        sheet.text(MARGIN, baseline, label, PLAIN, sheet.colours["ink"])
        for share, colour in _layers(sheet, bar):
            sheet.box(Box(left, baseline - 20, wide * share, thick), colour)
        right = WIDTH - MARGIN
        sheet.text(right, baseline, bar.value, PLAIN, sheet.colours["ink"], "right")
    return top + len(panel.bars) * pitch


def _layers(sheet: Sheet, bar: Bar) -> tuple[tuple[float, str], ...]:
    """What is drawn over each other: the whole, what the share is a part of, and the share."""
    return (
        (1.0, sheet.colours["tint"]),
        (bar.reach, sheet.blend(_PALE)),
        (bar.share, sheet.blend(1)),
    )


def _columns(sheet: Sheet, panel: Columns, top: float) -> float:
    top = _title(sheet, panel.title, top)
    high, pitch = 120, INNER / len(panel.columns)
    ground = top + 30 + high
    for place, column in enumerate(panel.columns):
        middle = MARGIN + (place + 0.5) * pitch
        for share, colour in _layers(sheet, column)[1:]:
            tall = high * share
            sheet.box(Box(middle - 0.36 * pitch, ground - tall, 0.72 * pitch, tall), colour)
        reached = ground - high * max(column.share, column.reach)
        sheet.text(middle, reached - 10, column.value, SMALL, sheet.colours["ink"], "center")
        sheet.text(middle, ground + 36, column.label, SMALL, sheet.colours["quiet"], "center")
    sheet.box(Box(MARGIN, ground, INNER, 2), sheet.colours["rule"], 0)
    return ground + 44


def _notes(sheet: Sheet, panel: Notes, top: float) -> float:
    baseline = _title(sheet, panel.title, top) + PLAIN
    for number, note in enumerate(panel.notes, start=1):
        sheet.text(MARGIN, baseline, f"{number}.", PLAIN, sheet.colours["ink"])
        for said, size, colour in _lines(sheet, note):
            sheet.text(MARGIN + _INDENT, baseline, said, size, sheet.colours[colour])
            baseline += 1.45 * size
        baseline += 16
    return baseline - PLAIN - 16


def _lines(sheet: Sheet, note: Note) -> list[tuple[str, int, str]]:
    """The lines of a note, each with its size and the name of its colour."""
    wide = INNER - _INDENT
    below = [sheet.fitted(said, SMALL, wide) for said in note.below]
    return [
        *((said, PLAIN, "ink") for said in sheet.wrapped(note.text, PLAIN, wide)),
        *((said, SMALL, "quiet") for said in below),
    ]
