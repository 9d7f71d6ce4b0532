"""Doing together what is asked for in the same turn of the event loop, which takes less time.

Questions are matched so, and small transactions share a commit so (``group_commit``).
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import Final, Generic, NamedTuple, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")

ALONE: Final = ContextVar("alone", default=False)
"""Whether whoever asks was the only one at work when they began, so that nobody will join them."""


class _Joined(NamedTuple, Generic[Asked, Given]):
    """What somebody asks for, and who waits for it."""

    asked: Asked
    result: asyncio.Future[Given]


class Gathering(Generic[Asked, Given]):
    """Gathers what is asked for until the event loop comes round.

    Args:
        give: returns, in order, what was asked for.
        most: so much is asked of it at once; other work has its turn before it is asked again.
        for_all: what goes wrong for one as for all, so that it is of no use to ask for each alone.
    """

    def __init__(
        self,
        give: Callable[[Sequence[Asked]], Awaitable[Sequence[Given]]],
        most: int = sys.maxsize,
        for_all: tuple[type[Exception], ...] = (),
    ) -> None:
        self._give = give
        self._most = most
        self._for_all = for_all
        self._waiting: list[_Joined[Asked, Given]] = []
        self._giving: asyncio.Task[None] | None = None

    @property
    def is_giving(self) -> bool:
        """Whether it has begun, so that what is added now is asked for next."""
        return self._giving is not None

    async def join(self, asked: Asked) -> Given:
        """Return what is asked for, at once where nobody will join.

        Raises:
            Exception: what ``give`` raises if it is asked for nothing else, or for all.
        """
        if ALONE.get() and not self._waiting and self._giving is None:
            (given,) = await self._give([asked])
            return given
        result = self.add(asked)
        self.begin()
        return await result

    def add(self, asked: Asked) -> asyncio.Future[Given]:
        """Have something be asked for with what others want next; return what will hold it."""
        result: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Joined(asked, result))
        return result

    def begin(self) -> asyncio.Task[None]:
        """Begin with the next turn of the event loop; return what ends when all is given."""
        if self._giving is None:
            self._giving = asyncio.create_task(self._give_all())
        return self._giving

    async def _give_all(self) -> None:
        joined: Sequence[_Joined[Asked, Given]] = ()
        try:
            while self._waiting:
                joined, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                waited_for = _waited_for(joined)
                if waited_for:
                    await self._settle(waited_for)
                if self._waiting:
                    await asyncio.sleep(0)
        except asyncio.CancelledError:
            for one in (*joined, *self._waiting):
                one.result.cancel()
            raise
        finally:
            self._giving = None

    async def _settle(self, joined: Sequence[_Joined[Asked, Given]]) -> None:
        """Give to those together; if that goes wrong, to each by itself."""
        try:
            results = await self._give([one.asked for one in joined])
            settled = [*zip(joined, results, strict=True)]
        except Exception as error:  # noqa: BLE001 -- who waits for it gets it
            if len(joined) == 1 or isinstance(error, self._for_all):
                for one in _waited_for(joined):
                    one.result.set_exception(error)
            else:
                for one in _waited_for(joined):
                    await self._settle([one])
        else:
            for one, result in settled:
                if not one.result.done():
                    one.result.set_result(result)


def _waited_for(joined: Sequence[_Joined[Asked, Given]]) -> list[_Joined[Asked, Given]]:
    return [one for one in joined if not one.result.done()]
