"""Not answering who says too much, after one kind notice.

What is said is counted in each process for itself: what is to be spared is the process, so with
several of them somebody may say more before each has enough. That a pause has begun is kept in the
database, so the notice comes once, whatever process the lines come to, and a restart forgives.
A line that has to be handled again, as the database could not be used, still counts once.
"""

from collections.abc import Iterator
from typing import Final

from bot.conversation.command import Bearing
from bot.conversation.message import Request
from bot.domain.chats import ChatKind
from bot.domain.pace import CHAT, PAUSE, PERSON, Pace
from bot.storage.pauses import PauseStore

MOST_KNOWN: Final = 1_000  # updates that are known to have been counted


class Manners:
    """Decides whether a line is answered.

    Args:
        pauses: where it is kept who has been told.
    """

    def __init__(self, pauses: PauseStore) -> None:
        self._pauses = pauses
        self._people: Final = Pace(PERSON)
        self._chats: Final = Pace(CHAT)
        self._counted: dict[int, None] = {}  # the last one comes last

    async def bear(self, update: int, request: Request, weight: int = 1) -> Bearing:
        """Count a line by who says it and where, on the clock of the request.

        Args:
            update: the number of the update that brings it.
            request: the line.
            weight: as how many lines it counts.
        """
        if update in self._counted:
            return Bearing.ANSWER
        for who, pace in self._paces(request):
            if not pace.takes(who, request.at, weight):
                first = await self._pauses.begin(who, request.at, request.at + PAUSE)
                return Bearing.NOTICE if first else Bearing.SILENCE
        self._counted[update] = None
        if len(self._counted) > MOST_KNOWN:
            del self._counted[next(iter(self._counted))]
        return Bearing.ANSWER

    def _paces(self, request: Request) -> Iterator[tuple[str, Pace]]:
        if request.person:
            yield request.person.id, self._people
        if request.chat.kind is not ChatKind.PRIVATE:
            yield request.chat.whole, self._chats
