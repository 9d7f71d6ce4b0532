"""An event loop in which waiting takes no time and working neither: nothing depends on the machine.

Its clock stands still while anything is under way, and leaps to the next moment that somebody
waits for as soon as nothing is. So a test of what happens after ten seconds takes none, and a
machine that is busy makes no message late. It knows of sockets within the process and of threads of
executors; who talks with another process, or has a thread wait for the loop, needs a real clock.
"""

from asyncio import Future, SelectorEventLoop
from collections.abc import Callable
from concurrent.futures import Executor
from math import inf, nextafter
from selectors import DefaultSelector, SelectorKey
from typing import Any, TypeVar, TypeVarTuple

ON_THE_WAY = 0.001  # real seconds that the system may keep what one socket has sent to another

EPOCH = 1.0  # of its clock; some take a moment for missing if it is zero

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class LeapingLoop(SelectorEventLoop):
    """The loop; it has leapt over ``leapt`` seconds."""

    def __init__(self) -> None:
        self._now = EPOCH
        self._threads = 0
        super().__init__(_LeapingSelector(self))

    def time(self) -> float:
        return self._now

    @property
    def leapt(self) -> float:
        return self._now - EPOCH

    def leap(self, seconds: float) -> None:
        # A rest that is too small to be added must not be waited for for ever.
        self._now = max(self._now + seconds, nextafter(self._now, inf))

    @property
    def waits_for_threads(self) -> bool:
        return self._threads > 0

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> Future[T]:
        work = super().run_in_executor(executor, func, *args)
        self._threads += 1
        work.add_done_callback(self._returned)
        return work

    def _returned(self, _work: Future[Any]) -> None:
        self._threads -= 1


class _LeapingSelector(DefaultSelector):
    """Waits for no moment: when no socket has anything to say, it is there."""

    def __init__(self, loop: LeapingLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self._loop.waits_for_threads:
            return super().select(None)
        ready = super().select(ON_THE_WAY)
        if not ready:
            self._loop.leap(timeout)
        return ready
