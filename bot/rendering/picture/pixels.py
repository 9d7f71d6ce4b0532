"""PNG with a palette: a third of the bytes, and nobody sees the difference.

Cards and charts are drawn in a handful of colours; the edges of
letters are shades between two of them.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from PIL.Image import Image

Rgb: TypeAlias = tuple[int, int, int]

_COMPRESSION: Final = 3  # of 9; more takes far longer, and saves little
_MIXED: Final = (  # ground, ink, and in how many steps one becomes the other
    ("ground", "ink", 8),
    ("ground", "accent", 4),
    ("ground", "quiet", 4),
    ("tint", "ink", 4),
    ("tint", "accent", 20),
    ("rule", "accent", 1),
)


def in_few_colours(drawn: "Image", colours: Mapping[str, str]) -> bytes:
    """Return a picture as a PNG in the shades of its colours.

    Args:
        drawn: the picture.
        colours: what its parts are drawn in, as ``#rrggbb``.
    """
    from PIL import Image  # noqa: PLC0415 -- only a picture needs it

    palette = _palette(tuple(colours.items()))
    few = drawn.quantize(palette=palette, dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "png", compress_level=_COMPRESSION)
    return written.getvalue()


@lru_cache(maxsize=4)
def _palette(colours: tuple[tuple[str, str], ...]) -> "Image":
    from PIL import Image  # noqa: PLC0415 -- only a picture needs it

    named = {name: _rgb(colour) for name, colour in colours}
    shades = dict.fromkeys(
        shade
        for ground, ink, steps in _MIXED
        for shade in _shades(named[ground], named[ink], steps)
    )
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for shade in shades for value in shade])
    return palette


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def _shades(ground: Rgb, ink: Rgb, steps: int) -> Iterator[Rgb]:
    for step in range(steps + 1):
        red, green, blue = (
            round(a + (b - a) * step / steps) for a, b in zip(ground, ink, strict=True)
        )
        yield red, green, blue
