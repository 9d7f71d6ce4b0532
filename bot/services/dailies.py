"""Questions of the day: set, listed, taken back, and said when the clock says so.

Every moment at which one is due has an alarm of its own, set when the one before rings: a crash in
between makes that one ring again, and no moment is lost or has two alarms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.chats import ChatKind
from bot.domain.dailies import Daily, Kept, pool_of
from bot.domain.knowledge import Deck
from bot.domain.quiz import in_order
from bot.domain.schedule import caught_up, next_instant
from bot.services.zones import Zones
from bot.storage.alarms import Alarm, AlarmStore
from bot.storage.dailies import DailyStore, Post

MOST: Final = 10
"""How many a chat may have."""
MOST_IN_FORUM: Final = 50
"""How many a group may have in all its topics."""
ANSWERED_AFTER: Final = timedelta(hours=8)
"""When the answer follows in a group, if the next question does not come before."""
APART: Final = timedelta(hours=12)
"""How long after a question the same schedule is silent: in another time zone it may be the same
time of day again soon, and one question a day is what was asked for."""


@dataclass(frozen=True)
class Coming:
    """A schedule, and when it is due next."""

    daily: Kept
    at: datetime


@dataclass(frozen=True)
class Said:
    """What is to be said now: a question, and maybe the answer to the one before."""

    daily: Kept
    entry: str
    before: str | None


class Dailies:
    """Keeps the questions of the day.

    Args:
        deck: where the questions come from.
        store: where schedules are kept, and what came of them.
        zones: knows whose clocks count.
        alarms: what makes them come.
        random: the source of chance.
    """

    def __init__(
        self, deck: Deck, store: DailyStore, zones: Zones, alarms: AlarmStore, random: Random
    ) -> None:
        self._deck = deck
        self._store = store
        self._zones = zones
        self._alarms = alarms
        self._random = random

    async def add(self, daily: Daily, at: datetime) -> Coming | None:
        """Keep a schedule; None if the chat, or the group, has as many as it may have."""
        within = await self._store.within(daily.forum)
        there = [it for it in within if it.chat == daily.chat]
        is_full = len(there) >= MOST or len(within) >= MOST_IN_FORUM
        if is_full and daily.weekly.time not in {it.weekly.time for it in there}:
            return None
        kept = await self._store.add(daily)
        return await self._set_alarm(kept, at)

    async def at(self, chat: str, now: datetime) -> Sequence[Coming]:
        """Return the schedules of a chat, in the order of the day."""
        return [await self._coming(daily, now) for daily in await self._store.at(chat)]

    async def remove(self, chat: str, at: time | None, now: datetime) -> int:
        """Remove the schedule of a chat at a time of day, or all; return how many there were."""
        for daily in await self._store.at(chat):
            if at is None or daily.weekly.time == at:
                await self._cancel(daily, now)
        return await self._store.remove(chat, at)

    async def stop_all(self, forum: str) -> None:
        """Remove the schedules of a whole group, with all its topics."""
        await self._store.remove_all(forum)

    async def choose_zone(self, forum: str, kind: str, zone: ZoneInfo | None, at: datetime) -> None:
        """Follow the clocks of another time zone in a chat from now on; None: the default one."""
        schedules = await self._store.within(forum)
        for daily in schedules:
            await self._cancel(daily, at)
        await self._zones.choose(forum, kind, zone)
        for daily in schedules:
            await self._set_alarm(daily, at)

    async def due(self, number: int, due: datetime, now: datetime) -> Said | None:
        """Return what is to be said, now that an alarm rings.

        Args:
            number: whose alarm it is.
            due: when it was to ring.
            now: the present, later than that after a stop.

        Returns:
            None if the schedule has been taken back or changed, or too much time has passed.
        """
        daily = await self._store.find(number)
        if daily is None:
            return None
        zone = await self._zones.of(daily.forum, daily.kind)
        await self._set_alarm(daily, now)
        if await self._first_after(daily, zone, due - timedelta(seconds=1)) != due:
            return None  # of days or of a time zone that were changed since
        moment = caught_up(daily.weekly, zone, due, now)
        return await self._say(daily, moment, now) if moment else None

    async def answer(self, number: int, moment: str) -> tuple[Kept, str] | None:
        """Return the schedule and the entry whose answer is to follow."""
        daily = await self._store.find(number)
        try:
            due = datetime.fromisoformat(moment)
        except ValueError:
            return None
        post = await self._store.posted(number, due)
        if daily is None or post is None or post.entry not in self._deck.by_id:
            return None
        return daily, post.entry

    async def _say(self, daily: Kept, moment: datetime, now: datetime) -> Said | None:
        known = pool_of(daily.order, self._deck)
        asked = await self._store.times_asked(daily.chat)
        entry = next(iter(in_order(known, asked, self._random)), None)
        if entry is None:
            return None
        post = await self._store.post(daily.chat, Post(daily.id, moment, entry))
        if post.entry not in self._deck.by_id:
            return None
        if daily.kind != ChatKind.GROUP:
            return Said(daily, post.entry, None)
        before = await self._unanswered(daily.chat, moment, now)
        line = f"/daily_answer {daily.id} {moment.isoformat()}"
        at = moment + ANSWERED_AFTER
        await self._alarms.set(Alarm(_answer_key(post), daily.chat, daily.kind, None, line, at))
        return Said(daily, post.entry, before)

    async def _unanswered(self, chat: str, moment: datetime, now: datetime) -> str | None:
        """Return the entry of the question before, if its answer has not followed yet."""
        before = await self._store.before(chat, moment)
        if before is None or now >= before.due + ANSWERED_AFTER:
            return None
        if before.entry not in self._deck.by_id:  # of another deck: it follows by itself
            return None
        await self._alarms.cancel(_answer_key(before))
        return before.entry

    async def _coming(self, daily: Kept, now: datetime) -> Coming:
        zone = await self._zones.of(daily.forum, daily.kind)
        return Coming(daily, await self._first_after(daily, zone, now))

    async def _first_after(self, daily: Kept, zone: ZoneInfo, moment: datetime) -> datetime:
        """Return when a schedule is due next after a moment, and not again too soon."""
        last = await self._store.last_due(daily.id, moment + timedelta(seconds=1))
        return next_instant(daily.weekly, zone, max(moment, last + APART) if last else moment)

    async def _set_alarm(self, daily: Kept, now: datetime) -> Coming:
        coming = await self._coming(daily, now)
        line, key = f"/daily_due {daily.id}", _key(coming)
        await self._alarms.set(Alarm(key, daily.chat, daily.kind, None, line, coming.at))
        return coming

    async def _cancel(self, daily: Kept, now: datetime) -> None:
        await self._alarms.cancel(_key(await self._coming(daily, now)))


def _key(coming: Coming) -> str:
    return f"daily:{coming.daily.id}:{coming.at.isoformat()}"


def _answer_key(post: Post) -> str:
    return f"daily-answer:{post.daily}:{post.due.isoformat()}"
