"""A year of questions of the day in twelve time zones: services, alarms and database, a told clock.

The clock goes from one alarm to the next. Every day of the year: tests/domain/test_schedule.py.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.domain.dailies import Daily
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.schedule import Weekly
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
DAYS = frozenset({0, 4, 6})  # clocks change on Sundays and Fridays; and a day after


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


async def test_a_year_in_each_time_zone(database: Database, deck: Deck) -> None:
    store = AlarmStore(database)
    zones = Zones(PeopleStore(database), ChatStore(database), ZoneInfo("UTC"))
    dailies = Dailies(deck, DailyStore(database), zones, store, Random(7))
    year = Year(database, store, dailies)
    async with database.together():  # so that it takes seconds
        for zone in ZONES:
            await dailies.choose_zone(zone, "channel", ZoneInfo(zone), NEW_YEAR)
            daily = Daily(zone, "channel", zone, Weekly(AT, DAYS), "", Language.EN)
            await dailies.add(daily, NEW_YEAR)
        said = await year.pass_by()
    for zone in ZONES:
        place = ZoneInfo(zone)
        expected = walked(AT, DAYS, place)  # New Year's Day is a Thursday
        assert said[zone][: len(expected)] == expected
        assert len(said[zone]) - len(expected) <= 1  # on the last day, of which this is a part
