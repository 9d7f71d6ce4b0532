"""Typst, which sets cards; loaded when the first one is set."""

import json
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from bot.errors import BotError
from bot.rendering.picture.card import COLOURS, TEMPLATE, Card
from bot.rendering.picture.fonts import chinese, missing
from bot.rendering.picture.pixels import in_few_colours

if TYPE_CHECKING:
    import typst

PIXELS_PER_INCH: Final = 144  # two pixels a point
CARDS_KEPT: Final = 64  # about 10 MB

_turn: Final = Lock()  # one card is set at a time; who asks for the same one gets the first's


class PictureError(BotError):
    """A document cannot be shown as a picture here."""


def typeset(card: Card, pixels_per_inch: int = PIXELS_PER_INCH) -> tuple[bytes, ...]:
    """Set a card; takes a tenth of a second, so not on the event loop.

    Args:
        card: what to set.
        pixels_per_inch: of the pictures; 144 makes them 1280 pixels wide.

    Returns:
        PNG pictures, in order.

    Raises:
        PictureError: the typesetter or a font is missing, or refuses the card.
    """
    with _turn:
        return _typeset(card, pixels_per_inch)


@lru_cache(maxsize=CARDS_KEPT)
def _typeset(card: Card, pixels_per_inch: int) -> tuple[bytes, ...]:
    colours = COLOURS[card.theme]
    compiler, family = _compiler()
    inputs = {"card": card.content, "colours": json.dumps(colours), "font": family}
    import typst  # noqa: PLC0415 -- loaded by now

    try:
        pages = compiler.compile(format="png", ppi=pixels_per_inch, sys_inputs=inputs)
    except typst.TypstError as error:
        raise PictureError(f"the typesetter refuses a card: {error.message}") from error
    pages = [pages] if isinstance(pages, bytes) else pages or []
    return tuple(in_few_colours(page, colours) for page in pages)


@lru_cache(maxsize=1)
def _compiler() -> tuple["typst.Compiler", str]:
    lacks = missing()
    font = None if lacks else chinese()
    if font is None:
        raise PictureError(f"no pictures: {lacks}")
    import typst  # noqa: PLC0415 -- only a picture needs it, and it is large

    return typst.Compiler(TEMPLATE, font_paths=font.fonts), font.family
