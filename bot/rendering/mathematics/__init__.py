"""LaTeX formulas as Unicode text: faithful, or saying that it is not."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.rendering.mathematics.parser import parse
from bot.rendering.mathematics.tree import UnsupportedError
from bot.rendering.mathematics.writer import write

_SHORT = 16  # characters, less than half a line on a phone


class Level(IntEnum):
    """How faithful a text is to the printed formula; a greater level is a weaker form."""

    EXACT = 0
    """As printed: Unicode has every raised and lowered sign of it."""
    LINEARISED = 1
    """On one line, with every grouping written out: ``1/(1 + e⁻ˣ)``."""
    NEEDS_FORM = 2
    """There is no faithful text; it holds the LaTeX source."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A formula as text. Only an aligned formula has several lines."""

    text: str
    level: Level

    @property
    def is_short(self) -> bool:
        """Whether it is so short that no line of running text should break in it."""
        return self.level is not Level.NEEDS_FORM and len(self.text) <= _SHORT

    @property
    def unbroken(self) -> str:
        """The text for running text: no line breaks at the spaces of a short formula."""
        return self.text.replace(" ", "\u00a0") if self.is_short else self.text


@lru_cache(maxsize=4096)  # more than a deck has formulas: each is converted once
def to_unicode(latex: str) -> Plain:
    """Return the formula as Unicode text, never with a grouping dropped.

    Args:
        latex: a formula without dollar signs. A command that is not known, or source that is not
            well formed, gives the level NEEDS_FORM and the source itself as text.
    """
    try:
        text, exact = write(parse(latex))
    except UnsupportedError:
        return Plain(latex.strip(), Level.NEEDS_FORM)
    return Plain(text, Level.EXACT if exact else Level.LINEARISED)


def refusal(latex: str) -> str | None:
    """Return why a formula has no faithful text, for its author; None if it has one."""
    try:
        write(parse(latex))
    except UnsupportedError as error:
        return str(error)
    return None
