"""Drills in the database; every change names the state it expects, so a repeat does nothing."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Insert, and_, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.language import Language
from bot.domain.quiz import Card, Drill, Order
from bot.storage.tables import drill_cards, drills


class DrillStore:
    """Reads and writes drills and their cards."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def start(
        self, chat: str, person: str, language: Language, order: Order, first: str, at: datetime
    ) -> int:
        """Begin a drill with its first question; end the one this person had open here.

        Returns:
            The id of the new drill.
        """
        here = and_(drills.c.chat == chat, drills.c.person == person, drills.c.ended_at.is_(None))
        new = insert(drills).values(
            chat=chat,
            person=person,
            language=language.value,
            pool=list(order.pool),
            length=order.length,
            started_at=at,
        )
        async with self._engine.begin() as connection:
            await connection.execute(update(drills).where(here).values(ended_at=at))
            drill = int((await connection.execute(new.returning(drills.c.id))).scalar_one())
            await connection.execute(_card(drill, 1, first, at))
        return drill

    async def find(self, drill: int) -> Drill | None:
        async with self._engine.connect() as connection:
            return await self._find(connection, drill)

    async def open_here(self, chat: str, person: str) -> Drill | None:
        """Return the drill that this person has open in this chat."""
        query = (
            select(drills.c.id)
            .where(drills.c.chat == chat, drills.c.person == person, drills.c.ended_at.is_(None))
            .order_by(drills.c.id.desc())
            .limit(1)
        )
        async with self._engine.connect() as connection:
            found = await connection.scalar(query)
            return await self._find(connection, found) if found is not None else None

    async def times_asked(self, chat: str) -> Mapping[str, int]:
        """Return how often each entry was asked in this chat."""
        query = (
            select(drill_cards.c.entry, func.count().label("times"))
            .join(drills, drills.c.id == drill_cards.c.drill)
            .where(drills.c.chat == chat)
            .group_by(drill_cards.c.entry)
        )
        async with self._engine.connect() as connection:
            return {row.entry: row.times for row in await connection.execute(query)}

    async def hint(self, drill: int, position: int, given: int) -> None:
        """Count a hint, if ``given`` hints were given before."""
        await self._change(drill, position, drill_cards.c.hints == given, hints=given + 1)

    async def reveal(self, drill: int, position: int, at: datetime) -> None:
        """Note that the answer was shown."""
        await self._change(drill, position, drill_cards.c.revealed_at.is_(None), revealed_at=at)

    async def settle(
        self, drill: int, position: int, outcome: str, next_entry: str | None, at: datetime
    ) -> bool:
        """Store a grade or a skip, and the next question with it or else the drill's end.

        Returns:
            False if the card was settled already; then nothing changes.
        """
        settled = update(drill_cards).values(outcome=outcome, answered_at=at)
        settled = settled.where(_at(drill, position), drill_cards.c.outcome.is_(None))
        async with self._engine.begin() as connection:
            if not (await connection.execute(settled)).rowcount:
                return False
            if next_entry is None:
                await connection.execute(
                    update(drills).where(drills.c.id == drill).values(ended_at=at)
                )
            else:
                await connection.execute(_card(drill, position + 1, next_entry, at))
        return True

    async def end(self, drill: int, at: datetime) -> bool:
        """End a drill once; return False if it had ended already."""
        statement = (
            update(drills)
            .where(drills.c.id == drill, drills.c.ended_at.is_(None))
            .values(ended_at=at)
        )
        async with self._engine.begin() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def _change(
        self, drill: int, position: int, expected: ColumnElement[bool], **values: object
    ) -> bool:
        statement = update(drill_cards).where(and_(_at(drill, position), expected)).values(**values)
        async with self._engine.begin() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def _find(self, connection: AsyncConnection, drill: int) -> Drill | None:
        row = (await connection.execute(select(drills).where(drills.c.id == drill))).one_or_none()
        if row is None:
            return None
        cards = await connection.execute(
            select(drill_cards).where(drill_cards.c.drill == drill).order_by(drill_cards.c.position)
        )
        return Drill(
            id=row.id,
            chat=row.chat,
            person=row.person,
            language=Language(row.language),
            pool=tuple(row.pool),
            length=row.length,
            ended=row.ended_at is not None,
            cards=tuple(
                Card(
                    position=card.position,
                    entry=card.entry,
                    hints=card.hints,
                    revealed=card.revealed_at is not None,
                    outcome=card.outcome,
                )
                for card in cards
            ),
        )


def _card(drill: int, position: int, entry: str, at: datetime) -> Insert:
    return insert(drill_cards).values(
        drill=drill, position=position, entry=entry, asked_at=at, hints=0
    )


def _at(drill: int, position: int) -> ColumnElement[bool]:
    return and_(drill_cards.c.drill == drill, drill_cards.c.position == position)
