"""Written parts of a formula, and how they are put side by side without changing the meaning."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from bot.rendering.mathematics.tree import Kind


class Bond(IntEnum):
    """How firmly a piece holds together; a looser one needs parentheses in a tighter place."""

    ATOM = 0  # x, 10, (a + b), xᵢ
    POWER = 1  # x², f(x), ∂x, √(a + b)
    ROOT = 2  # √x, which ends where nothing follows that could be under the root
    PRODUCT = 3  # ab
    VULGAR = 4  # ½, which is no fraction behind a number
    QUOTIENT = 5  # a/b
    SUM = 6  # anything with an operator, a relation or a comma


@dataclass(frozen=True, slots=True)
class Piece:
    """Written text with what its neighbours have to know.

    Args:
        text: the text as it stands alone.
        left: what it is for its left neighbour; it decides the space between them.
        right: what it is for its right neighbour.
        bond: how firmly it holds together.
        exact: whether the text shows the formula as it is printed.
        explicit: the text for a place where ``text`` would melt into its neighbours; by default
            ``text`` in parentheses.
        open_end: whether a letter right behind it would be read as part of it (``x_max``).
    """

    text: str
    left: Kind = Kind.ORDINARY
    right: Kind = Kind.ORDINARY
    bond: Bond = Bond.ATOM
    exact: bool = True
    explicit: str = ""
    open_end: bool = False

    def within(self, loosest: Bond) -> "Piece":
        """The piece for a place that takes nothing looser than ``loosest``."""
        if self.bond <= loosest:
            return self
        return Piece(f"({self.text})", Kind.OPENING, Kind.CLOSING, exact=False)

    def closed(self) -> "Piece":
        """The piece so that no neighbour can melt into it."""
        text = self.explicit or f"({self.text})"
        return Piece(text, Kind.OPENING, Kind.CLOSING, exact=False)


_ADDITIVE = frozenset("+−±∓")
_FACTORS = (Kind.ORDINARY, Kind.CLOSING)
_WORDS = (Kind.OPERATOR, Kind.NAME, Kind.LIMITS)
_OUTER = (Kind.BINARY, Kind.UNARY, Kind.RELATION, Kind.PUNCTUATION, *_WORDS)
_NO_OPERAND = (
    *(Kind.OPERATOR, Kind.LIMITS, Kind.BINARY, Kind.UNARY),
    *(Kind.RELATION, Kind.PUNCTUATION, Kind.SLASH),
)


def joined(pieces: Sequence[Piece], *, compact: bool = False) -> Piece:
    """Return the pieces as one, with spaces as in print and parentheses where they are needed.

    Args:
        pieces: what stands side by side; a piece of kind SPACE only makes room.
        compact: leave out the spaces around operators, as scripts do.
    """
    solid, room = _apart(pieces, compact=compact)
    if len(solid) <= 1:
        return solid[0] if solid else Piece("")
    solid = _with_unary_resolved([piece.within(Bond.QUOTIENT) for piece in solid])
    settled = [_settled(solid, room, i) for i in range(len(solid))]
    texts = [settled[0].text]
    for i, (left, right) in enumerate(pairwise(settled), start=1):
        dotted = right.text.startswith("·") and right is not solid[i]
        gap = "" if dotted else max(room[i], _gap(left, right, compact=compact), key=len)
        texts += gap, right.text
    return Piece(
        "".join(texts),
        settled[0].left,
        settled[-1].right,
        _bond(settled),
        exact=all(piece.exact for piece in settled),
        open_end=settled[-1].open_end,
    )


def _apart(pieces: Sequence[Piece], *, compact: bool) -> tuple[list[Piece], list[str]]:
    """The pieces that are more than space, and the space that stands before each."""
    solid: list[Piece] = []
    room = [""]
    for piece in pieces:
        if piece.left is not Kind.SPACE:
            solid.append(piece)
            room.append("")
        elif not compact or len(piece.text) > 1:
            room[-1] += piece.text
    return solid, room


def _with_unary_resolved(solid: Sequence[Piece]) -> list[Piece]:
    """Tell the minus of −x from that of a − b, and both from the plus of X⁺ (TeXbook, rule 5)."""
    resolved: list[Piece] = []
    for piece, after in zip(solid, [*solid[1:], None], strict=True):
        kind = piece.left
        if kind is Kind.BINARY:
            if after is None or after.left in (Kind.RELATION, Kind.PUNCTUATION):
                kind = Kind.ORDINARY
            elif not resolved or resolved[-1].right in _NO_OPERAND:
                kind = Kind.UNARY
        changed = kind is not piece.left
        resolved.append(replace(piece, left=kind, right=kind) if changed else piece)
    return resolved


def _settled(solid: Sequence[Piece], room: Sequence[str], i: int) -> Piece:
    """The piece at ``i``, closed if it would melt into its neighbours."""
    piece = solid[i]
    before = solid[i - 1] if i > 0 and not _parts(room[i]) else None
    after = solid[i + 1] if i + 1 < len(solid) and not _parts(room[i + 1]) else None
    if not _melts(piece, before, after, touching=not room[i + 1]):
        return piece
    closed = piece.closed()
    if piece.bond > Bond.PRODUCT and before is not None and before.right in _FACTORS:
        return replace(closed, text=f"·{closed.text}")  # x·(a/b), since x(a/b) may be a function
    return closed


def _parts(space: str) -> bool:
    """Whether a space is so wide that what stands beyond it is no neighbour."""
    return len(space) > 1


def _melts(piece: Piece, before: Piece | None, after: Piece | None, *, touching: bool) -> bool:
    match piece.bond:
        case Bond.QUOTIENT:
            return (_multiplies(before) and not _is_big(before)) or _multiplies(after)
        case Bond.VULGAR:
            return (before is not None and before.right in _FACTORS) or (
                after is not None and after.text[:1].isdecimal()
            )
        case Bond.ROOT:
            under = (*_FACTORS, Kind.PREFIX, Kind.OPENING)
            return touching and after is not None and after.left in under
        case _:
            return False


def _multiplies(piece: Piece | None) -> bool:
    """Whether a quotient next to this piece is one factor of something larger."""
    if piece is None or piece.left in (Kind.RELATION, Kind.PUNCTUATION, Kind.UNARY):
        return False
    return not (piece.left is Kind.BINARY and piece.text in _ADDITIVE)


def _is_big(piece: Piece | None) -> bool:
    """Whether it is ∑ or the like, which reaches over the whole product that follows."""
    return piece is not None and piece.left is Kind.OPERATOR and not piece.text[:1].isalpha()


def _gap(left: Piece, right: Piece, *, compact: bool) -> str:
    """The space that print has between two pieces, or that keeps their letters apart."""
    if left.open_end and right.text[:1].isalnum():
        return " "
    a, b = left.right, right.left
    if b in _WORDS:
        return " " if a in (*_FACTORS, *_WORDS, Kind.PREFIX) else _gap_around(a, b, compact=compact)
    if a in _WORDS and b in (Kind.ORDINARY, Kind.PREFIX, Kind.UNARY):
        return " "
    if a is Kind.LIMITS and b is Kind.OPENING:
        return " "
    return _gap_around(a, b, compact=compact)


def _gap_around(a: Kind, b: Kind, *, compact: bool) -> str:
    """The space around relations and binary operators and behind punctuation."""
    if compact or b is Kind.PUNCTUATION or Kind.SLASH in (a, b):
        return ""
    if Kind.RELATION in (a, b):
        return "" if a is b else " "
    return " " if Kind.BINARY in (a, b) or a is Kind.PUNCTUATION else ""


def _bond(solid: Sequence[Piece]) -> Bond:
    kinds = [piece.left for piece in solid]
    if all(kind in _WORDS for kind in kinds) and not any(map(_is_big, solid)):
        return Bond.ATOM  # arg max
    if any(kind in _OUTER for kind in kinds):
        return Bond.SUM
    if Kind.SLASH in kinds:
        return Bond.QUOTIENT
    match solid:
        case [Piece(left=Kind.PREFIX), Piece(bond=Bond.ATOM | Bond.POWER)]:
            return Bond.POWER  # ∂x
        case _:
            return Bond.PRODUCT
