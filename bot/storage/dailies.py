"""Questions of the day in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select

from bot.domain.chats import ChatKind
from bot.domain.dailies import Daily, Kept
from bot.domain.language import Language
from bot.domain.schedule import Weekly
from bot.storage.database import Database
from bot.storage.tables import dailies, daily_posts
from bot.storage.upsert import insert_into


@dataclass(frozen=True)
class Post:
    """A question that came: which schedule's, when it was due, and the entry."""

    daily: int
    due: datetime
    entry: str


class DailyStore:
    """Reads and writes schedules, and what came of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, daily: Daily) -> Kept:
        """Keep a schedule, in place of the one that the chat has at this time of day."""
        values = {
            "kind": daily.kind,
            "forum": daily.forum,
            "days": "".join(map(str, sorted(daily.weekly.days))),
            "order": daily.order,
            "language": daily.language.value,
        }
        statement = (
            insert_into(dailies, self._database)
            .values(chat=daily.chat, time=f"{daily.weekly.time:%H:%M}", **values)
            .on_conflict_do_update(index_elements=[dailies.c.chat, dailies.c.time], set_=values)
        )
        async with self._database.begin() as connection:
            row = (await connection.execute(statement.returning(dailies))).one()
        return _kept(row)

    async def find(self, number: int) -> Kept | None:
        found = await self._select(dailies.c.id == number)
        return found[0] if found else None

    async def at(self, chat: str) -> Sequence[Kept]:
        """Return the schedules of a chat, in the order of the day."""
        return await self._select(dailies.c.chat == chat)

    async def within(self, forum: str) -> Sequence[Kept]:
        """Return the schedules of a whole group, with all its topics."""
        return await self._select(dailies.c.forum == forum)

    async def forums(self, most: int) -> Sequence[str]:
        """Return the groups and channels that have schedules, the newest first."""
        newest = func.max(dailies.c.id).desc()
        there = select(dailies.c.forum).where(dailies.c.kind != ChatKind.PRIVATE)
        query = there.group_by(dailies.c.forum).order_by(newest).limit(most)
        async with self._database.connect() as connection:
            return await connection.scalars(query)

    async def remove(self, chat: str, at: time | None) -> int:
        """Remove the schedule of a chat at a time of day, or all; return how many there were."""
        which = [dailies.c.chat == chat]
        if at:
            which.append(dailies.c.time == f"{at:%H:%M}")
        async with self._database.begin() as connection:
            return (await connection.execute(delete(dailies).where(*which))).rowcount

    async def remove_all(self, forum: str) -> None:
        """Remove the schedules of a whole group, with all its topics."""
        async with self._database.begin() as connection:
            await connection.execute(delete(dailies).where(dailies.c.forum == forum))

    async def post(self, chat: str, post: Post) -> Post:
        """Note what comes; return that, or what was noted for this schedule and moment before."""
        key = {"daily": post.daily, "due": post.due}
        statement = (
            insert_into(daily_posts, self._database)
            .values(**key, chat=chat, entry=post.entry)
            .on_conflict_do_nothing()
        )
        noted = select(daily_posts.c.entry).where(
            daily_posts.c.daily == post.daily, daily_posts.c.due == post.due
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)
            entry = await connection.scalar(noted)
        return Post(post.daily, post.due, str(entry))

    async def posted(self, daily: int, due: datetime) -> Post | None:
        """Return what came at a moment."""
        return await self._post(daily_posts.c.daily == daily, daily_posts.c.due == due)

    async def before(self, chat: str, due: datetime) -> Post | None:
        """Return what came last in a chat before this moment."""
        return await self._post(daily_posts.c.chat == chat, daily_posts.c.due < due)

    async def last_due(self, daily: int, before: datetime) -> datetime | None:
        """Return when the last question of a schedule before this moment was due."""
        query = select(func.max(daily_posts.c.due)).where(
            daily_posts.c.daily == daily, daily_posts.c.due < before
        )
        async with self._database.connect() as connection:
            due: datetime | None = await connection.scalar(query)
        return due

    async def times_asked(self, chat: str) -> Mapping[str, int]:
        """Return how often each entry came in a chat."""
        query = (
            select(daily_posts.c.entry, func.count().label("times"))
            .where(daily_posts.c.chat == chat)
            .group_by(daily_posts.c.entry)
        )
        async with self._database.connect() as connection:
            return {row.entry: row.times for row in await connection.execute(query)}

    async def _select(self, which: ColumnElement[bool]) -> Sequence[Kept]:
        query = select(dailies).where(which).order_by(dailies.c.time, dailies.c.chat)
        async with self._database.connect() as connection:
            return [_kept(row) for row in await connection.execute(query)]

    async def _post(self, *which: ColumnElement[bool]) -> Post | None:
        newest = select(daily_posts).where(*which).order_by(daily_posts.c.due.desc()).limit(1)
        async with self._database.connect() as connection:
            row = (await connection.execute(newest)).one_or_none()
        return Post(row.daily, row.due, row.entry) if row else None


def _kept(row: Row[Any]) -> Kept:
    weekly = Weekly(time.fromisoformat(row.time), frozenset(map(int, row.days)))
    language = Language(row.language)
    return Kept(row.chat, row.kind, row.forum, weekly, row.order, language, row.id)
