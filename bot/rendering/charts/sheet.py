"""A sheet to draw on, in pixels from its upper left corner; matplotlib makes a PNG of it."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal
from unicodedata import normalize

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import BoxStyle
from matplotlib.path import Path as Outline
from PIL import Image

from bot.rendering.picture.card import COLOURS, Theme
from bot.rendering.picture.pixels import in_few_colours
from bot.rendering.wrapping import units

WIDTH: Final = 1080
MARGIN: Final = 60
INNER: Final = WIDTH - 2 * MARGIN

_PIXELS_PER_INCH: Final = 72  # as many as points, so that sizes of letters are pixels, too
_PARTS_OF_A_PIXEL: Final = 64  # in which FreeType measures
_ELLIPSIS: Final = "…"


@dataclass(frozen=True)
class Box:
    """A rectangle: its upper left corner, width and height."""

    left: float
    top: float
    width: float
    height: float


class Sheet:
    """Something to draw on.

    Args:
        theme: light or dark.
        font: the file of the font.
    """

    def __init__(self, theme: Theme, font: Path) -> None:
        self.colours = COLOURS[theme]
        self._font = font
        self._figure = Figure(dpi=_PIXELS_PER_INCH, facecolor=self.colours["ground"])
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._outlines: list[Outline] = []
        self._fillings: list[str] = []

    def box(self, box: Box, colour: str, radius: float = 6) -> None:
        """Draw a filled box with round corners."""
        if box.width <= 0 or box.height <= 0:
            return
        rounding = min(radius, box.width / 2, box.height / 2)
        style = BoxStyle.Round(pad=0, rounding_size=rounding)
        self._outlines.append(style(box.left, box.top, box.width, box.height, 1))
        self._fillings.append(colour)

    def text(
        self,
        x: float,
        baseline: float,
        said: str,
        size: float,
        colour: str,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """Write a line."""
        self._axes.text(
            x,
            baseline,
            self._writable(said),
            fontproperties=self._properties(size),
            color=colour,
            ha=align,
            va="baseline",
            parse_math=False,
        )

    def width(self, said: str, size: float) -> float:
        """Return how wide a line is."""
        font = get_font(str(self._font))
        font.set_size(size, _PIXELS_PER_INCH)
        font.set_text(self._writable(said))
        return font.get_width_height()[0] / _PARTS_OF_A_PIXEL

    def fitted(self, said: str, size: float, width: float) -> str:
        """Return a line, shortened where it is wider than it may be."""
        if self.width(said, size) <= width:
            return said
        while said and self.width(said + _ELLIPSIS, size) > width:
            said = said[:-1].rstrip()
        return said + _ELLIPSIS

    def wrapped(self, said: str, size: float, width: float) -> list[str]:
        """Return the lines that a text takes, none wider than this."""
        lines = [""]
        for unit in units(said):
            if lines[-1] and self.width(lines[-1] + unit.rstrip(), size) > width:
                lines.append("")
            lines[-1] += unit
        return [self.fitted(line.rstrip(), size, width) for line in lines]

    def blend(self, share: float) -> str:
        """Return a colour between the tint (0) and the accent (1)."""
        from_, to = (_rgb(self.colours[name]) for name in ("tint", "accent"))
        mixed = (round(a + (b - a) * share) for a, b in zip(from_, to, strict=True))
        return "#" + "".join(f"{part:02x}" for part in mixed)

    def png(self, height: float) -> bytes:
        """Return what is drawn, down to a height."""
        boxes = PathCollection(self._outlines, facecolors=self._fillings, linewidths=0)
        self._axes.add_artist(boxes)
        self._axes.set(xlim=(0, WIDTH), ylim=(round(height), 0))
        self._figure.set_size_inches(WIDTH / _PIXELS_PER_INCH, round(height) / _PIXELS_PER_INCH)
        raw = BytesIO()
        self._figure.savefig(raw, format="rgba")
        drawn = Image.frombytes("RGBA", (WIDTH, round(height)), raw.getvalue())
        return in_few_colours(drawn.convert("RGB"), self.colours)

    def _writable(self, said: str) -> str:
        """Return a text with plain letters for raised and lowered ones that the font lacks."""
        held = _characters(str(self._font))
        return "".join(it if ord(it) in held else normalize("NFKC", it) for it in said)

    def _properties(self, size: float) -> FontProperties:
        return FontProperties(fname=str(self._font), size=size)


@cache
def _characters(font: str) -> frozenset[int]:
    """Return the characters that a font has."""
    return frozenset(get_font(font).get_charmap())


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
