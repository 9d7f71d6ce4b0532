"""The updates between the oldest that is not done and the newest: a sliding window; pure.

Telegram gives the oldest that are not confirmed, a hundred at most, and confirms all before the
number that it is asked for. So what is in the window comes again with each answer, and new ones
come only as far as there is room.
"""

from collections import deque


class Window:
    """Knows which updates are in hand.

    Args:
        size: how many updates Telegram gives at once.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: deque[int] = deque()  # from the oldest in hand on, ascending
        self._in_hand: set[int] = set()
        self._next: int | None = None

    @property
    def start(self) -> int | None:
        """The number of the oldest that is not done, or of the next; None before the first."""
        return self._known[0] if self._known else self._next

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in hand."""
        return not self._in_hand

    @property
    def room(self) -> int:
        """How many new ones can come before something more is done."""
        return self._size - len(self._known)

    @property
    def is_half_done(self) -> bool:
        """Whether as many new ones can come as are in hand."""
        return self.room >= len(self._in_hand)

    def take(self, number: int) -> bool:
        """Take an update in hand; return whether it is new."""
        if self._next is not None and number < self._next:
            return False
        self._next = number + 1
        self._known.append(number)
        self._in_hand.add(number)
        return True

    def begin_anew(self) -> None:
        """Forget which came before, once nothing is in hand: Telegram counts from elsewhere now."""
        if self.is_empty:
            self._next = None

    def finish(self, number: int) -> None:
        """Note that an update is done."""
        self._in_hand.remove(number)
        while self._known and self._known[0] not in self._in_hand:
            self._known.popleft()
