"""Delivery of updates to a webhook on this machine: repeated until it is answered with 2xx."""

import asyncio
import contextlib
from collections import defaultdict
from dataclasses import dataclass, field

import aiohttp

from tests.botapi.specification import Json
from tests.botapi.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_FIRST_PAUSE_SECONDS = 0.01
_LONGEST_PAUSE_SECONDS = 1.0


@dataclass(eq=False)
class Webhook:
    """A webhook that is being served.

    As Telegram does, it delivers the updates of one chat one after another, those of different
    chats at once, over at most ``max_connections`` connections.
    """

    updates: Updates
    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    _started: set[int] = field(default_factory=set)
    _task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._serve())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _serve(self) -> None:
        connections = asyncio.Semaphore(self.max_connections)
        turns: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
            while True:
                await self.updates.changes.until(lambda: bool(self._new()))
                for update in self._new():
                    self._started.add(update["update_id"])
                    turn = turns[_chat_of(update)]
                    tasks.create_task(self._deliver(update, session, turn, connections))

    def _new(self) -> list[Json]:
        return [it for it in self.updates.pending if it["update_id"] not in self._started]

    async def _deliver(
        self,
        update: Json,
        session: aiohttp.ClientSession,
        turn: asyncio.Lock,
        connections: asyncio.Semaphore,
    ) -> None:
        pause = _FIRST_PAUSE_SECONDS
        async with turn:
            while not await self._is_taken(update, session, connections):
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        self.updates.confirm(update)

    async def _is_taken(
        self, update: Json, session: aiohttp.ClientSession, connections: asyncio.Semaphore
    ) -> bool:
        headers = {SECRET_HEADER: self.secret_token} if self.secret_token else {}
        try:
            async with (
                connections,
                session.post(
                    self.url, json=update, headers=headers, allow_redirects=False
                ) as answer,
            ):
                if 200 <= answer.status < 300:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status}"
                self.updates.changes.notify()
        except aiohttp.ClientError as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
        return False


def _chat_of(update: Json) -> int:
    """Return the id of the chat that an update belongs to, or of the person outside of chats."""
    payload = next(value for name, value in update.items() if name != "update_id")
    place = payload.get("message", payload)
    owner = place.get("chat") or payload.get("from") or payload.get("user") or {"id": 0}
    return int(owner["id"])
