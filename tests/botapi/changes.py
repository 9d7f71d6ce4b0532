"""Waiting for the world to change, without asking it again and again."""

import asyncio
from collections.abc import Callable


class Changes:
    """Wakes everybody who waits, so that they look whether what they wait for has come."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def notify(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return once ``condition`` is true; it is looked at after every change."""
        while not condition():
            await self._next.wait()
