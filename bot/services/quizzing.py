"""Drills: what a person may do with one, checked against what is stored."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from bot.domain.choosing import (
    Offer,
    offered,
    read_picks,
    score_picks,
    write_picks,
)
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.mock import draw
from bot.domain.quiz import (
    SKIPPED,
    Card,
    Drill,
    Grade,
    Kind,
    Mode,
    Move,
    Order,
    Plan,
    Question,
    Refusal,
    Settlement,
    earned,
    next_entry,
)
from bot.domain.review import Memory, schedule
from bot.domain.scoring.scorer import MOST_CHARACTERS
from bot.services.reviewing import Reviewing
from bot.services.scoring import Scoring
from bot.storage.attempts import AttemptStore, Schedule
from bot.storage.drills import DrillStore
from bot.storage.people import PeopleStore


class Quizzing:
    """Runs drills.

    Args:
        deck: where the entries come from.
        store: where drills are kept.
        attempts: where graded answers are.
        people: how they want to answer.
        reviewing: what is due.
        scoring: what typed answers are worth.
        random: the source of chance.
    """

    def __init__(
        self,
        deck: Deck,
        store: DrillStore,
        attempts: AttemptStore,
        people: PeopleStore,
        reviewing: Reviewing,
        scoring: Scoring,
        random: Random,
    ) -> None:
        self._deck = deck
        self._store = store
        self._attempts = attempts
        self._people = people
        self._reviewing = reviewing
        self._scoring = scoring
        self._random = random

    async def quiz(
        self, chat: str, person: str, language: Language, order: Order, at: datetime
    ) -> Drill:
        """Begin a quiz on what was ordered."""
        plan = Plan(chat, person, language, Kind.QUIZ, order.pool, order.length)
        return await self.start(plan, at)

    async def start(self, plan: Plan, at: datetime) -> Drill:
        """Begin a drill; the one this person had open in this chat ends."""
        first = await self._next(plan, (), at)
        if first is None:
            raise ValueError("an order must hold at least one entry")
        return await self._load(await self._store.start(plan, first, at))

    async def interview(
        self, chat: str, person: str, language: Language, number: int, at: datetime
    ) -> Drill:
        """Begin a mock interview of so many questions, weighted to what is weak or new."""
        memories = await self._reviewing.memories(person)
        pool = draw(self._deck, memories, number, at, self._random)
        return await self.start(Plan(chat, person, language, Kind.MOCK, pool, len(pool)), at)

    async def open_here(self, chat: str, person: str) -> Drill | None:
        """Return the drill that this person can go on with in this chat."""
        drill = await self._store.open_here(chat, person)
        if drill is None or drill.current is None or drill.current.entry not in self._deck.by_id:
            return None
        return drill

    async def waiting(self, chat: str, person: str) -> Drill | None:
        """Return the drill whose open question waits for this person to type the answer here."""
        drill = await self.open_here(chat, person)
        card = drill.current if drill else None
        waits = card is not None and card.mode is Mode.TYPE and not card.revealed
        return drill if waits else None

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

    async def pick(self, drill: int, position: int, person: str, option: int, at: datetime) -> Move:
        """Pick an option of the open question, which answers it, unless several are right.

        Args:
            drill: the drill's id.
            position: of the question.
            person: who picks.
            option: the option's place, from 0; where several are right and it is picked already,
                it is put back.
            at: when.
        """
        move = await self._check_choice(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
        offer = offered(drill, card, self._deck.by_id[card.entry])
        if option >= len(offer.options):
            return Refusal.UNKNOWN
        if not offer.several:
            return await self._answer_choice(move, offer, frozenset({option}), at)
        picks = read_picks(card.answer) ^ {option}
        await self._store.pick(drill, card, write_picks(picks))
        return await self._load(drill)

    async def submit(self, drill: int, position: int, person: str, at: datetime) -> Move:
        """Answer the open question with the options that are picked."""
        move = await self._check_choice(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
        picks = read_picks(card.answer)
        if not picks:
            return Refusal.NOTHING_PICKED
        offer = offered(drill, card, self._deck.by_id[card.entry])
        return await self._answer_choice(move, offer, picks, at)

    async def _check_choice(self, drill: int, position: int, person: str) -> Move:
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
        if card.revealed:
            return Refusal.REVEALED
        if card.mode is not Mode.CHOOSE or not self._deck.by_id[card.entry].choice:
            return Refusal.UNKNOWN
        return move

    async def _answer_choice(
        self, drill: Drill, offer: Offer, picks: frozenset[int], at: datetime
    ) -> Move:
        score = score_picks(offer, picks)
        settled = Settlement(earned(score), at, write_picks(picks), score)
        return await self._settle(drill, settled)

    async def answer(self, drill: int, position: int, person: str, text: str, at: datetime) -> Move:
        """Score a typed answer to the open question, grade it accordingly, and go on."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
        if card.revealed:
            return Refusal.REVEALED
        text = text[:MOST_CHARACTERS]
        scorer = await self._scoring.scorer()
        score = scorer.score(self._deck.by_id[card.entry], text).share
        return await self._settle(move, Settlement(earned(score), at, text, score))

    async def skip(self, drill: int, position: int, person: str, at: datetime) -> Move:
        """Leave the open question without a grade and go on."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        return await self._settle(move, Settlement(SKIPPED, at))

    async def grade(
        self, drill: int, position: int, person: str, grade: Grade, at: datetime
    ) -> Move:
        """Store how well the open question was recalled, schedule its entry, and go on."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        if not move.cards[-1].revealed:
            return Refusal.NOT_REVEALED
        return await self._settle(move, Settlement(grade, at))

    async def regrade(self, drill: int, position: int, person: str, grade: Grade) -> Move:
        """Grade an answer anew, as of when it was given; the drill goes on as it was."""
        found = await self._find(drill, person)
        if isinstance(found, Refusal):
            return found
        card = next((card for card in found.cards if card.position == position), None)
        if card is None or card.outcome not in tuple(Grade) or card.answered_at is None:
            return Refusal.UNKNOWN
        if card.outcome != grade:
            anew = await self._schedule(person, grade, card.answered_at)
            if not await self._store.regrade(found, card, grade, anew):
                return Refusal.GRADED_SINCE
        return await self._load(drill)

    async def undo(
        self, person: str, at: datetime, *, only: tuple[int, int] | None = None, fresh: bool = False
    ) -> Move:
        """Take back the last grade that this person gave; its question is open again.

        Args:
            person: whose grade.
            at: now.
            only: drill and position of the question that it has to be.
            fresh: whether the answer is taken back with it, as if none had been given.
        """
        last = await self._attempts.last(person)
        if last is None:
            return Refusal.NOTHING_GRADED
        if only not in (None, (last.drill, last.position)):
            return Refusal.GRADED_SINCE
        found = await self._load(last.drill)
        if last.entry not in self._deck.by_id:
            return Refusal.UNKNOWN
        card = next(card for card in found.cards if card.position == last.position)
        await self._store.reopen(found, card, at, fresh=fresh)
        return await self._load(last.drill)

    async def stop(self, drill: int, person: str, at: datetime) -> Move:
        """End a drill before its last question."""
        found = await self._find(drill, person)
        if isinstance(found, Refusal):
            return found
        if not await self._store.end(drill, at):
            return Refusal.ENDED
        return await self._load(drill)

    async def _find(self, drill: int, person: str) -> Move:
        found = await self._store.find(drill)
        if found is None:
            return Refusal.UNKNOWN
        return found if found.person == person else Refusal.ANOTHERS

    async def _check(self, drill: int, position: int, person: str) -> Move:
        found = await self._find(drill, person)
        if isinstance(found, Refusal):
            return found
        if found.ended:
            return Refusal.ENDED
        if found.current is None or found.current.position != position:
            return Refusal.PAST
        if found.current.entry not in self._deck.by_id:
            return Refusal.UNKNOWN
        return found

    async def _settle(self, drill: Drill, settled: Settlement) -> Move:
        following = None
        if len(drill.cards) < drill.length:
            following = await self._next(drill, drill.cards, settled.at)
        after: Schedule | None = None
        if settled.outcome != SKIPPED:
            after = await self._schedule(drill.person, Grade(settled.outcome), settled.at)
        if not await self._store.settle(drill, settled, following, after):
            return Refusal.PAST
        return await self._load(drill.id)

    async def _schedule(self, person: str, grade: Grade, at: datetime) -> Schedule:
        zone = self._reviewing.zone_of(await self._people.preferences(person))

        def after(before: Memory | None) -> Memory:
            return schedule(before, grade, at, zone, self._random)

        return after

    async def _next(self, plan: Plan, asked: Sequence[Card], at: datetime) -> Question | None:
        """Choose what to ask next, and how it is to be answered; None if nothing is left."""
        in_drill = [card.entry for card in asked]
        pool = [entry for entry in plan.pool if entry in self._deck.by_id]
        match plan.kind:
            case Kind.QUIZ:
                times = await self._store.times_asked(plan.chat)
                entry = next_entry(pool, times, in_drill, self._random)
            case Kind.REVIEW:
                due = await self._reviewing.due(plan.person, at)
                entry = next((e for e in due if e in pool and e not in in_drill), None)
            case Kind.MOCK:
                entry = next((e for e in pool if e not in in_drill), None)
        if entry is None:
            return None
        mode = (await self._people.preferences(plan.person)).mode
        pickable = mode is not Mode.CHOOSE or bool(self._deck.by_id[entry].choice)
        return Question(entry, mode if pickable else Mode.REVEAL)

    async def _load(self, drill: int) -> Drill:
        found = await self._store.find(drill)
        if found is None:
            raise LookupError(f"drill {drill} vanished while it was used")
        return found
