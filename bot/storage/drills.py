"""Drills in the database; every change names the state it expects, so a repeat does nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from bot.domain.quiz import Card, Drill, Grade, Mode, Plan, Question, Settlement
from bot.storage.attempts import Schedule, change, is_latest, record, take_back
from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.drill_rows import card_row, drill_row, find_drill, find_open
from bot.storage.prepared import Prepared
from bot.storage.tables import drill_cards, drills

_TIMES_ASKED: Final = Prepared(
    select(drill_cards.c.entry, func.count().label("times"))
    .join(drills, drills.c.id == drill_cards.c.drill)
    .where(drills.c.chat == bindparam("in_chat"))
    .group_by(drill_cards.c.entry)
)
_START: Final = Prepared(insert(drills).returning(drills.c.id))
_ASK: Final = Prepared(insert(drill_cards))
_CARD: Final = (
    update(drill_cards)
    .where(drill_cards.c.drill == bindparam("its_id"))
    .where(drill_cards.c.position == bindparam("its_position"))
)
_HINT: Final = Prepared(_CARD.where(drill_cards.c.hints == bindparam("hints_before")))
_UNTOLD: Final = Prepared(_CARD.where(drill_cards.c.revealed_at.is_(None)))
_PICK: Final = Prepared(
    _CARD.where(drill_cards.c.revealed_at.is_(None)).where(
        drill_cards.c.answer.is_not_distinct_from(bindparam("answer_before"))
    )
)
_SETTLE: Final = Prepared(_CARD.where(drill_cards.c.outcome.is_(None)))
_GRADED: Final = Prepared(_CARD.where(drill_cards.c.outcome == bindparam("outcome_before")))
_DRILL: Final = update(drills).where(drills.c.id == bindparam("its_id"))
_END: Final = Prepared(_DRILL)
_END_ONCE: Final = Prepared(_DRILL.where(drills.c.ended_at.is_(None)))
_END_OTHERS: Final = Prepared(
    update(drills)
    .where(drills.c.chat == bindparam("in_chat"), drills.c.person == bindparam("of_person"))
    .where(drills.c.ended_at.is_(None))
)


class DrillStore:
    """Reads and writes drills and their cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def start(self, plan: Plan, first: Question, at: datetime) -> int:
        """Begin a drill with its first question; end the one this person had open here.

        Returns:
            The id of the new drill.
        """
        async with self._database.begin() as connection:
            await _end_others(connection, plan.chat, plan.person, at)
            drill = int((await connection.execute(_START, drill_row(plan, at))).scalar_one())
            await connection.execute(_ASK, card_row(drill, 1, first, at))
        return drill

    async def find(self, drill: int) -> Drill | None:
        async with self._database.connect() as connection:
            return await find_drill(connection, drill)

    async def load(self, drill: int) -> Drill:
        """Return a drill that is known to be there.

        Raises:
            LookupError: it is gone.
        """
        found = await self.find(drill)
        if found is None:
            raise LookupError(f"drill {drill} vanished while it was used")
        return found

    async def open_here(self, chat: str, person: str) -> Drill | None:
        """Return the drill that this person has open in this chat."""
        async with self._database.connect() as connection:
            return await find_open(connection, chat, person)

    async def times_asked(self, chat: str) -> Mapping[str, int]:
        """Return how often each entry was asked in this chat."""
        async with self._database.connect() as connection:
            rows = await connection.execute(_TIMES_ASKED, {"in_chat": chat})
            return {row.entry: row.times for row in rows}

    async def hint(self, drill: int, position: int, given: int) -> None:
        """Count a hint, if ``given`` hints were given before."""
        await self._change(_HINT, drill, position, hints_before=given, hints=given + 1)

    async def reveal(self, drill: int, position: int, at: datetime) -> None:
        """Note that the answer was shown."""
        await self._change(_UNTOLD, drill, position, revealed_at=at)

    async def ask_anew(self, drill: int, position: int, at: datetime) -> None:
        """Let the time of a question begin now, unless its answer was shown."""
        await self._change(_UNTOLD, drill, position, asked_at=at)

    async def said_then(self, chat: str, person: str, at: datetime) -> bool:
        """Tell whether what this person said here at a moment was the answer to a question."""
        query = (
            select(drill_cards.c.drill)
            .join(drills, drills.c.id == drill_cards.c.drill)
            .where(drills.c.chat == chat, drills.c.person == person)
            .where(drill_cards.c.mode == Mode.TYPE)
            .where(or_(drill_cards.c.answered_at == at, drill_cards.c.revealed_at == at))
            .limit(1)
        )
        async with self._database.connect() as connection:
            return await connection.scalar(query) is not None

    async def pick(self, drill: int, card: Card, picks: str) -> None:
        """Keep which options are picked, if they are what they were in ``card``."""
        await self._change(_PICK, drill, card.position, answer_before=card.answer, answer=picks)

    async def settle(
        self,
        drill: Drill,
        settled: Settlement,
        following: Question | None,
        schedule: Schedule | None = None,
    ) -> bool:
        """Store a grade or a skip, and the next question with it or else the drill's end.

        Args:
            drill: the drill; its last question is the one that is settled.
            settled: how.
            following: the next question.
            schedule: what is remembered after the grade; None for a skip.

        Returns:
            False if the card was settled already; then nothing changes.
        """
        card = drill.cards[-1]
        values: dict[str, Any] = {"outcome": settled.outcome, "answered_at": settled.at}
        if settled.answer is not None:
            values |= {"answer": settled.answer, "revealed_at": settled.at}
        async with self._database.begin() as connection:
            if not await _changed(connection, _SETTLE, drill.id, card.position, values):
                return False
            if schedule is not None:
                await record(connection, drill, card, settled, schedule)
            if following is None:
                await _set_end(connection, drill.id, settled.at)
            else:
                asked = card_row(drill.id, card.position + 1, following, settled.at)
                await connection.execute(_ASK, asked)
        return True

    async def regrade(self, drill: Drill, card: Card, grade: Grade, schedule: Schedule) -> bool:
        """Grade an answer anew.

        Returns:
            False if it has another grade by now, or the entry was graded again since.
        """
        values = {"outcome_before": card.outcome, "outcome": grade}
        async with self._database.begin() as connection:
            if not await is_latest(connection, drill, card):
                return False
            if not await _changed(connection, _GRADED, drill.id, card.position, values):
                return False
            await change(connection, drill, card, grade, schedule)
        return True

    async def reopen(self, drill: Drill, card: Card, at: datetime, *, fresh: bool = False) -> bool:
        """Take a grade back: the question is open again, and what was asked after it is not.

        Args:
            drill: the drill.
            card: the question.
            at: when what this person has open here else ends.
            fresh: whether the answer is taken back, too, as if it were asked now.

        Returns:
            False if the question is open already.
        """
        values: dict[str, str | datetime | None] = {"outcome": None, "answered_at": None}
        values["outcome_before"] = card.outcome
        if fresh:
            values |= {"answer": None, "revealed_at": None, "asked_at": at}
        later = and_(drill_cards.c.drill == drill.id, drill_cards.c.position > card.position)
        async with self._database.begin() as connection:
            if not await _changed(connection, _GRADED, drill.id, card.position, values):
                return False
            await take_back(connection, drill, card)
            await connection.execute(delete(drill_cards).where(later))
            await _end_others(connection, drill.chat, drill.person, at)
            await _set_end(connection, drill.id, None)
        return True

    async def end(self, drill: int, at: datetime) -> bool:
        """End a drill once; return False if it had ended already."""
        ending = {"its_id": drill, "ended_at": at}
        async with self._database.begin() as connection:
            return bool((await connection.execute(_END_ONCE, ending)).rowcount)

    async def _change(
        self, statement: Prepared, drill: int, position: int, **values: object
    ) -> None:
        async with self._database.begin() as connection:
            await _changed(connection, statement, drill, position, values)


async def _changed(
    connection: Connection,
    statement: Prepared,
    drill: int,
    position: int,
    values: Mapping[str, object],
) -> bool:
    """Change a card; tell whether it was as the statement expects."""
    where = {"its_id": drill, "its_position": position}
    return bool((await connection.execute(statement, {**where, **values})).rowcount)


async def _end_others(connection: Connection, chat: str, person: str, at: datetime) -> None:
    """End what this person has open here: there is one drill at a time."""
    here = {"in_chat": chat, "of_person": person, "ended_at": at}
    await connection.execute(_END_OTHERS, here)


async def _set_end(connection: Connection, drill: int, at: datetime | None) -> None:
    await connection.execute(_END, {"its_id": drill, "ended_at": at})
