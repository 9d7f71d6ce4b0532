"""A year of questions of the day in twelve time zones: services, alarms and database, a told clock.

The clock goes from one alarm to the next, through every day of the year.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.domain.dailies import Daily
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.schedule import EVERY_DAY, Weekly
from bot.services.dailies import Dailies
from bot.services.zones import Zones
from bot.storage.alarms import AlarmStore
from bot.storage.chats import ChatStore
from bot.storage.dailies import DailyStore
from bot.storage.database import Database
from bot.storage.people import PeopleStore
from bot.storage.tables import alarms
from tests.domain.test_schedule import NEW_YEAR, YEAR, ZONES, walked

AT = time(2, 30)  # where clocks change, this is skipped or comes twice
CHANGES = {
    ("Europe/Berlin", "2026-03-29"): "2026-03-29T01:00",  # skipped: the moment after the gap
    ("Europe/Berlin", "2026-10-25"): "2026-10-25T00:30",  # twice: the first time
    ("America/New_York", "2026-03-08"): "2026-03-08T07:00",
    ("America/New_York", "2026-11-01"): "2026-11-01T07:30",  # one to two comes twice
    ("America/Los_Angeles", "2026-03-08"): "2026-03-08T10:00",
    ("America/Los_Angeles", "2026-11-01"): "2026-11-01T10:30",
    ("America/St_Johns", "2026-03-08"): "2026-03-08T05:30",
    ("America/St_Johns", "2026-11-01"): "2026-11-01T06:00",
    ("America/Santiago", "2026-04-05"): "2026-04-05T06:30",  # at midnight, as in Cairo
    ("America/Santiago", "2026-09-06"): "2026-09-06T05:30",
    ("Africa/Cairo", "2026-04-24"): "2026-04-23T23:30",
    ("Africa/Cairo", "2026-10-30"): "2026-10-30T00:30",
    ("Australia/Lord_Howe", "2026-04-05"): "2026-04-04T16:00",  # by half an hour
    ("Australia/Lord_Howe", "2026-10-04"): "2026-10-03T15:30",
    ("Pacific/Auckland", "2026-04-05"): "2026-04-04T13:30",
    ("Pacific/Auckland", "2026-09-27"): "2026-09-26T14:00",
}
"""When it came, in UTC, on each local day on which the clocks of a zone were changed."""


@dataclass
class Year:
    """Schedules in a database, and the clock that they follow."""

    database: Database
    alarms: AlarmStore
    dailies: Dailies

    async def next_alarm(self) -> datetime:
        async with self.database.connect() as connection:
            at = await connection.scalar(select(func.min(alarms.c.at)))
        assert isinstance(at, datetime)
        return at

    async def pass_by(self) -> dict[str, list[datetime]]:
        """Go from alarm to alarm; return when a question came, by chat."""
        said: defaultdict[str, list[datetime]] = defaultdict(list)
        while (now := await self.next_alarm()) < NEW_YEAR + YEAR:
            for alarm in await self.alarms.claim("", now):
                number = int(alarm.line.removeprefix("/daily_due "))
                if await self.dailies.due(number, alarm.at, now):
                    said[alarm.chat].append(now)
                await self.alarms.settle(alarm)
        return said


@pytest.mark.sqlite  # it is about the clock, and takes long
async def test_a_year_in_each_time_zone(database: Database, deck: Deck) -> None:
    store = AlarmStore(database)
    zones = Zones(PeopleStore(database), ChatStore(database), ZoneInfo("UTC"))
    dailies = Dailies(deck, DailyStore(database), zones, store, Random(7))
    year = Year(database, store, dailies)
    async with database.together():  # so that it takes seconds
        for zone in ZONES:
            await dailies.choose_zone(zone, "channel", ZoneInfo(zone), NEW_YEAR)
            daily = Daily(zone, "channel", zone, Weekly(AT), "", Language.EN)
            await dailies.add(daily, NEW_YEAR)
        said = await year.pass_by()
    for zone in ZONES:
        place = ZoneInfo(zone)
        by_day = {moment.astimezone(place).date(): moment for moment in said[zone]}
        assert len(by_day) == len(said[zone])  # one a day
        first, last = (moment.astimezone(place).date() for moment in (NEW_YEAR, NEW_YEAR + YEAR))
        whole = [moment for day, moment in by_day.items() if first < day < last]
        assert whole == walked(AT, EVERY_DAY, place)
        changes = {day: moment for (name, day), moment in CHANGES.items() if name == zone}
        assert {
            day: f"{by_day[date.fromisoformat(day)]:%Y-%m-%dT%H:%M}" for day in changes
        } == changes
        assert set(changes) == {f"{day}" for day in days_of_change(place)}


def days_of_change(zone: ZoneInfo) -> list[date]:
    """Return the days of the year whose offset from UTC at noon is not that of the day before."""

    def noon(day: date) -> timedelta | None:
        return datetime.combine(day, time(12), zone).utcoffset()

    days = [(NEW_YEAR + timedelta(days=number)).date() for number in range(365)]
    return [day for before, day in pairwise(days) if noon(before) != noon(day)]
