"""From a board to a PNG picture; matplotlib is loaded when the first one is drawn."""

from functools import lru_cache
from threading import Lock
from typing import Final

from bot.rendering.charts.board import Board
from bot.rendering.charts.font import file, missing
from bot.rendering.picture.card import Theme

KEPT: Final = 32  # pictures; about 3 MB

_turn: Final = Lock()  # matplotlib draws one at a time; who asks for the same one gets the first's


def draw(board: Board, theme: Theme) -> bytes | None:
    """Draw a board; takes a tenth of a second, so not on the event loop.

    Returns:
        A PNG picture 1080 pixels wide; None where there is no matplotlib or no font with Chinese.
    """
    with _turn:
        return _drawn(board, theme)


@lru_cache(maxsize=KEPT)
def _drawn(board: Board, theme: Theme) -> bytes | None:
    font = None if missing() else file()
    if font is None:
        return None
    from bot.rendering.charts.panels import draw_panel  # noqa: PLC0415 -- loads matplotlib
    from bot.rendering.charts.sheet import MARGIN, WIDTH, Sheet  # noqa: PLC0415

    sheet = Sheet(theme, font)
    sheet.text(MARGIN, MARGIN + 42, board.title, 50, sheet.colours["ink"])
    aside = sheet.colours["quiet"]
    sheet.text(WIDTH - MARGIN, MARGIN + 42, board.aside, 28, aside, "right")
    end = MARGIN + 60.0
    for panel in board.panels:
        end = draw_panel(sheet, panel, end + 40)
    return sheet.png(end + MARGIN)
