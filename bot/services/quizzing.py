"""Drills: what a person may do with one, checked against what is stored."""

from datetime import datetime

from bot.domain.choosing import Offer, offered, read_picks, score_picks, write_picks
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.mock import takes_text
from bot.domain.order import Order
from bot.domain.quiz import (
    SKIPPED,
    Drill,
    Grade,
    Kind,
    Mode,
    Move,
    Plan,
    Refusal,
    Settlement,
    earned,
    owned,
)
from bot.domain.scoring.scorer import MOST_CHARACTERS
from bot.services.asking import Asking
from bot.services.grading import Grading
from bot.services.scoring import Scoring
from bot.services.timing import Timing
from bot.storage.attempts import Schedule
from bot.storage.drills import DrillStore


class Quizzing:
    """Runs drills.

    Args:
        deck: where the entries come from.
        store: where drills are kept.
        asking: chooses what comes next.
        grading: schedules entries by their grades.
        scoring: what typed answers are worth.
        timing: keeps the time in interviews.
    """

    def __init__(
        self,
        deck: Deck,
        store: DrillStore,
        asking: Asking,
        grading: Grading,
        scoring: Scoring,
        timing: Timing,
    ) -> None:
        self._deck = deck
        self._store = store
        self._asking = asking
        self._grading = grading
        self._scoring = scoring
        self._timing = timing

    async def quiz(
        self, chat: str, person: str, language: Language, order: Order, at: datetime
    ) -> Drill:
        """Begin a quiz on what was ordered."""
        pool = await self._asking.for_quiz(chat, order.pool)
        return await self.start(Plan(chat, person, language, Kind.QUIZ, pool, order.length), at)

    async def start(self, plan: Plan, at: datetime) -> Drill:
        """Begin a drill; the one this person had open in this chat ends."""
        first = await self._asking.next(plan, (), at)
        if first is None:
            raise ValueError("an order must hold at least one entry")
        drill = await self._store.load(await self._store.start(plan, first, at))
        return await self._timing.watch(drill)

    async def interview(
        self, chat: str, person: str, language: Language, number: int, at: datetime
    ) -> Drill:
        """Begin a mock interview of so many questions, weighted to what is weak or new."""
        pool = await self._asking.for_interview(person, number, at)
        return await self.start(Plan(chat, person, language, Kind.MOCK, pool, len(pool)), at)

    async def open_here(self, chat: str, person: str) -> Drill | None:
        """Return the drill that this person can go on with in this chat."""
        drill = await self._store.open_here(chat, person)
        if drill is None or drill.current is None or drill.current.entry not in self._deck.by_id:
            return None
        return drill

    async def was_answer(self, chat: str, person: str, at: datetime) -> bool:
        """Tell whether what this person said here at a moment was the answer to a question."""
        return await self._store.said_then(chat, person, at)

    async def look(self, drill: int, position: int, chat: str) -> Move:
        """Return a drill of this chat that has come to a position, whoever's it is."""
        found = await self._store.find(drill)
        if found is None or found.chat != chat:
            return Refusal.UNKNOWN
        entries = {card.position: card.entry for card in found.cards}
        return found if entries.get(position) in self._deck.by_id else Refusal.UNKNOWN

    async def hint(self, drill: int, position: int, person: str, *, most: int) -> Move:
        """Give one hint more for the open question, ``most`` in all."""
        move = await self._check_hidden(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
        if card.hints >= most:
            return Refusal.NO_MORE_HINTS
        await self._store.hint(drill, position, card.hints)
        return await self._store.load(drill)

    async def reveal(self, drill: int, position: int, person: str, at: datetime) -> Move:
        """Show the answer to the open question."""
        move = await self._check_hidden(drill, position, person)
        if isinstance(move, Refusal):
            return move
        await self._store.reveal(drill, position, at)
        return await self._timing.watch(await self._store.load(drill))

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
        return await self._store.load(drill)

    async def submit(
        self,
        drill: int,
        position: int,
        person: str,
        at: datetime,
        picks: frozenset[int] | None = None,
    ) -> Move:
        """Answer the open question with these options, or with those that are picked already."""
        move = await self._check_choice(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
        picks = read_picks(card.answer) if picks is None else picks
        if not picks:
            return Refusal.NOTHING_PICKED
        offer = offered(drill, card, self._deck.by_id[card.entry])
        return await self._answer_choice(move, offer, picks, at)

    async def _check_choice(self, drill: int, position: int, person: str) -> Move:
        move = await self._check_hidden(drill, position, person)
        if isinstance(move, Refusal):
            return move
        card = move.cards[-1]
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
        if not takes_text(move, at):
            return Refusal.REVEALED
        text = text[:MOST_CHARACTERS]
        scorer = await self._scoring.scorer()
        score = scorer.score(self._deck.by_id[move.cards[-1].entry], text).share
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

    async def stop(self, drill: int, person: str, at: datetime) -> Move:
        """End a drill before its last question."""
        found = owned(await self._store.find(drill), person)
        if isinstance(found, Refusal):
            return found
        if not await self._store.end(drill, at):
            return Refusal.ENDED
        return await self._timing.watch(await self._store.load(drill))

    async def _check(self, drill: int, position: int, person: str) -> Move:
        found = owned(await self._store.find(drill), person)
        if isinstance(found, Refusal):
            return found
        if found.ended:
            return Refusal.ENDED
        if found.current is None or found.current.position != position:
            return Refusal.PAST
        if found.current.entry not in self._deck.by_id:
            return Refusal.UNKNOWN
        return found

    async def _check_hidden(self, drill: int, position: int, person: str) -> Move:
        """Check as well that the answer to the open question is not shown yet."""
        move = await self._check(drill, position, person)
        if isinstance(move, Refusal):
            return move
        return Refusal.REVEALED if move.cards[-1].revealed else move

    async def _settle(self, drill: Drill, settled: Settlement) -> Move:
        following = None
        if len(drill.cards) < drill.length:
            following = await self._asking.next(drill, drill.cards, settled.at)
        after: Schedule | None = None
        if settled.outcome != SKIPPED:
            after = await self._grading.schedule(drill.person, Grade(settled.outcome), settled.at)
        if not await self._store.settle(drill, settled, following, after):
            return Refusal.PAST
        return await self._timing.watch(await self._store.load(drill.id))
