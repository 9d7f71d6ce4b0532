"""The tree of a formula out as Unicode text.

What is printed above or below another thing comes to stand beside it, and wherever that could be
read in two ways, parentheses (or a · before them) say which one is meant.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch

from bot.rendering.mathematics.pieces import Bond, Piece, joined
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

_VULGAR_FRACTIONS = {
    unicodedata.normalize("NFKC", character).replace("\u2044", "/"): character
    for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
}
_RADICALS = {None: "√", "3": "∛", "4": "∜"}


def write(node: Node) -> tuple[str, bool]:
    """Return the formula as text, and whether that is how it is printed.

    Lines of an aligned formula stay lines; everything else is one line.

    Raises:
        UnsupportedError: something in it has no faithful form in a line of text.
    """
    if isinstance(node, Row) and len(node.parts) == 1:
        return write(node.parts[0])
    if isinstance(node, Grid) and node.aligned:
        lines = _lines(node)
        return "\n".join(line.text for line in lines), all(line.exact for line in lines)
    piece = _piece(node)
    return piece.text, piece.exact


@singledispatch
def _piece(node: Node, *, compact: bool = False) -> Piece:
    """Write one node; ``compact`` leaves out the spaces that scripts have no room for."""
    raise TypeError(node, compact)


@_piece.register
def _symbol(node: Symbol, *, compact: bool = False) -> Piece:  # noqa: ARG001 - one signature
    return Piece(node.text, node.kind, node.kind)


@_piece.register
def _space(node: Space, *, compact: bool = False) -> Piece:  # noqa: ARG001 - one signature
    return Piece(node.text, Kind.SPACE, Kind.SPACE)


@_piece.register
def _row(node: Row, *, compact: bool = False) -> Piece:
    piece = joined([_piece(part, compact=compact) for part in node.parts], compact=compact)
    return replace(piece, bond=Bond.POWER) if _is_call(node.parts) else piece


def _is_call(parts: Sequence[Node]) -> bool:
    """Whether this reads as a function of something; ``a(b + c)`` may as well be a product."""
    match parts:
        case [name, Fenced() as given]:
            pass
        case _:
            return False
    while isinstance(name, Scripted | Accented):
        name = name.base
    if not isinstance(name, Symbol):
        return False
    if given.opening not in ("(", "[") or name.text.isdecimal():
        return False
    return name.kind in (Kind.OPERATOR, Kind.NAME) or not any(
        isinstance(part, Symbol) and part.kind is Kind.BINARY for part in given.body.parts
    )


@_piece.register
def _scripted(node: Scripted, *, compact: bool = False) -> Piece:
    base = _piece(node.base, compact=compact).within(Bond.ATOM)
    if isinstance(node.base, Braced):
        label = _piece(node.sub or node.sup or Row())
        return Piece(f"{base.text}({label.text})", exact=False)
    scripts = [
        (mark, convert, _piece(script, compact=True))
        for mark, convert, script in (("_", subscript, node.sub), ("^", superscript, node.sup))
        if script is not None
    ]
    converted = [convert(piece.text) for _, convert, piece in scripts]
    limits = base.right is Kind.OPERATOR and node.sub is not None and base.text != "log"
    if limits and None in converted:  # ∫_(−∞)^x rather than ∫_(−∞)ˣ
        converted = [None] * len(converted)
    texts = [
        _behind(mark, piece.text) if text is None else text
        for (mark, _, piece), text in zip(scripts, converted, strict=True)
    ]
    return Piece(
        "".join((base.text, "′" * node.primes, *texts)),
        base.left,
        Kind.LIMITS if limits else base.right,
        Bond.ATOM if node.sup is None and None not in converted else Bond.POWER,
        exact=base.exact and None not in converted and all(piece.exact for *_, piece in scripts),
        open_end=converted[-1:] == [None] and not texts[-1].endswith(")"),
    )


def _behind(mark: str, script: str) -> str:
    return mark + (script if is_unit(script, mark) else f"({script})")


@_piece.register
def _fraction(node: Fraction, *, compact: bool = False) -> Piece:
    above = _piece(node.numerator, compact=compact).within(Bond.VULGAR)
    below = _piece(node.denominator, compact=compact).within(Bond.ROOT)
    text = f"{above.text}/{below.text}"
    if text in _VULGAR_FRACTIONS:
        return Piece(_VULGAR_FRACTIONS[text], bond=Bond.VULGAR, explicit=f"({text})")
    return Piece(text, right=above.right, bond=Bond.QUOTIENT, exact=False)  # ∂/∂x is applied too


@_piece.register
def _root(node: Root, *, compact: bool = False) -> Piece:
    radicand = _piece(node.radicand, compact=compact)
    degree = None if node.degree is None else _piece(node.degree, compact=True).text
    if degree in _RADICALS:
        sign = _RADICALS[degree]
        if radicand.bond is Bond.ATOM:
            explicit = f"{sign}({radicand.text})"
            return Piece(
                sign + radicand.text, bond=Bond.ROOT, exact=radicand.exact, explicit=explicit
            )
        return Piece(f"{sign}({radicand.text})", bond=Bond.POWER, exact=False)
    raised = superscript(degree or "")
    if raised is None:
        raise UnsupportedError(f"no sign for a root of degree {degree}")
    return Piece(f"{raised}√({radicand.text})", bond=Bond.QUOTIENT, exact=False)


@_piece.register
def _binomial(node: Binomial, *, compact: bool = False) -> Piece:  # noqa: ARG001 - one signature
    text = f"({_piece(node.upper).text} choose {_piece(node.lower).text})"
    return Piece(text, Kind.OPENING, Kind.CLOSING, exact=False)


@_piece.register
def _braced(node: Braced, *, compact: bool = False) -> Piece:
    return Piece(f"({_piece(node.base, compact=compact).text}){node.brace}", exact=False)


@_piece.register
def _accented(node: Accented, *, compact: bool = False) -> Piece:
    base = _piece(node.base, compact=compact)
    letters = [c for c in base.text if not unicodedata.combining(c)]
    if len(letters) == 1:
        text = unicodedata.normalize("NFC", base.text + node.mark)
        return Piece(text, base.left, base.right, exact=base.exact)
    return Piece(f"{node.name}({base.text})", exact=False)


@_piece.register
def _fenced(node: Fenced, *, compact: bool = False) -> Piece:
    body = node.body.parts[0] if len(node.body.parts) == 1 else node.body
    if isinstance(body, Grid) and not body.opening:
        return _grid(Grid(body.rows, node.opening, node.closing, body.aligned))
    inside = _piece(body, compact=compact)
    if not (node.opening and node.closing):
        inside = inside.within(Bond.POWER)
    text = f"{node.opening}{inside.text}{node.closing}"
    return Piece(text, Kind.OPENING, Kind.CLOSING, exact=inside.exact)


@_piece.register
def _grid(grid: Grid, *, compact: bool = False) -> Piece:  # noqa: ARG001 - one signature
    """A matrix as ``[a, b; c, d]``; lines that are part of something larger as ``a; b``."""
    if grid.aligned:
        text = "; ".join(line.text for line in _lines(grid))
        if not grid.opening:
            return Piece(text, bond=Bond.SUM, exact=False)
    else:
        text = "; ".join(", ".join(map(_cell, row)) for row in grid.rows)
    opening = grid.opening or "["
    closing = grid.closing or {"{": "}", "(": ")"}.get(opening, "]")
    return Piece(f"{opening}{text}{closing}", Kind.OPENING, Kind.CLOSING, exact=False)


def _cell(node: Node) -> str:
    """A cell without the punctuation that ends it, in parentheses if it holds some within."""
    text = _piece(node).text.rstrip(" ,;.")
    parts = node.parts if isinstance(node, Row) else ()
    inner = [part for part in parts[:-1] if isinstance(part, Symbol)]
    return f"({text})" if any(part.kind is Kind.PUNCTUATION for part in inner) else text


def _lines(grid: Grid) -> list[Piece]:
    """The lines of an aligned formula; every second ``&`` starts a new column."""
    lines = []
    for row in grid.rows:
        parts: list[Node] = []
        for column, cell in enumerate(row):
            if column and column % 2 == 0:
                parts.append(Space("  "))
            parts += cell.parts if isinstance(cell, Row) else (cell,)
        lines.append(_row(Row(tuple(parts))))
    return lines
