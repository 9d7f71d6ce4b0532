"""What the numeric checks of entries share: what an entry says, and a derivative by differences."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.knowledge import Deck

Array: TypeAlias = NDArray[np.floating]


def states(deck: Deck, entry: str, *figures: str) -> bool:
    """Return whether the entry's detail prints these figures in both languages."""
    detail = deck.by_id[entry].detail
    assert detail is not None
    return all(figure in text for figure in figures for text in (detail.zh, detail.en))


def answer(deck: Deck, entry: str, choice: int) -> str:
    """Return the option that an entry's multiple-choice question marks as correct."""
    return next(o.en for o in deck.by_id[entry].choice[choice].options if o.correct)


def slope(f: Callable[[Array], float], at: Array, h: float = 1e-5) -> Array:
    """Return the gradient of ``f``, of the shape of ``at``, by central differences."""
    gradient = np.zeros(at.shape)
    for place in np.ndindex(at.shape):
        step = np.zeros(at.shape)
        step[place] = h
        gradient[place] = (f(at + step) - f(at - step)) / (2 * h)
    return gradient
