"""Rows of drills and their cards, and the values that they stand for."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, select

from bot.domain.language import Language
from bot.domain.quiz import Card, Drill, Kind, Mode, Plan, Question
from bot.storage.connection import Connection
from bot.storage.prepared import Prepared
from bot.storage.tables import attempts, drill_cards, drills

_OPEN_HERE: Final = Prepared(
    select(drills.c.id)
    .where(drills.c.chat == bindparam("in_chat"), drills.c.person == bindparam("of_person"))
    .where(drills.c.ended_at.is_(None))
    .order_by(drills.c.id.desc())
    .limit(1)
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


async def find_open(connection: Connection, chat: str, person: str) -> Drill | None:
    """Return the drill that this person has open in this chat."""
    here = {"in_chat": chat, "of_person": person}
    found = await connection.scalar(_OPEN_HERE, here)
    return await find_drill(connection, found) if found is not None else None


async def find_drill(connection: Connection, drill: int) -> Drill | None:
    """Return a drill with what was asked in it."""
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
        cards=tuple(_card(card) for card in asked),
    )


def drill_row(plan: Plan, at: datetime) -> dict[str, Any]:
    """Return the row of a drill that begins."""
    return {
        "chat": plan.chat,
        "person": plan.person,
        "language": plan.language,
        "kind": plan.kind,
        "pool": list(plan.pool),
        "length": plan.length,
        "started_at": at,
    }


def card_row(drill: int, position: int, question: Question, at: datetime) -> dict[str, Any]:
    """Return the row of a question that is asked."""
    return {
        "drill": drill,
        "position": position,
        "entry": question.entry,
        "mode": question.mode,
        "asked_at": at,
        "hints": 0,
    }


def _card(row: Any) -> Card:
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
