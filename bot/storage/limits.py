"""What is kept of one person at most, so that nobody fills the disk for all."""

from typing import Final

from sqlalchemy import delete, func, select

from bot.storage.database import Database
from bot.storage.tables import drills

MOST_DRILLS: Final = 5_000
"""Drills of one person, a dozen a day for a year; with their cards and grades."""


async def prune_drills(database: Database) -> None:
    """Delete the oldest drills of those who have more than ``MOST_DRILLS``.

    Raises:
        UnavailableError: the database cannot be used at present.
    """
    many = select(drills.c.person).group_by(drills.c.person).having(func.count() > MOST_DRILLS)
    async with database.connect() as connection:
        people = await connection.scalars(many)
    for person in people:
        newest = select(drills.c.id).where(drills.c.person == person).order_by(drills.c.id.desc())
        async with database.begin() as connection:
            oldest = await connection.scalar(newest.offset(MOST_DRILLS - 1).limit(1))
            await connection.execute(
                delete(drills).where(drills.c.person == person, drills.c.id < oldest)
            )
