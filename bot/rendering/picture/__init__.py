"""Documents as pictures: cards with typeset formulas and real tables, which every client shows.

What sets them is an extra of the package (``[pictures]``); without it everything else works.
"""

from bot.rendering.picture.card import Card, Theme, compose, theme_of
from bot.rendering.picture.fonts import missing
from bot.rendering.picture.typesetting import PictureError, typeset

__all__ = ["Card", "PictureError", "Theme", "compose", "missing", "theme_of", "typeset"]
