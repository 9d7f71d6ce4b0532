"""What the bot is told: a queue of updates that it polls, each repeated until it is confirmed."""

import asyncio
from dataclasses import dataclass, field

from tests.botapi.changes import Changes
from tests.botapi.refusal import conflict
from tests.botapi.specification import Json, check_update

ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_FIRST_ID = 800_000_001
_FUTURE = 10  # https://github.com/tdlib/td/blob/master/tddb/td/db/TQueue.cpp, ``get``


@dataclass(eq=False)
class Updates:
    """The updates that the bot has not confirmed, oldest first.

    Args:
        changes: who to tell about a new or a confirmed update.
        pending: the updates themselves.
        allowed: the kinds the bot has asked for; None is all but the ones sent on request only.
        has_webhook: whether updates are delivered to a webhook: then there is no polling.
        is_polled: whether the bot waits for updates right now.
    """

    changes: Changes
    pending: list[Json] = field(default_factory=list)
    allowed: set[str] | None = None
    has_webhook: bool = False
    is_polled: bool = False
    _next_id: int = _FIRST_ID
    _poller: object = None

    def push(self, kind: str, payload: Json) -> None:
        """Queue an update, unless the bot has not asked for its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST
        if not wanted:
            return
        update = {"update_id": self._next_id, kind: payload}
        check_update(update)
        self._next_id += 1
        self.pending.append(update)
        self.changes.notify()

    def count_from(self, number: int) -> None:
        """Give the next update this number, as Telegram may after a week without any."""
        self._next_id = number

    def allow(self, kinds: list[str] | None) -> None:
        """Set the kinds to send from now on; None leaves them, an empty list means the default."""
        if kinds is not None:
            self.allowed = set(kinds) or None

    def confirm(self, update: Json) -> None:
        """Forget an update that the bot has handled."""
        if update in self.pending:
            self.pending.remove(update)
            self.changes.notify()

    async def poll(self, offset: int, limit: int, timeout_seconds: int) -> list[Json]:
        """Return the pending updates from ``offset``; wait for the first, and confirm all earlier.

        A negative offset keeps that many of the newest updates and forgets the others.

        Raises:
            Refusal: 409, a webhook is set, or another poll has taken over.
        """
        if self.has_webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._confirm_before(offset)
        poller = self._poller = object()
        self.is_polled = True
        self.changes.notify()
        try:
            async with asyncio.timeout(timeout_seconds):
                await self.changes.until(lambda: bool(self.pending) or self._poller is not poller)
        except TimeoutError:
            return []
        finally:
            if self._poller is poller:
                self.is_polled = False
        if self._poller is not poller:
            raise conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )
        return self.pending[:limit]

    def stop_polling(self) -> None:
        """End a poll that waits, as if another had taken over."""
        self._poller = None
        self.changes.notify()

    def _confirm_before(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset <= self._next_id + _FUTURE:  # what is beyond is taken for no offset
            self.pending = [it for it in self.pending if it["update_id"] >= offset]
