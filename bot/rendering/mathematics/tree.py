"""A formula as a tree: what LaTeX says, free of how it says it."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

MAX_DEPTH = 40
"""How deeply a formula may nest: far beyond any that is readable, well within the call stack."""


class UnsupportedError(ValueError):
    """The formula says something for which there is no faithful line of text."""


class Kind(Enum):
    """What a symbol is in a formula; it decides the spaces around it (TeXbook, chapter 18)."""

    ORDINARY = auto()
    PREFIX = auto()  # applied to what follows without a space: ∇, ∂, 𝔼
    NAME = auto()  # upright words: Var, softmax
    OPERATOR = auto()  # ∑, log, max
    LIMITS = auto()  # the right side of an operator with something below: ∑ᵢ
    BINARY = auto()
    UNARY = auto()  # a binary operator with nothing on its left: the minus of −x
    RELATION = auto()
    SLASH = auto()
    PUNCTUATION = auto()
    OPENING = auto()
    CLOSING = auto()
    SPACE = auto()
    BAR = auto()  # | and ‖ until ``grouping`` finds out which of them belong together


@dataclass(frozen=True, slots=True)
class Symbol:
    """A character, a number or a word.

    ``upright`` ones are set as text, neither as a variable nor with the space around an operator.
    """

    text: str
    kind: Kind = Kind.ORDINARY
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side; what LaTeX holds together in braces."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Scripted:
    """A base with a subscript, a superscript, or both; ``primes`` counts its ′."""

    base: "Node"
    sub: "Node | None" = None
    sup: "Node | None" = None
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Fraction:
    numerator: "Node"
    denominator: "Node"


@dataclass(frozen=True, slots=True)
class Binomial:
    upper: "Node"
    lower: "Node"


@dataclass(frozen=True, slots=True)
class Root:
    radicand: "Node"
    degree: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Accented:
    """A base under (or over) a combining ``mark``; ``name`` is the LaTeX command."""

    base: "Node"
    mark: str
    name: str


@dataclass(frozen=True, slots=True)
class Braced:
    """A base with a horizontal brace above or below, ``⏞`` or ``⏟``."""

    base: "Node"
    brace: str


@dataclass(frozen=True, slots=True)
class Fenced:
    """A body between delimiters; a delimiter that is not printed is empty."""

    opening: str
    body: Row
    closing: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells: matrices, cases, and (``aligned``) lines that only share a tab stop."""

    rows: tuple[tuple["Node", ...], ...]
    opening: str = ""
    closing: str = ""
    aligned: bool = False


Node: TypeAlias = (
    Symbol | Space | Row | Scripted | Fraction | Binomial | Root | Accented | Braced | Fenced | Grid
)
