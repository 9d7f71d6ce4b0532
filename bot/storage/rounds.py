"""Rounds in the database; every change names the state it expects, so a repeat does nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.domain.language import Language
from bot.domain.rounds import Pick, Plan, Question, Round, Vote
from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.tables import Instant, players, round_questions, rounds, votes
from bot.storage.upsert import insert_into


@dataclass(frozen=True)
class Ballot:
    """A vote as it is stored.

    Args:
        vote: whose it is, for which question, and what it is worth.
        options: the places of the chosen options.
        name: what the voter is called in the group.
        at: when it was given, in UTC.
    """

    vote: Vote
    options: Sequence[int]
    name: str
    at: datetime


class RoundStore:
    """Reads and writes rounds, their questions and votes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def start(self, plan: Plan, questions: Sequence[Question], at: datetime) -> int | None:
        """Begin a round with its first question open.

        Returns:
            The id of the round, or None if one is running in this chat.
        """
        new = insert(rounds).values(
            chat=plan.chat,
            kind=plan.kind,
            forum=plan.forum,
            starter=plan.starter,
            language=plan.language.value,
            seconds=plan.seconds,
            members=plan.members,
            position=1,
            started_at=at,
        )
        try:
            async with self._database.begin() as connection:
                number = int((await connection.execute(new.returning(rounds.c.id))).scalar_one())
                await connection.execute(
                    insert(round_questions), [_question(number, it) for it in questions]
                )
        except IntegrityError:
            return None
        return number

    async def find(self, number: int) -> Round | None:
        async with self._database.connect() as connection:
            return await _find(connection, rounds.c.id == number)

    async def running(self, chat: str) -> Round | None:
        """Return the round that is running in this chat."""
        here = and_(rounds.c.chat == chat, rounds.c.ended_at.is_(None))
        async with self._database.connect() as connection:
            return await _find(connection, here)

    async def last(self, forum: str) -> Round | None:
        """Return the round that began last in this group, in any topic."""
        newest = select(func.max(rounds.c.id)).where(rounds.c.forum == forum)
        async with self._database.connect() as connection:
            return await _find(connection, rounds.c.id == newest.scalar_subquery())

    async def times_asked(self, forum: str) -> Mapping[Pick, int]:
        """Return how often each question was asked in this group, or is going to be."""
        coming = and_(rounds.c.ended_at.is_(None), round_questions.c.position > rounds.c.position)
        asked = round_questions.c.position <= rounds.c.position
        query = (
            select(round_questions.c.entry, round_questions.c.choice, func.count().label("times"))
            .join(rounds, rounds.c.id == round_questions.c.round)
            .where(rounds.c.forum == forum, asked | coming)
            .group_by(round_questions.c.entry, round_questions.c.choice)
        )
        async with self._database.connect() as connection:
            rows = await connection.execute(query)
            return {Pick(row.entry, row.choice): row.times for row in rows}

    async def go_on(self, number: int, position: int, following: int) -> bool:
        """Close the question at ``position`` and open the one at ``following``, if it is open."""
        here = and_(
            rounds.c.id == number, rounds.c.position == position, rounds.c.ended_at.is_(None)
        )
        return await self._change(here, position=following)

    async def end(self, number: int, at: datetime) -> bool:
        """End a round once; return False if it had ended already."""
        return await self._change(
            and_(rounds.c.id == number, rounds.c.ended_at.is_(None)), ended_at=at
        )

    async def end_all(self, forum: str, at: datetime) -> bool:
        """End every round that is running in a group; return False if none was."""
        return await self._change(
            and_(rounds.c.forum == forum, rounds.c.ended_at.is_(None)), ended_at=at
        )

    async def vote(self, round_: Round, ballot: Ballot) -> bool:
        """Store what somebody answered, in place of an earlier answer that was another.

        Returns:
            False if the question is not open, or the answer is the same; then nothing changes.
        """
        vote, options = ballot.vote, ",".join(map(str, ballot.options))
        new = insert_into(votes, self._database).from_select(
            ["round", "position", "person", "options", "points", "at"],
            _open(round_.id, vote.position).add_columns(
                literal(vote.position),
                literal(vote.person),
                literal(options),
                literal(vote.points),
                literal(ballot.at, Instant),
            ),
        )
        changed = {name: new.excluded[name] for name in ("options", "points", "at")}
        statement = new.on_conflict_do_update(
            index_elements=[votes.c.round, votes.c.position, votes.c.person],
            set_=changed,
            where=votes.c.options != new.excluded.options,
        )
        async with self._database.begin() as connection:
            if not (await connection.execute(statement)).rowcount:
                return False
            await self._call(connection, round_.forum, vote.person, ballot.name)
        return True

    async def take_back(self, number: int, position: int, person: str) -> None:
        """Forget what somebody answered to a question that is still open."""
        theirs = and_(votes.c.position == position, votes.c.person == person)
        is_open = votes.c.round.in_(_open(number, position))
        async with self._database.begin() as connection:
            await connection.execute(delete(votes).where(theirs, is_open))

    async def votes(self, number: int) -> Sequence[Vote]:
        """Return all votes of a round."""
        query = select(votes.c.position, votes.c.person, votes.c.points)
        async with self._database.connect() as connection:
            rows = await connection.execute(query.where(votes.c.round == number))
            return [Vote(*row) for row in rows]

    async def players(self, round_: Round, since: datetime) -> frozenset[str]:
        """Return who voted in earlier rounds of the same chat from a moment on."""
        query = (
            select(votes.c.person)
            .join(rounds, rounds.c.id == votes.c.round)
            .where(rounds.c.chat == round_.chat, rounds.c.id < round_.id, votes.c.at >= since)
            .distinct()
        )
        async with self._database.connect() as connection:
            return frozenset(await connection.scalars(query))

    async def scores(self, forum: str, since: datetime | None) -> Mapping[str, tuple[int, int]]:
        """Return the points and the right answers of everybody in a group, from a moment on."""
        right = func.sum(case((votes.c.points > 0, 1), else_=0))
        query = (
            select(votes.c.person, func.sum(votes.c.points), right)
            .join(rounds, rounds.c.id == votes.c.round)
            .where(rounds.c.forum == forum)
            .group_by(votes.c.person)
        )
        if since:
            query = query.where(votes.c.at >= since)
        async with self._database.connect() as connection:
            return {
                person: (int(total), int(answers))
                for person, total, answers in await connection.execute(query)
            }

    async def names(self, forum: str) -> Mapping[str, str]:
        """Return what everybody who has played in a group is called there."""
        query = select(players.c.person, players.c.name).where(players.c.forum == forum)
        async with self._database.connect() as connection:
            return {row.person: row.name for row in await connection.execute(query)}

    async def leave(self, forum: str, person: str) -> None:
        """Delete the name and all votes of somebody in a group."""
        here = select(rounds.c.id).where(rounds.c.forum == forum)
        async with self._database.begin() as connection:
            await connection.execute(
                delete(votes).where(votes.c.person == person, votes.c.round.in_(here))
            )
            await connection.execute(
                delete(players).where(players.c.forum == forum, players.c.person == person)
            )

    async def _call(self, connection: Connection, forum: str, person: str, name: str) -> None:
        """Remember what somebody is called in a group."""
        new = insert_into(players, self._database).values(forum=forum, person=person, name=name)
        statement = new.on_conflict_do_update(
            index_elements=[players.c.forum, players.c.person],
            set_={"name": name},
            where=players.c.name != name,
        )
        await connection.execute(statement)

    async def _change(self, expected: ColumnElement[bool], **values: object) -> bool:
        async with self._database.begin() as connection:
            changed = await connection.execute(update(rounds).where(expected).values(**values))
            return bool(changed.rowcount)


def _open(number: int, position: int) -> Select[tuple[int]]:
    """Select the id of a round if the question at ``position`` is open."""
    return select(rounds.c.id).where(
        rounds.c.id == number, rounds.c.position == position, rounds.c.ended_at.is_(None)
    )


async def _find(connection: Connection, which: ColumnElement[bool]) -> Round | None:
    row = (await connection.execute(select(rounds).where(which))).one_or_none()
    if row is None:
        return None
    questions = await connection.execute(
        select(round_questions)
        .where(round_questions.c.round == row.id)
        .order_by(round_questions.c.position)
    )
    return Round(
        id=row.id,
        chat=row.chat,
        kind=row.kind,
        forum=row.forum,
        starter=row.starter,
        language=Language(row.language),
        seconds=row.seconds,
        members=row.members,
        position=row.position,
        ended=row.ended_at is not None,
        questions=tuple(
            Question(it.position, Pick(it.entry, it.choice), tuple(it.order), tuple(it.correct))
            for it in questions
        ),
    )


def _question(number: int, question: Question) -> dict[str, object]:
    return {
        "round": number,
        "position": question.position,
        "entry": question.pick.entry,
        "choice": question.pick.choice,
        "order": list(question.order),
        "correct": list(question.correct),
    }
