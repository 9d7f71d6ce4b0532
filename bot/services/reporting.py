"""Reports of mistakes: taken in, brought to the maintainers, settled, and told of.

What is said in another chat than the one where somebody speaks is said by the clock, at once.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.chats import ChatKind
from bot.domain.reports import MOST, WITHIN, Draft, Report, State
from bot.services.maintainers import Maintainers
from bot.storage.alarms import Alarm, AlarmStore
from bot.storage.chats import ChatStore
from bot.storage.reports import ReportStore


class Reporting:
    """Takes reports.

    Args:
        store: where they are kept.
        alarms: what brings them to other chats.
        chats: knows what the maintainers' chat is called now.
        maintainers: who settles them.
    """

    def __init__(
        self, store: ReportStore, alarms: AlarmStore, chats: ChatStore, maintainers: Maintainers
    ) -> None:
        self._store = store
        self._alarms = alarms
        self._chats = chats
        self._maintainers = maintainers

    async def report(self, draft: Draft, at: datetime) -> Report | None:
        """Keep a report and bring it to the maintainers; None if it is one too many today."""
        if await self._store.count(draft.person, at - WITHIN) >= MOST:
            return None
        kept, is_new = await self._store.add(draft, at)
        if is_new:
            for chat in self._maintainers.chats:
                private = chat in self._maintainers.people
                alarm = Alarm(
                    key=f"report:{kept.id}:{chat}",
                    chat=await self._chats.current(chat),
                    kind=ChatKind.PRIVATE if private else ChatKind.GROUP,
                    person=chat if private else None,
                    line=f"/reports show {kept.id}",
                    at=at,
                )
                await self._alarms.set(alarm)
        return kept

    async def find(self, number: int) -> Report | None:
        return await self._store.find(number)

    async def waiting(self, limit: int) -> Sequence[Report]:
        """Return the reports that nobody has settled, the oldest first."""
        return await self._store.waiting(limit)

    async def settle(self, number: int, after: State, at: datetime) -> Report | None:
        """Note what has become of a report, and tell who wants to hear of it.

        Returns:
            The report as it is now, whoever settled it; None if it was withdrawn.
        """
        found = await self._store.find(number)
        if found is None:
            return None
        if found.state is not after and await self._store.settle(number, found.state, after, at):
            await self._tell(found, after, at)
        return await self._store.find(number)

    async def want_to_hear(self, number: int, person: str) -> Report | None:
        """Note that who has reported wants to hear of the outcome; None if it is not theirs."""
        theirs = await self._store.want_to_hear(number, person)
        return await self._store.find(number) if theirs else None

    async def withdraw(self, number: int, person: str, at: datetime) -> bool:
        """Delete the text of somebody's own report; False if it is not theirs, or gone."""
        return await self._store.withdraw(number, person, at)

    async def _tell(self, report: Report, after: State, at: datetime) -> None:
        """Have who reported told in private; taken back, if the report is open again."""
        key = f"report-told:{report.id}"
        if after is State.OPEN:
            await self._alarms.cancel(key)
        elif report.tell:
            line, person = f"/reported told {report.id}", report.person
            await self._alarms.set(Alarm(key, person, ChatKind.PRIVATE, person, line, at))
