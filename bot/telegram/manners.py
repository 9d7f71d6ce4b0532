"""Not answering who says too much, after one kind notice.

What is said is counted in each process for itself: what is to be spared is the process, so with
several of them somebody may say more before each has enough. That a pause has begun is kept in the
database, so the notice comes once, whatever process the lines come to, and a restart forgives.
"""

from collections.abc import Iterator
from typing import Final

from bot.conversation.command import Bearing
from bot.conversation.message import Request
from bot.domain.chats import ChatKind
from bot.domain.pace import CHAT, PAUSE, PERSON, Pace
from bot.storage.pauses import PauseStore


class Manners:
    """Decides whether a line is answered.

    Args:
        pauses: where it is kept who has been told.
    """

    def __init__(self, pauses: PauseStore) -> None:
        self._pauses = pauses
        self._people: Final = Pace(PERSON)
        self._chats: Final = Pace(CHAT)

    async def bear(self, request: Request) -> Bearing:
        """Count a line by who says it and where, on the clock of the request."""
        for who, pace in self._counted(request):
            if not pace.takes(who, request.at):
                first = await self._pauses.begin(who, request.at, request.at + PAUSE)
                return Bearing.NOTICE if first else Bearing.SILENCE
        return Bearing.ANSWER

    def _counted(self, request: Request) -> Iterator[tuple[str, Pace]]:
        if request.person:
            yield request.person.id, self._people
        if request.chat.kind is not ChatKind.PRIVATE:
            yield request.chat.whole, self._chats
