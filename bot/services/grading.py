"""Grades: what one makes of the memory, giving another instead, taking the last one back."""

from datetime import datetime
from random import Random

from bot.domain.knowledge import Deck
from bot.domain.quiz import Grade, Move, Refusal, owned
from bot.domain.review import Memory, schedule
from bot.services.reviewing import Reviewing
from bot.services.timing import Timing
from bot.storage.attempts import AttemptStore, Schedule
from bot.storage.drills import DrillStore
from bot.storage.people import PeopleStore


class Grading:
    """Schedules entries by their grades.

    Args:
        deck: where the entries are.
        store: where drills are kept.
        attempts: where graded answers are.
        people: their choices.
        reviewing: tells where their days begin.
        timing: keeps the time in interviews.
        random: the source of chance.
    """

    def __init__(
        self,
        deck: Deck,
        store: DrillStore,
        attempts: AttemptStore,
        people: PeopleStore,
        reviewing: Reviewing,
        timing: Timing,
        random: Random,
    ) -> None:
        self._deck = deck
        self._store = store
        self._attempts = attempts
        self._people = people
        self._reviewing = reviewing
        self._timing = timing
        self._random = random

    async def schedule(self, person: str, grade: Grade, at: datetime) -> Schedule:
        """Return what a grade given at a moment makes of what was remembered before."""
        zone = self._reviewing.zone_of(await self._people.preferences(person))

        def after(before: Memory | None) -> Memory:
            return schedule(before, grade, at, zone, self._random)

        return after

    async def regrade(self, drill: int, position: int, person: str, grade: Grade) -> Move:
        """Grade an answer anew, as of when it was given; the drill goes on as it was."""
        found = owned(await self._store.find(drill), person)
        if isinstance(found, Refusal):
            return found
        card = next((card for card in found.cards if card.position == position), None)
        if card is None or card.outcome not in tuple(Grade) or card.answered_at is None:
            return Refusal.UNKNOWN
        if card.outcome != grade:
            anew = await self.schedule(person, grade, card.answered_at)
            if not await self._store.regrade(found, card, grade, anew):
                return Refusal.GRADED_SINCE
        return await self._store.load(drill)

    async def undo(
        self, person: str, at: datetime, *, only: tuple[int, int] | None = None, fresh: bool = False
    ) -> Move:
        """Take back the last grade that this person gave; its question is open again.

        Args:
            person: whose grade.
            at: now.
            only: drill and position of the question that it has to be.
            fresh: whether the answer is taken back, too, as if the question were asked only now.
        """
        last = await self._attempts.last(person)
        if last is None:
            return Refusal.NOTHING_GRADED
        if only not in (None, (last.drill, last.position)):
            return Refusal.GRADED_SINCE
        found = await self._store.load(last.drill)
        if last.entry not in self._deck.by_id:
            return Refusal.UNKNOWN
        card = next(card for card in found.cards if card.position == last.position)
        await self._store.reopen(found, card, at, fresh=fresh)
        return await self._timing.watch(await self._store.load(last.drill))
