"""Where the pages of a reply go: in the places of messages that are there, or below."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.telegram.pages import Shown

Note: TypeAlias = Callable[[Sequence[int]], Awaitable[None]]
"""Is told, before a reply goes on, which messages show it so far."""


async def unnoted(_shown: Sequence[int]) -> None:
    """Note nothing."""


@dataclass
class Slots:
    """Where the pages of a reply go.

    Args:
        left: the messages whose places may be taken, in order.
        note: is told how far the reply is.
        shown: the messages that show it so far.
    """

    left: list[Shown]
    note: Note
    shown: list[Shown] = field(default_factory=list)

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(message.message_id for message in self.shown)

    async def next(self) -> Shown | None:
        """Return the message whose place the next page takes, None where it is a new one."""
        if self.shown:
            await self.note(self.ids)
        return self.left[0] if self.left else None

    def give_way(self, pressed: Shown) -> None:
        """Have the next page take the place of a message that is not taken yet."""
        if pressed.message_id not in {it.message_id for it in (*self.left, *self.shown)}:
            self.left.insert(0, pressed)

    def empty(self, since: int) -> None:
        """Free the places of the pages from number ``since`` on, for another form of them."""
        self.left[:0] = self.shown[since:]
        del self.shown[since:]
