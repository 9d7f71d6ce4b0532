"""Drills in the database; every change names the state it expects, so a repeat does nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.domain.language import Language
from bot.domain.quiz import Card, Drill, Grade, Kind, Mode, Plan, Question, Settlement
from bot.storage.attempts import Schedule, change, is_latest, record, take_back
from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import attempts, drill_cards, drills

# Statements that are needed often are built once (docs/decisions/sqlite.md).
_OPEN_HERE: Final = Prepared(
    select(drills.c.id)
    .where(drills.c.chat == bindparam("in_chat"), drills.c.person == bindparam("of_person"))
    .where(drills.c.ended_at.is_(None))
    .order_by(drills.c.id.desc())
    .limit(1)
)
_TIMES_ASKED: Final = Prepared(
    select(drill_cards.c.entry, func.count().label("times"))
    .join(drills, drills.c.id == drill_cards.c.drill)
    .where(drills.c.chat == bindparam("in_chat"))
    .group_by(drill_cards.c.entry)
)
_DRILL: Final = Prepared(select(drills).where(drills.c.id == bindparam("its_id")))
_CARDS: Final = Prepared(
    select(drill_cards, attempts.c.score, attempts.c.due, attempts.c.lapses)
    .outerjoin(
        attempts,
        and_(
            attempts.c.drill == drill_cards.c.drill, attempts.c.position == drill_cards.c.position
        ),
    )
    .where(drill_cards.c.drill == bindparam("its_id"))
    .order_by(drill_cards.c.position)
)
_ASK: Final = Prepared(insert(drill_cards))
_SETTLE: Final = Prepared(
    update(drill_cards)
    .where(drill_cards.c.drill == bindparam("its_id"))
    .where(drill_cards.c.position == bindparam("its_position"))
    .where(drill_cards.c.outcome.is_(None))
)
_END: Final = Prepared(update(drills).where(drills.c.id == bindparam("its_id")))


class DrillStore:
    """Reads and writes drills and their cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def start(self, plan: Plan, first: Question, at: datetime) -> int:
        """Begin a drill with its first question; end the one this person had open here.

        Returns:
            The id of the new drill.
        """
        statement = insert(drills).values(
            chat=plan.chat,
            person=plan.person,
            language=plan.language,
            kind=plan.kind,
            pool=list(plan.pool),
            length=plan.length,
            started_at=at,
        )
        async with self._database.begin() as connection:
            await _end_others(connection, plan.chat, plan.person, at)
            drill = int((await connection.execute(statement.returning(drills.c.id))).scalar_one())
            await connection.execute(_ASK, _card(drill, 1, first, at))
        return drill

    async def find(self, drill: int) -> Drill | None:
        async with self._database.connect() as connection:
            return await self._find(connection, drill)

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
        here = {"in_chat": chat, "of_person": person}
        async with self._database.connect() as connection:
            found = await connection.scalar(_OPEN_HERE, here)
            return await self._find(connection, found) if found is not None else None

    async def times_asked(self, chat: str) -> Mapping[str, int]:
        """Return how often each entry was asked in this chat."""
        async with self._database.connect() as connection:
            rows = await connection.execute(_TIMES_ASKED, {"in_chat": chat})
            return {row.entry: row.times for row in rows}

    async def hint(self, drill: int, position: int, given: int) -> None:
        """Count a hint, if ``given`` hints were given before."""
        await self._change(drill, position, drill_cards.c.hints == given, hints=given + 1)

    async def reveal(self, drill: int, position: int, at: datetime) -> None:
        """Note that the answer was shown."""
        await self._change(drill, position, drill_cards.c.revealed_at.is_(None), revealed_at=at)

    async def ask_anew(self, drill: int, position: int, at: datetime) -> None:
        """Let the time of a question begin now, unless its answer was shown."""
        await self._change(drill, position, drill_cards.c.revealed_at.is_(None), asked_at=at)

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
        unchanged = drill_cards.c.answer.is_not_distinct_from(card.answer)
        untold = and_(unchanged, drill_cards.c.revealed_at.is_(None))
        await self._change(drill, card.position, untold, answer=picks)

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
        values: dict[str, Any] = {"its_id": drill.id, "its_position": card.position}
        values |= {"outcome": settled.outcome, "answered_at": settled.at}
        if settled.answer is not None:
            values |= {"answer": settled.answer, "revealed_at": settled.at}
        async with self._database.begin() as connection:
            if not (await connection.execute(_SETTLE, values)).rowcount:
                return False
            if schedule is not None:
                await record(connection, drill, card, settled, schedule)
            if following is None:
                await _set_end(connection, drill.id, settled.at)
            else:
                asked = _card(drill.id, card.position + 1, following, settled.at)
                await connection.execute(_ASK, asked)
        return True

    async def regrade(self, drill: Drill, card: Card, grade: Grade, schedule: Schedule) -> bool:
        """Grade an answer anew.

        Returns:
            False if it has another grade by now, or the entry was graded again since.
        """
        statement = update(drill_cards).values(outcome=grade)
        statement = statement.where(
            _at(drill.id, card.position), drill_cards.c.outcome == card.outcome
        )
        async with self._database.begin() as connection:
            if not await is_latest(connection, drill, card):
                return False
            if not (await connection.execute(statement)).rowcount:
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
        here = _at(drill.id, card.position)
        values: dict[str, datetime | None] = {"outcome": None, "answered_at": None}
        if fresh:
            values |= {"answer": None, "revealed_at": None, "asked_at": at}
        opened = update(drill_cards).values(**values)
        opened = opened.where(here, drill_cards.c.outcome == card.outcome)
        later = and_(drill_cards.c.drill == drill.id, drill_cards.c.position > card.position)
        async with self._database.begin() as connection:
            if not (await connection.execute(opened)).rowcount:
                return False
            await take_back(connection, drill, card)
            await connection.execute(delete(drill_cards).where(later))
            await _end_others(connection, drill.chat, drill.person, at)
            await _set_end(connection, drill.id, None)
        return True

    async def end(self, drill: int, at: datetime) -> bool:
        """End a drill once; return False if it had ended already."""
        statement = (
            update(drills)
            .where(drills.c.id == drill, drills.c.ended_at.is_(None))
            .values(ended_at=at)
        )
        async with self._database.begin() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def _change(
        self, drill: int, position: int, expected: ColumnElement[bool], **values: object
    ) -> bool:
        statement = update(drill_cards).where(and_(_at(drill, position), expected)).values(**values)
        async with self._database.begin() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def _find(self, connection: Connection, drill: int) -> Drill | None:
        row = (await connection.execute(_DRILL, {"its_id": drill})).one_or_none()
        if row is None:
            return None
        asked = await connection.execute(_CARDS, {"its_id": drill})
        return Drill(
            id=row.id,
            kind=Kind(row.kind),
            chat=row.chat,
            person=row.person,
            language=Language(row.language),
            pool=tuple(row.pool),
            length=row.length,
            ended=row.ended_at is not None,
            cards=tuple(_read_card(card) for card in asked),
        )


def _read_card(row: Row[Any]) -> Card:
    return Card(
        position=row.position,
        entry=row.entry,
        asked_at=row.asked_at,
        mode=Mode(row.mode),
        hints=row.hints,
        revealed_at=row.revealed_at,
        answer=row.answer,
        outcome=row.outcome,
        answered_at=row.answered_at,
        score=row.score,
        due=row.due,
        lapses=row.lapses or 0,
    )


async def _end_others(connection: Connection, chat: str, person: str, at: datetime) -> None:
    """End what this person has open here: there is one drill at a time."""
    here = and_(drills.c.chat == chat, drills.c.person == person, drills.c.ended_at.is_(None))
    await connection.execute(update(drills).where(here).values(ended_at=at))


async def _set_end(connection: Connection, drill: int, at: datetime | None) -> None:
    await connection.execute(_END, {"its_id": drill, "ended_at": at})


def _card(drill: int, position: int, question: Question, at: datetime) -> dict[str, Any]:
    return {
        "drill": drill,
        "position": position,
        "entry": question.entry,
        "mode": question.mode,
        "asked_at": at,
        "hints": 0,
    }


def _at(drill: int, position: int) -> ColumnElement[bool]:
    return and_(drill_cards.c.drill == drill, drill_cards.c.position == position)
