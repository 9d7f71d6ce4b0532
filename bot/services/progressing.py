"""How somebody gets on."""

from datetime import datetime

from bot.domain.knowledge import Deck
from bot.domain.progress import Progress, progress
from bot.services.reviewing import Reviewing
from bot.storage.attempts import AttemptStore
from bot.storage.people import PeopleStore


class Progressing:
    """Tells how people get on.

    Args:
        deck: what there is to learn.
        attempts: what people have graded.
        people: their choices.
        reviewing: what they remember, and where their days begin.
    """

    def __init__(
        self, deck: Deck, attempts: AttemptStore, people: PeopleStore, reviewing: Reviewing
    ) -> None:
        self._deck = deck
        self._attempts = attempts
        self._people = people
        self._reviewing = reviewing

    async def of(self, person: str, at: datetime) -> Progress:
        """Return where this person stands now with the deck."""
        zone = self._reviewing.zone_of(await self._people.preferences(person))
        memories = await self._reviewing.memories(person)
        answers = await self._attempts.answers(person)
        here = [answer for answer in answers if answer.entry in self._deck.by_id]
        return progress(self._deck, memories, here, at, zone)
