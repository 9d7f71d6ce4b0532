"""Drills: what a person may do with one, checked against what is stored."""

from datetime import datetime
from random import Random

from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.quiz import SKIPPED, Drill, Grade, Move, Order, Refusal, next_entry
from bot.storage.drills import DrillStore


class Quizzing:
    """Runs drills.

    Args:
        deck: where the entries come from.
        store: where drills are kept.
        random: the source of chance.
    """

    def __init__(self, deck: Deck, store: DrillStore, random: Random) -> None:
        self._deck = deck
        self._store = store
        self._random = random

    async def start(
        self, chat: str, person: str, language: Language, order: Order, at: datetime
    ) -> Drill:
        """Begin a drill; the one this person had open in this chat ends."""
        asked = await self._store.times_asked(chat)
        first = next_entry(order.pool, asked, (), self._random)
        if first is None:
            raise ValueError("an order must hold at least one entry")
        number = await self._store.start(chat, person, language, order, first, at)
        return await self._load(number)

    async def open_here(self, chat: str, person: str) -> Drill | None:
        """Return the drill that this person can go on with in this chat."""
        drill = await self._store.open_here(chat, person)
        if drill is None or drill.current is None or drill.current.entry not in self._deck.by_id:
            return None
        return drill

    async def look(self, drill: int, position: int, chat: str) -> Move:
        """Return a drill of this chat that has come to a position, whoever's it is."""
        found = await self._store.find(drill)
        if found is None or found.chat != chat:
            return Refusal.UNKNOWN
        entries = {card.position: card.entry for card in found.cards}
        return found if entries.get(position) in self._deck.by_id else Refusal.UNKNOWN

    async def hint(self, drill: int, position: int, person: str, *, most: int) -> Move:
        """Give one hint more for the open question, ``most`` in all."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
        if card.revealed:
            return Refusal.REVEALED
        if card.hints >= most:
            return Refusal.NO_MORE_HINTS
        await self._store.hint(drill, position, card.hints)
        return await self._load(drill)

    async def reveal(self, drill: int, position: int, person: str, at: datetime) -> Move:
        """Show the answer to the open question."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        if move.cards[-1].revealed:
            return Refusal.REVEALED
        await self._store.reveal(drill, position, at)
        return await self._load(drill)

    async def skip(self, drill: int, position: int, person: str, at: datetime) -> Move:
        """Leave the open question without a grade and go on."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        return await self._settle(move, SKIPPED, at)

    async def grade(
        self, drill: int, position: int, person: str, grade: Grade, at: datetime
    ) -> Move:
        """Store how well the open question was recalled and go on."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        if not move.cards[-1].revealed:
            return Refusal.NOT_REVEALED
        return await self._settle(move, grade, at)

    async def stop(self, drill: int, person: str, at: datetime) -> Move:
        """End a drill before its last question."""
        found = await self._store.find(drill)
        if found is None:
            return Refusal.UNKNOWN
        if found.person != person:
            return Refusal.ANOTHERS
        if not await self._store.end(drill, at):
            return Refusal.ENDED
        return await self._load(drill)

    async def _check(self, drill: int, position: int, person: str) -> Move:
        found = await self._store.find(drill)
        if found is None:
            return Refusal.UNKNOWN
        if found.person != person:
            return Refusal.ANOTHERS
        if found.ended:
            return Refusal.ENDED
        if found.current is None or found.current.position != position:
            return Refusal.PAST
        if found.current.entry not in self._deck.by_id:
            return Refusal.UNKNOWN
        return found

    async def _settle(self, drill: Drill, outcome: str, at: datetime) -> Move:
        following = None
        if len(drill.cards) < drill.length:
            known = [entry for entry in drill.pool if entry in self._deck.by_id]
            asked = await self._store.times_asked(drill.chat)
            in_drill = [card.entry for card in drill.cards]
            following = next_entry(known, asked, in_drill, self._random)
        position = drill.cards[-1].position
        if not await self._store.settle(drill.id, position, outcome, following, at):
            return Refusal.PAST
        return await self._load(drill.id)

    async def _load(self, drill: int) -> Drill:
        found = await self._store.find(drill)
        if found is None:
            raise LookupError(f"drill {drill} vanished while it was used")
        return found
