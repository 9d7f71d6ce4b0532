"""What somebody is to meet again today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.days import day_start, study_day
from bot.domain.knowledge import Deck
from bot.domain.review import Memory, most_forgotten
from bot.storage.attempts import AttemptStore
from bot.storage.cards import CardStore
from bot.storage.people import PeopleStore, Preferences


@dataclass(frozen=True)
class Queue:
    """What is due.

    Args:
        due: the entries, the most forgotten first.
        left: how many of them may still come today.
        next_due: when the next entry falls due that is not yet; None if none is going to.
    """

    due: tuple[str, ...]
    left: int
    next_due: datetime | None

    @property
    def today(self) -> int:
        """How many are to be reviewed today."""
        return min(self.left, len(self.due))


class Reviewing:
    """Tells what is due.

    Args:
        deck: where the entries are; what it does not hold is never due, nor counted.
        cards: what people remember.
        attempts: what they have graded.
        people: their choices.
        zone: where the days of those begin who have not chosen a time zone.
    """

    def __init__(
        self,
        deck: Deck,
        cards: CardStore,
        attempts: AttemptStore,
        people: PeopleStore,
        zone: ZoneInfo,
    ) -> None:
        self._deck = deck
        self._cards = cards
        self._attempts = attempts
        self._people = people
        self._zone = zone

    async def queue(self, person: str, at: datetime) -> Queue:
        """Return what is due now, and how much of it today's cap still allows."""
        chosen = await self._people.preferences(person)
        zone = self.zone_of(chosen)
        today = day_start(study_day(at, zone), zone)
        reviewed = await self._attempts.reviewed(person, today)
        done = sum(entry in self._deck.by_id for entry in reviewed)
        due = await self.due(person, at)
        coming = await self._cards.coming(person, at)
        next_due = next((due for entry, due in coming if entry in self._deck.by_id), None)
        return Queue(due, max(0, chosen.daily_cap - done), next_due)

    async def due(self, person: str, at: datetime) -> tuple[str, ...]:
        """Return the entries that are due, the most forgotten first."""
        due = await self._cards.due(person, at)
        return tuple(entry for entry in most_forgotten(due, at) if entry in self._deck.by_id)

    async def memories(self, person: str) -> Mapping[str, Memory]:
        """Return what this person remembers, by entry."""
        return await self._cards.memories(person)

    def zone_of(self, chosen: Preferences) -> ZoneInfo:
        """Return where the days of somebody with these choices begin."""
        return chosen.timezone or self._zone
