"""What is made at the start, and stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MOST_NEW: Final = 10_000  # objects more than were given back, until Python looks for garbage


@contextmanager
def staying() -> Iterator[None]:
    """Take what is made inside for something that stays.

    Python looks through it for garbage neither meanwhile, which takes a sixth of the time of a
    start, nor ever after.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def look_seldom() -> None:
    """Have Python look for garbage seldom; there is little that counting references does not find.

    It looks after 700 new objects otherwise: many times while a few hundred updates are in hand,
    through all that belongs to them, which took a tenth of the time of an answer.
    """
    gc.set_threshold(MOST_NEW)
