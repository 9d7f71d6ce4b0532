"""The tree of a formula as the calls that ``card.typ`` makes of it.

A call is a list: the name of a function there, then its arguments, which are calls or plain values.
"""

from functools import singledispatch
from typing import Any, Final, TypeAlias

from bot.rendering.mathematics.parser import parse
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

Call: TypeAlias = list[Any]

_WITH_LIMITS: Final = frozenset(
    ("lim", "liminf", "limsup", "max", "min", "sup", "inf", "argmax", "argmin", "det", "gcd", "Pr")
)
"""Operators below which a subscript stands in a formula on a line of its own (LaTeX's own)."""

_CLASSES: Final = {
    Kind.OPERATOR: "large",
    Kind.BINARY: "binary",
    Kind.RELATION: "relation",
    Kind.PUNCTUATION: "punctuation",
    Kind.OPENING: "opening",
    Kind.CLOSING: "closing",
}
_BY_POSITION: Final = frozenset("+−±∓")  # binary or a sign, which the typesetter finds out
_EMS: Final = {"": 0, " ": 20, "  ": 100, "    ": 200}  # hundredths of an em
_ACCENTS: Final = {"overline": "overline", "underline": "underline"}
_TALL: Final = (Fraction, Binomial, Root, Grid, Braced)


def call(latex: str) -> Call | None:
    """Return a formula as a call; None if it says something that cannot be set faithfully.

    Args:
        latex: a formula without dollar signs.
    """
    try:
        return _call(parse(latex))
    except UnsupportedError:
        return None


@singledispatch
def _call(node: Node) -> Call:
    raise TypeError(node)


@_call.register
def _symbol(node: Symbol) -> Call:
    text, kind = node.text, node.kind
    if node.upright or text.isdecimal() or (len(text) > 1 and kind is Kind.ORDINARY):
        return ["words", text]
    if kind is Kind.NAME or (len(text) > 1 and kind is Kind.OPERATOR):
        return ["operator", text, text.replace(" ", "") in _WITH_LIMITS]
    if text in _BY_POSITION or (text.isalpha() and kind is not Kind.OPERATOR):
        return ["symbol", text]
    return ["classed", _CLASSES.get(kind, "normal"), text]


@_call.register
def _space(node: Space) -> Call:
    return ["space", _EMS[node.text]]


@_call.register
def _row(node: Row) -> Call:
    return _call(node.parts[0]) if len(node.parts) == 1 else ["row", *map(_call, node.parts)]


@_call.register
def _scripted(node: Scripted) -> Call:
    sub = None if node.sub is None else _call(node.sub)
    sup = None if node.sup is None else _call(node.sup)
    if isinstance(node.base, Braced):
        return ["braced", node.base.brace, _call(node.base.base), sub or sup]
    if isinstance(node.base, Fenced) and not _grows(node.base):  # as in TeX, on the bracket alone
        *before, closing = _bracketed(node.base)
        return ["row", *before, ["scripted", closing, sub, sup, node.primes]]
    return ["scripted", _call(node.base), sub, sup, node.primes]


@_call.register
def _fraction(node: Fraction) -> Call:
    return ["fraction", _call(node.numerator), _call(node.denominator)]


@_call.register
def _binomial(node: Binomial) -> Call:
    return ["binomial", _call(node.upper), _call(node.lower)]


@_call.register
def _root(node: Root) -> Call:
    return ["root", _call(node.radicand), None if node.degree is None else _call(node.degree)]


@_call.register
def _accented(node: Accented) -> Call:
    return ["accented", _call(node.base), _ACCENTS.get(node.name, node.mark)]


@_call.register
def _braced(node: Braced) -> Call:
    return ["braced", node.brace, _call(node.base), None]


@_call.register
def _fenced(node: Fenced) -> Call:
    if _grows(node):
        return ["fenced", node.opening, _call(node.body), node.closing]
    return ["row", *_bracketed(node)]


def _grows(node: Fenced) -> bool:
    """Brackets grow with what is tall; around anything else a line may still be broken."""
    return not (node.opening and node.closing) or _is_tall(node.body)


def _bracketed(node: Fenced) -> list[Call]:
    opening = ["classed", "opening", node.opening]
    return [opening, *map(_call, node.body.parts), ["classed", "closing", node.closing]]


@_call.register
def _grid(node: Grid) -> Call:
    rows = [[*map(_call, row)] for row in node.rows]
    if node.aligned:
        return ["aligned", *rows]
    cells: Call = ["grid", node.opening == "{", *rows]
    if not (node.opening or node.closing):
        return cells
    return ["fenced", node.opening, cells, node.closing]


def _is_tall(node: Node) -> bool:
    match node:
        case Row(parts):
            return any(map(_is_tall, parts))
        case Scripted(base):
            return _is_tall(base)
        case Fenced(_, body):
            return _is_tall(body)
        case Symbol(text, kind):
            return kind is Kind.OPERATOR and not text.isalpha()
        case _:
            return isinstance(node, _TALL)
