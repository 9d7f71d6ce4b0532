r"""Fractions that are derivatives: the d of ``\frac{df}{dx}`` acts on what follows."""

from bot.rendering.mathematics.tree import Fraction, Kind, Node, Row, Scripted, Symbol

_D = Symbol("d")


def fraction(numerator: Node, denominator: Node) -> Fraction:
    """Return a fraction; where both parts begin with a d, as one of differentials."""
    if _first(numerator) == _first(denominator) == _D:
        return Fraction(_differential(numerator), _differential(denominator))
    return Fraction(numerator, denominator)


def _first(node: Node) -> Node:
    """Return the base of the first part: the d of d²f."""
    if isinstance(node, Row) and node.parts:
        return _first(node.parts[0])
    return node.base if isinstance(node, Scripted) else node


def _differential(node: Node) -> Node:
    """Return the same node with its first d as a prefix."""
    if isinstance(node, Row):
        return Row((_differential(node.parts[0]), *node.parts[1:]))
    if isinstance(node, Scripted):
        return Scripted(_differential(node.base), node.sub, node.sup, node.primes)
    return Symbol("d", Kind.PREFIX)
