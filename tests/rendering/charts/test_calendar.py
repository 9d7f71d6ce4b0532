"""The calendar of a board: what is written on it, and how full its squares are."""

from datetime import date
from typing import Any

import pytest

from bot.rendering.charts import Calendar, font
from bot.rendering.charts.panels import draw_panel
from bot.rendering.charts.sheet import Box, Sheet
from bot.rendering.picture import Theme

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEGEND = 5  # squares from the palest to the fullest


class Watched(Sheet):
    """A sheet that remembers what is drawn on it."""

    def __init__(self) -> None:
        file = font.file()
        assert file
        super().__init__(Theme.LIGHT, file)
        self.said: list[str] = []
        self.filled: list[str] = []

    def text(self, x: float, baseline: float, said: str, *how: Any) -> None:
        self.said.append(said)
        super().text(x, baseline, said, *how)

    def box(self, box: Box, colour: str, radius: float = 6) -> None:
        self.filled.append(colour)
        super().box(box, colour, radius)


def drawn(counts: tuple[int, ...]) -> Watched:
    """A calendar up to the last day of November 2026, a Monday."""
    sheet = Watched()
    calendar = Calendar(
        "90 days", counts, date(2026, 11, 30), MONTHS, WEEKDAYS, ("few", "many"), ()
    )
    draw_panel(sheet, calendar, 0)
    return sheet


def test_a_month_is_named_once_above_its_first_monday() -> None:
    said = drawn((0,) * 90).said
    assert [it for it in said if it in MONTHS] == ["Sep", "Oct", "Nov"]
    assert [it for it in said if it in WEEKDAYS] == ["Mon", "Wed", "Fri", "Sun"]


@pytest.mark.parametrize(
    ("counts", "levels"),
    [
        ((0, 1, 2, 4), (0, 0.25, 0.5, 1)),  # four answers fill a square
        ((0, 1, 10, 40), (0, 0.25, 0.25, 1)),  # unless there was a day with more
        ((1,), (0.25,)),
    ],
)
def test_a_square_is_the_fuller_the_more_was_answered(
    counts: tuple[int, ...], levels: tuple[float, ...]
) -> None:
    sheet = drawn(counts)
    assert sheet.filled[:-LEGEND] == [sheet.blend(level) for level in levels]
