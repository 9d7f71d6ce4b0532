"""What a person has chosen, and the deletion of everything about them."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.language import Language
from bot.rendering.display import Display
from bot.storage.tables import alarms, answers, drills, people, players, votes
from bot.storage.upsert import insert_into


@dataclass(frozen=True)
class Preferences:
    """A person's choices; ``language`` None means: follow the question, then the app."""

    language: Language | None = None
    keep_queries: bool = True
    display: Display = Display.AUTO


class PeopleStore:
    """Reads and writes people."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def preferences(self, person: str) -> Preferences:
        """Return what the person has chosen, the defaults for somebody unknown."""
        async with self._engine.connect() as connection:
            row = (
                await connection.execute(select(people).where(people.c.id == person))
            ).one_or_none()
        if row is None:
            return Preferences()
        return Preferences(
            Language(row.language) if row.language else None,
            row.keep_queries,
            Display(row.display),
        )

    async def choose(self, person: str, preferences: Preferences) -> None:
        values = {
            "language": preferences.language,
            "keep_queries": preferences.keep_queries,
            "display": preferences.display,
        }
        statement = (
            insert_into(people, self._engine)
            .values(id=person, **values)
            .on_conflict_do_update(index_elements=[people.c.id], set_=values)
        )
        async with self._engine.begin() as connection:
            await connection.execute(statement)

    async def forget(self, person: str) -> None:
        """Delete everything that is stored about a person."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(drills).where(drills.c.person == person))
            # A private chat has the id of its person.
            await connection.execute(delete(answers).where(answers.c.chat == person))
            await connection.execute(delete(alarms).where(alarms.c.person == person))
            await connection.execute(delete(votes).where(votes.c.person == person))
            await connection.execute(delete(players).where(players.c.person == person))
            await connection.execute(delete(people).where(people.c.id == person))
