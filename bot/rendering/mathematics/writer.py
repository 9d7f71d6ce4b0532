"""A tree of a formula out as one line of Unicode text.

What is printed above or below another thing comes to stand beside it, and wherever that could be
read in two ways, parentheses (or a · before them) say which one is meant.
"""

from bot.rendering.mathematics.pieces import ATOM, Bond, Piece, joined
from bot.rendering.mathematics.scripts import is_unit, subscript, superscript
from bot.rendering.mathematics.tree import (
    Accented,
    Binomial,
    Braced,
    Fenced,
    Fraction,
    Grid,
    Kind,
    Node,
    Root,
    Row,
    Scripted,
    Space,
    Symbol,
    UnsupportedError,
)
