"""What was made of values lately, so that it need not be made again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")

_ALL: Final[WeakSet["Recent[Any]"]] = WeakSet()


class Recent(Generic[T]):
    """Keeps what was made of the values that were used last.

    A value is known by its identity: to compare two documents would take as long as to render one.

    Args:
        most: how many results are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[object, T]] = OrderedDict()
        _ALL.add(self)

    def get(self, value: object, way: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return what is made of a value, made now only if it is not kept.

        Args:
            value: what it is made of; it must not change.
            way: what else decides the result.
            make: makes it.
        """
        key = (id(value), *way)
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)  # the last used comes last
            return kept[1]
        made = make()
        self._kept[key] = value, made  # a value that is kept lives, so that no other has its id
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Keep nothing of what was made so far."""
        self._kept.clear()


def forget() -> None:
    """Keep nothing that was made of any values: those that they were made of have been replaced."""
    for recent in _ALL:
        recent.clear()
