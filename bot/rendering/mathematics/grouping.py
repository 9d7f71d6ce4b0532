"""Brackets that belong together become one node; and which bars are a norm, which a condition.

LaTeX does not say that the ``)`` of ``(a+b)^2`` closes a ``(``, nor whether the bar of ``p(x|y)``
or of ``|x|`` opens, closes or separates. Readers know; this module finds out the way they do.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.rendering.mathematics.tree import (
    MAX_DEPTH,
    Fenced,
    Kind,
    Node,
    Row,
    Scripted,
    Symbol,
    UnsupportedError,
)

_BRACKETS = (Kind.OPENING, Kind.CLOSING, Kind.BAR)
_NO_SYMBOL = Symbol("")


def grouped(parts: Sequence[Node]) -> Row:
    """Return the parts as a row in which matching brackets are ``Fenced``.

    Any opening bracket matches any closing one, as in the interval ``[0, 1)``; a bracket without a
    partner stays a symbol.

    Raises:
        UnsupportedError: brackets nest deeper than ``MAX_DEPTH``.
    """
    if not any(_core(part).kind in _BRACKETS for part in parts):
        return Row(tuple(parts))
    open_rows: list[list[Node]] = [[]]
    openings: list[Symbol] = []
    for part in _with_bars_resolved(parts):
        core = _core(part)
        if core.kind is Kind.OPENING and core is part:
            openings.append(core)
            open_rows.append([])
        elif core.kind is Kind.CLOSING and openings:
            body = Row(tuple(open_rows.pop()))
            fenced = Fenced(openings.pop().text, body, core.text)
            open_rows[-1].append(_rebased(part, fenced))
        else:
            open_rows[-1].append(part)
        if len(openings) > MAX_DEPTH:
            raise UnsupportedError("brackets nest too deeply")
    for opening in reversed(openings):
        unmatched = open_rows.pop()
        open_rows[-1] += [opening, *unmatched]
    return Row(tuple(open_rows[0]))


def _core(part: Node) -> Symbol:
    """The symbol that decides what a part is for brackets: its own, or that of its base."""
    base = part.base if isinstance(part, Scripted) else part
    return base if isinstance(base, Symbol) else _NO_SYMBOL


def _with_bars_resolved(parts: Sequence[Node]) -> list[Node]:
    """Replace the bars by opening and closing ones where two of a kind stand in one bracket.

    A single bar separates (``p(x|y)``); one with a script is a restriction (``f|_{x=0}``).
    """
    kinds: dict[int, Kind] = {}
    waiting: list[dict[str, int]] = [{}]
    for position, part in enumerate(parts):
        core = _core(part)
        if core.kind is Kind.OPENING:
            waiting.append({})
        elif core.kind is Kind.CLOSING and len(waiting) > 1:
            waiting.pop()
        elif core.kind is Kind.BAR:
            partner = waiting[-1].pop(core.text, None)
            if partner is None:
                waiting[-1][core.text] = position
                kinds[position] = Kind.RELATION if core is part else Kind.ORDINARY
            else:
                kinds[partner], kinds[position] = Kind.OPENING, Kind.CLOSING
    return [_recast(part, kinds[i]) if i in kinds else part for i, part in enumerate(parts)]


def _recast(part: Node, kind: Kind) -> Node:
    return _rebased(part, Symbol(_core(part).text, kind))


def _rebased(part: Node, base: Node) -> Node:
    """``base`` in place of the part's symbol, with the part's scripts."""
    return replace(part, base=base) if isinstance(part, Scripted) else base
