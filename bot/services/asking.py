"""What a drill asks next."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from bot.domain.knowledge import Deck
from bot.domain.mock import draw
from bot.domain.quiz import Card, Kind, Mode, Plan, Question, in_order
from bot.services.reviewing import Reviewing
from bot.storage.drills import DrillStore
from bot.storage.people import PeopleStore


class Asking:
    """Chooses questions.

    Args:
        deck: where the entries come from.
        store: what was asked before.
        people: how they want to answer.
        reviewing: what is due, and what is remembered.
        random: the source of chance.
    """

    def __init__(
        self,
        deck: Deck,
        store: DrillStore,
        people: PeopleStore,
        reviewing: Reviewing,
        random: Random,
    ) -> None:
        self._deck = deck
        self._store = store
        self._people = people
        self._reviewing = reviewing
        self._random = random

    async def for_interview(self, person: str, number: int, at: datetime) -> tuple[str, ...]:
        """Draw the entries of a mock interview, weighted to what is weak or new."""
        memories = await self._reviewing.memories(person)
        return draw(self._deck, memories, number, at, self._random)

    async def for_quiz(self, chat: str, pool: Sequence[str]) -> tuple[str, ...]:
        """Put entries in order: what this chat was asked least often comes first."""
        return in_order(pool, await self._store.times_asked(chat), self._random)

    async def next(self, plan: Plan, asked: Sequence[Card], at: datetime) -> Question | None:
        """Choose what to ask next, and how it is to be answered; None if nothing is left."""
        entry = await self._next_entry(plan, [card.entry for card in asked], at)
        if entry is None:
            return None
        mode = (await self._people.preferences(plan.person)).mode
        pickable = mode is not Mode.CHOOSE or bool(self._deck.by_id[entry].choice)
        return Question(entry, mode if pickable else Mode.REVEAL)

    async def _next_entry(self, plan: Plan, asked: Sequence[str], at: datetime) -> str | None:
        pool = [entry for entry in plan.pool if entry in self._deck.by_id]
        if plan.kind is Kind.REVIEW:
            due = await self._reviewing.due(plan.person, at)
            pool = [entry for entry in due if entry in pool]
        return next((entry for entry in pool if entry not in asked), None)
