"""Days end at four in the morning, on the person's clock, through every change of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import Unit, Wait, day_start, next_at, study_day, wait

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
ZONES = [
    "Africa/Casablanca", "America/New_York", "America/Santiago", "Asia/Kathmandu", "Asia/Shanghai",
    "Asia/Tehran", "Australia/Lord_Howe", "Europe/Athens", "Europe/Berlin", "Pacific/Apia",
    "Pacific/Chatham", "UTC",
]  # fmt: skip
MOMENTS = st.integers(0, 366 * 12 * 24 * 3600).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("local", "day"),
    [("2026-11-22 03:59", date(2026, 11, 21)), ("2026-11-22 04:00", date(2026, 11, 22))],
)
def test_the_night_belongs_to_the_day_before(local: str, day: date) -> None:
    assert study_day(datetime.fromisoformat(local).replace(tzinfo=SHANGHAI), SHANGHAI) == day


def test_days_of_23_and_25_hours() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for changed, hours in ((spring, 23), (autumn, 25)):
        before, after = changed - timedelta(days=1), changed
        assert day_start(after, BERLIN) - day_start(before, BERLIN) == timedelta(hours=hours)


@given(st.dates(date(2024, 1, 1), date(2036, 1, 1)), st.sampled_from(ZONES))
def test_a_day_begins_where_the_one_before_ends(day: date, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    start = day_start(day, zone)
    assert study_day(start, zone) == day
    assert study_day(start - TICK, zone) == day - timedelta(days=1)


@given(MOMENTS, st.sampled_from(ZONES))
def test_every_moment_lies_within_its_day(moment: datetime, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    day = study_day(moment, zone)
    assert day_start(day, zone) <= moment < day_start(day + timedelta(days=1), zone)


@given(MOMENTS, st.integers(0, 23), st.sampled_from(ZONES))
def test_the_next_hour_comes_once_a_day(moment: datetime, hour: int, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    first = next_at(hour, moment, zone)
    assert moment < first <= moment + timedelta(hours=26)
    following = next_at(hour, first, zone)
    dates = [at.astimezone(zone).date() for at in (first, following)]
    assert dates[1] - dates[0] == timedelta(days=1)


def test_an_hour_that_is_left_out_or_comes_twice() -> None:
    left_out = next_at(2, datetime(2026, 3, 28, 12, tzinfo=UTC), BERLIN)
    assert left_out.astimezone(BERLIN).isoformat() == "2026-03-29T03:00:00+02:00"
    twice = next_at(2, datetime(2026, 10, 24, 12, tzinfo=UTC), BERLIN)
    assert twice.astimezone(BERLIN).isoformat() == "2026-10-25T02:00:00+02:00"
    assert next_at(2, twice, BERLIN).astimezone(BERLIN).date() == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(seconds=5), Wait(1, Unit.MINUTES)),
        (timedelta(minutes=10), Wait(10, Unit.MINUTES)),
        (timedelta(minutes=59), Wait(59, Unit.MINUTES)),
        (timedelta(minutes=60), Wait(1, Unit.HOURS)),
        (timedelta(hours=3), Wait(3, Unit.HOURS)),
        (timedelta(hours=7), Wait(1, Unit.DAYS)),
        (timedelta(days=9), Wait(9, Unit.DAYS)),
        (timedelta(days=59), Wait(59, Unit.DAYS)),
        (timedelta(days=60), Wait(2, Unit.MONTHS)),
        (timedelta(days=365), Wait(12, Unit.MONTHS)),
    ],
)
def test_waits_as_people_say_them(away: timedelta, said: Wait) -> None:
    evening = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)  # 22:30 there
    assert wait(evening, evening + away, SHANGHAI) == said
