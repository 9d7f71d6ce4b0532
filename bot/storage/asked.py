"""Which entry something that goes on is about: its deck is then the one to go on with."""

from datetime import datetime

from sqlalchemy import Select, select

from bot.domain.quiz import Mode
from bot.storage.database import Database
from bot.storage.tables import attempts, daily_posts, drill_cards, drills, round_questions, rounds


class AskedStore:
    """Finds an entry of drills, rounds and questions of the day; None where there is none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def in_drill(self, drill: int) -> str | None:
        """Return an entry of a drill."""
        return await self._first(select(drill_cards.c.entry).where(drill_cards.c.drill == drill))

    async def in_open_drill(self, chat: str, person: str, *, typed: bool = False) -> str | None:
        """Return the entry that is asked in the drill that this person has open in this chat.

        Args:
            chat: the chat.
            person: whose drill.
            typed: whether only a question counts that waits for an answer to be typed.
        """
        query = (
            select(drill_cards.c.entry)
            .join(drills, drills.c.id == drill_cards.c.drill)
            .where(drills.c.chat == chat, drills.c.person == person, drills.c.ended_at.is_(None))
            .where(drill_cards.c.outcome.is_(None))
            .order_by(drills.c.id.desc())
        )
        if typed:
            query = query.where(
                drill_cards.c.mode == Mode.TYPE, drill_cards.c.revealed_at.is_(None)
            )
        return await self._first(query)

    async def graded_last(self, person: str) -> str | None:
        """Return the entry that this person has graded last."""
        newest = attempts.c.at.desc(), attempts.c.drill.desc(), attempts.c.position.desc()
        query = select(attempts.c.entry).where(attempts.c.person == person)
        return await self._first(query.order_by(*newest))

    async def in_round(self, number: int) -> str | None:
        """Return an entry of a round."""
        query = select(round_questions.c.entry).where(round_questions.c.round == number)
        return await self._first(query)

    async def in_running_round(self, chat: str) -> str | None:
        """Return an entry of the round that is running in a chat."""
        query = (
            select(round_questions.c.entry)
            .join(rounds, rounds.c.id == round_questions.c.round)
            .where(rounds.c.chat == chat, rounds.c.ended_at.is_(None))
        )
        return await self._first(query)

    async def posted(self, daily: int, due: datetime) -> str | None:
        """Return the question of the day that a schedule has brought at a moment."""
        query = select(daily_posts.c.entry)
        return await self._first(
            query.where(daily_posts.c.daily == daily, daily_posts.c.due == due)
        )

    async def _first(self, query: Select[tuple[str]]) -> str | None:
        async with self._database.connect() as connection:
            entry: str | None = await connection.scalar(query.limit(1))
        return entry
