"""An event loop in which waiting takes no time and working neither: nothing depends on the machine.

Its clock stands still while anything is under way, and leaps to the next moment that somebody
waits for as soon as nothing is. So a test of what happens after ten seconds takes none, and a
machine that is busy makes no message late. It knows of sockets within the process and of threads of
executors; who talks with another process needs a real clock.
"""

import asyncio
from asyncio import AbstractEventLoop, Future, SelectorEventLoop
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from selectors import DefaultSelector, SelectorKey
from typing import Any, TypeVar, TypeVarTuple

MARKER = "leaping"
ON_THE_WAY = 0.002  # real seconds that the system may keep what one socket has sent to another

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class LeapingLoop(SelectorEventLoop):
    """The loop; ``time`` are the seconds that it has leapt over."""

    def __init__(self) -> None:
        self._now = 1.0  # some take a moment for missing if it is zero
        self._threads = 0
        super().__init__(_LeapingSelector(self))

    def time(self) -> float:
        return self._now

    def leap(self, seconds: float) -> None:
        self._now += seconds

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


def loop_of(*, leaping: bool) -> Mapping[str, Callable[[], AbstractEventLoop]]:
    """Return what pytest-asyncio is to make the loop of a test with."""
    return {MARKER: LeapingLoop} if leaping else {"real": asyncio.new_event_loop}
