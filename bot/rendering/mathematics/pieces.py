"""Written parts of a formula, and how they are put side by side without changing the meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from bot.rendering.mathematics.tree import Kind


class Bond(IntEnum):
    """How firmly a piece holds together; a looser one needs parentheses in a tighter place."""

    ATOM = 0  # x, 10, (a + b), xᵢ
    POWER = 1  # x², f(x), ∂x, √(a + b), ½
    ROOT = 2  # √x, which ends where nothing follows that could be under the root
    PRODUCT = 3  # ab
    QUOTIENT = 4  # a/b
    SUM = 5  # anything with an operator, a relation or a comma


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
        return self if self.bond <= loosest else self.closed()

    def closed(self) -> "Piece":
        """The piece so that no neighbour can melt into it."""
        return Piece(self.explicit or f"({self.text})", Kind.OPENING, Kind.CLOSING, exact=False)


VULGAR_FRACTIONS = {
    (1, 2): "½", (1, 3): "⅓", (2, 3): "⅔", (1, 4): "¼", (3, 4): "¾", (1, 5): "⅕", (2, 5): "⅖",
    (3, 5): "⅗", (4, 5): "⅘", (1, 6): "⅙", (5, 6): "⅚", (1, 8): "⅛", (3, 8): "⅜", (5, 8): "⅝",
    (7, 8): "⅞",
}  # fmt: skip

_ADDITIVE = frozenset("+−±∓")
_FACTORS = (Kind.ORDINARY, Kind.CLOSING)
_SEPARATORS = (Kind.RELATION, Kind.PUNCTUATION, Kind.UNARY)
_WORDS = (Kind.OPERATOR, Kind.NAME)
_NO_LEFT_OPERAND = (
    Kind.OPERATOR,
    Kind.BINARY,
    Kind.UNARY,
    Kind.RELATION,
    Kind.PUNCTUATION,
    Kind.SLASH,
)
_NO_RIGHT_OPERAND = (Kind.RELATION, Kind.PUNCTUATION)


def joined(pieces: Sequence[Piece], *, compact: bool = False) -> Piece:
    """Return the pieces as one, with spaces as in print and parentheses where they are needed.

    Args:
        pieces: what stands side by side; a piece of kind SPACE makes room only.
        compact: leave out the spaces around operators, as scripts do.
    """
    if len(pieces) == 1:
        return pieces[0]
    settled = list(_settled(_with_unary_resolved(pieces), compact=compact))
    solid = [piece for piece in settled if piece.left is not Kind.SPACE]
    if not solid:
        return Piece("")
    texts = [piece.text for piece in settled]
    gaps = [_gap(a, b, compact=compact) for a, b in zip(settled, settled[1:], strict=False)]
    return Piece(
        "".join(part for pair in zip(texts, [*gaps, ""], strict=True) for part in pair),
        solid[0].left,
        solid[-1].right,
        _bond(solid),
        exact=all(piece.exact for piece in solid),
        open_end=settled[-1].open_end,
    )


def _with_unary_resolved(pieces: Sequence[Piece]) -> list[Piece]:
    """Tell the minus of −x from that of a − b, and both from the plus of X⁺ (TeXbook, rule 5)."""
    solid = [i for i, piece in enumerate(pieces) if piece.left is not Kind.SPACE]
    resolved = list(pieces)
    for before, i, after in zip([None, *solid], solid, [*solid[1:], None], strict=False):
        if pieces[i].left is not Kind.BINARY:
            continue
        if after is None or pieces[after].left in _NO_RIGHT_OPERAND:
            kind = Kind.ORDINARY
        elif before is None or resolved[before].right in _NO_LEFT_OPERAND:
            kind = Kind.UNARY
        else:
            kind = Kind.BINARY
        resolved[i] = replace(pieces[i], left=kind, right=kind)
    return resolved


def _settled(pieces: Sequence[Piece], *, compact: bool) -> Iterator[Piece]:
    """Close the pieces that would melt into their neighbours."""
    before: Piece | None = None  # the last piece that is more than a narrow space
    space: Piece | None = None
    for i, piece in enumerate(pieces):
        if _is_narrow_space(piece):
            if not compact:
                space = piece
            continue
        after = next((p for p in pieces[i + 1 :] if not _is_narrow_space(p)), None)
        touching = after if i + 1 < len(pieces) and after is pieces[i + 1] else None
        if _melts(piece, before, after, touching):
            piece = piece.closed()
            if before is not None and before.right in _FACTORS and "/" in piece.text:
                piece = replace(piece, text=f"·{piece.text}")
                space = None
        if space is not None:
            yield space
        yield piece
        before, space = piece, None


def _is_narrow_space(piece: Piece) -> bool:
    return piece.left is Kind.SPACE and len(piece.text) <= 1
