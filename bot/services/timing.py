"""The time of an interview's questions: an alarm rings when it is up.

There is one alarm for an interview, that of its open question; it is taken back when the answer is
seen.
"""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.chats import ChatKind
from bot.domain.mock import deadline, ran_out
from bot.domain.quiz import Drill, Kind
from bot.storage.alarms import Alarm, AlarmStore
from bot.storage.drills import DrillStore

STOPPED: Final = timedelta(seconds=10)
"""If the clock is later than this, the bot had been stopped, and nobody could answer."""
FORGOTTEN: Final = timedelta(hours=1)
"""If it is later than this, nobody waits for the question any more; ``/mock`` goes on with it."""


class Timing:
    """Keeps the time in interviews.

    Args:
        store: where drills are kept.
        alarms: what rings when time is up.
    """

    def __init__(self, store: DrillStore, alarms: AlarmStore) -> None:
        self._store = store
        self._alarms = alarms

    async def watch(self, drill: Drill) -> Drill:
        """Have the alarm of an interview fit its open question; return the drill as it is."""
        if drill.kind is not Kind.MOCK:
            return drill
        key, card = f"interview:{drill.id}", drill.current
        if drill.ended or card is None or card.revealed:
            await self._alarms.cancel(key)
        else:
            line, at = f"/time_up {drill.id} {card.position}", deadline(card)
            await self._alarms.set(Alarm(key, drill.chat, ChatKind.PRIVATE, drill.person, line, at))
        return drill

    async def time_is_up(
        self, drill: int, position: int, at: datetime, due: datetime
    ) -> Drill | None:
        """Show the answer to a question that is still open; after a stop, start its time anew.

        Args:
            drill: the interview's id.
            position: of the question.
            at: now.
            due: when the alarm was due.

        Returns:
            The interview, of which the open question is to be shown as it is now; None if there is
            nothing to show.
        """
        found = await self._store.find(drill)
        card = found.current if found and not found.ended else None
        if found is None or card is None or card.position != position:
            return None
        if card.revealed:
            return found if ran_out(card) else None  # a crash came between
        if at < deadline(card):
            return None
        if at - due > FORGOTTEN:
            return None
        if at - due > STOPPED:
            return await self.resume(found, at)
        await self._store.reveal(drill, position, deadline(card))
        return await self._store.load(drill)

    async def resume(self, drill: Drill, at: datetime) -> Drill:
        """Go on with a drill; in an interview, a question that is overdue is asked anew."""
        card = drill.current
        if drill.kind is not Kind.MOCK or card is None or card.revealed or at < deadline(card):
            return drill
        await self._store.ask_anew(drill.id, card.position, at)
        return await self.watch(await self._store.load(drill.id))
