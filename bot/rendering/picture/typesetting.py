"""Typst, which sets cards, and PDFium, which draws them; loaded when the first one is set.

Typst draws, too, but a PNG of its own would have to be read again to give it a palette: by way of a
PDF a card takes less than half the time.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from bot.errors import BotError
from bot.rendering.picture.card import COLOURS, TEMPLATE, Card
from bot.rendering.picture.fonts import chinese, missing
from bot.rendering.picture.pixels import in_few_colours

if TYPE_CHECKING:
    import typst
    from PIL.Image import Image

PIXELS_A_POINT: Final = 2.0
CARDS_KEPT: Final = 64  # about 10 MB

_turn: Final = Lock()  # one card is set at a time; who asks for the same one gets the first's


class PictureError(BotError):
    """A document cannot be shown as a picture here."""


def typeset(card: Card, pixels_a_point: float = PIXELS_A_POINT) -> tuple[bytes, ...]:
    """Set a card; takes a tenth of a second, so not on the event loop.

    Args:
        card: what to set.
        pixels_a_point: of the pictures; two make them 1280 pixels wide.

    Returns:
        PNG pictures, in order.

    Raises:
        PictureError: the typesetter or a font is missing, or refuses the card.
    """
    with _turn:
        return _typeset(card, pixels_a_point)


@lru_cache(maxsize=CARDS_KEPT)
def _typeset(card: Card, pixels_a_point: float) -> tuple[bytes, ...]:
    colours = COLOURS[card.theme]
    compiler, family = _compiler()
    inputs = {"card": card.content, "colours": json.dumps(colours), "font": family}
    import typst  # noqa: PLC0415 -- loaded by now

    try:
        pdf = compiler.compile(format="pdf", pdf_tags=False, sys_inputs=inputs)
    except typst.TypstError as error:
        raise PictureError(f"the typesetter refuses a card: {error.message}") from error
    return tuple(in_few_colours(page, colours) for page in _drawn(pdf, pixels_a_point))


def _drawn(pdf: Any, pixels_a_point: float) -> Iterator["Image"]:
    # Loaded here, as only a picture needs it; it has no types.
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # noqa: PLC0415

    document = PdfDocument(pdf)
    for page in document:
        yield page.render(scale=pixels_a_point).to_pil()
    document.close()


@lru_cache(maxsize=1)
def _compiler() -> tuple["typst.Compiler", str]:
    lacks = missing()
    font = None if lacks else chinese()
    if font is None:
        raise PictureError(f"no pictures: {lacks}")
    import typst  # noqa: PLC0415 -- only a picture needs it, and it is large

    return typst.Compiler(TEMPLATE, font_paths=font.fonts), font.family
