"""What a person has chosen."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select

from bot.domain.language import Language
from bot.domain.quiz import Mode
from bot.domain.review import DEFAULT_CAP
from bot.rendering.display import Display
from bot.storage.connection import Connection
from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import people
from bot.storage.upsert import insert_into

_CHOSEN: Final = Prepared(select(people).where(people.c.id == bindparam("person")))


@dataclass(frozen=True)
class Preferences:
    """A person's choices.

    Args:
        language: of answers; None: that of the question, then that of the app.
        keep_queries: whether questions that got no certain answer are kept.
        display: how formulas are shown.
        mode: how a drill's questions are answered.
        grades: how many grades there are to choose from, 2 or 4.
        timezone: where the person's days begin; None: where the bot's do.
        daily_cap: most reviews on a day.
        reminder_hour: when to say what is due, on the person's clock; None: never.
    """

    language: Language | None = None
    keep_queries: bool = True
    display: Display = Display.AUTO
    mode: Mode = Mode.REVEAL
    grades: int = 2
    timezone: ZoneInfo | None = None
    daily_cap: int = DEFAULT_CAP
    reminder_hour: int | None = None


_DEFAULTS: Final = Preferences()


class PeopleStore:
    """Reads and writes people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def preferences(self, person: str) -> Preferences:
        """Return what the person has chosen, the defaults for somebody unknown."""
        async with self._database.connect() as connection:
            row = (await connection.execute(_CHOSEN, {"person": person})).one_or_none()
        return _preferences(row) if row else _DEFAULTS

    async def choose(self, person: str, preferences: Preferences) -> None:
        values = {
            "language": preferences.language,
            "keep_queries": preferences.keep_queries,
            "display": preferences.display,
            "mode": preferences.mode,
            "grades": preferences.grades,
            "timezone": preferences.timezone.key if preferences.timezone else None,
            "daily_cap": preferences.daily_cap,
            "reminder_hour": preferences.reminder_hour,
        }
        statement = (
            insert_into(people, self._database)
            .values(id=person, **values)
            .on_conflict_do_update(index_elements=[people.c.id], set_=values)
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)


async def meet(connection: Connection, person: str) -> None:
    """Make sure that there is a row for what belongs to this person to refer to."""
    somebody = {"id": person, "keep_queries": Preferences.keep_queries}
    await connection.execute(_meeting(connection.dialect.name), somebody)


@cache
def _meeting(dialect: str) -> Prepared:
    return Prepared(insert_into(people, dialect).on_conflict_do_nothing())


def _preferences(row: Row[Any]) -> Preferences:
    return Preferences(
        language=Language(row.language) if row.language else None,
        keep_queries=row.keep_queries,
        display=Display(row.display),
        mode=Mode(row.mode),
        grades=row.grades,
        timezone=ZoneInfo(row.timezone) if row.timezone else None,
        daily_cap=row.daily_cap,
        reminder_hour=row.reminder_hour,
    )
