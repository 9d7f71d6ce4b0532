"""Days as somebody who studies late counts them: a day ends at four in the morning."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.schedule import Weekly, next_instant

DAY_ENDS: Final = time(4)  # on the clock of the person
MINUTES_AN_HOUR: Final = 60
MONTHS_FROM: Final = 60  # days
DAYS_A_MONTH: Final = 365.25 / 12


def study_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the day that a moment belongs to for somebody in this time zone."""
    local = at.astimezone(zone)
    return local.date() if local.time() >= DAY_ENDS else local.date() - timedelta(days=1)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which a study day begins.

    Where the clocks are put forward over four o'clock, it begins when they have been.
    """
    return datetime.combine(day, DAY_ENDS, zone).astimezone(UTC)


def next_at(hour: int, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the next moment, in UTC, at which the clock shows a full hour.

    An hour that occurs twice as the clocks are put back counts when it comes first; one that is
    left out counts as the one after it.

    Args:
        hour: 0 to 23.
        after: the moment after which it is to be.
        zone: whose clock it is.
    """
    return next_instant(Weekly(time(hour)), zone, after)


class Unit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True)
class Wait:
    """How long something is away, as people say it: 9 days, 2 months."""

    number: int
    unit: Unit


def wait(at: datetime, until: datetime, zone: ZoneInfo) -> Wait:
    """Return how long it is from one moment to a later one.

    Days are study days: what comes after the next night is one day away, however few hours it is.
    """
    days = (study_day(until, zone) - study_day(at, zone)).days
    if days >= MONTHS_FROM:
        return Wait(round(days / DAYS_A_MONTH), Unit.MONTHS)
    if days > 0:
        return Wait(days, Unit.DAYS)
    minutes = max(1, round((until - at) / timedelta(minutes=1)))
    if minutes < MINUTES_AN_HOUR:
        return Wait(minutes, Unit.MINUTES)
    return Wait(round(minutes / MINUTES_AN_HOUR), Unit.HOURS)
