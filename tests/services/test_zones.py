"""Time zones as people call them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.services.zones import find_zone, zone_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/BERLIN ", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("shanghai", "Asia/Shanghai"),
        ("上海", "Asia/Shanghai"),
        ("San Francisco", "America/Los_Angeles"),
        ("UTC", "UTC"),
        ("北京时间", "Asia/Shanghai"),
        ("Berlin time", "Europe/Berlin"),
        ("PST", "America/Los_Angeles"),
        ("UTC+5:30", "Asia/Kolkata"),
    ],
)
def test_time_zones_go_by_name_or_city(said: str, name: str) -> None:
    assert find_zone(said) == ZoneInfo(name)


@pytest.mark.parametrize(
    ("said", "hours", "name"),
    [
        ("UTC+8", 8, "UTC+8"),
        ("gmt -5", -5, "UTC-5"),
        ("+02:00", 2, "UTC+2"),
        ("UTC8", 8, "UTC+8"),
        ("东八区", 8, "UTC+8"),
        ("西5区", -5, "UTC-5"),
        ("东十二区", 12, "UTC+12"),
        ("UTC+0", 0, "UTC"),
    ],
)
def test_time_zones_go_by_their_hours_from_utc(said: str, hours: int, name: str) -> None:
    zone = find_zone(said)
    assert isinstance(zone, ZoneInfo)
    assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=hours)
    assert zone_name(zone) == name


@pytest.mark.parametrize("key", sorted(available_timezones()))
def test_every_zone_is_found_by_the_name_that_is_shown(key: str) -> None:
    found = find_zone(zone_name(ZoneInfo(key)))
    assert isinstance(found, ZoneInfo)
    now = datetime(2026, 7, 1, tzinfo=UTC)
    assert now.astimezone(found).utcoffset() == now.astimezone(ZoneInfo(key)).utcoffset()


@pytest.mark.parametrize(
    "said", ["", "Mars", "GMT+15", "-12:30", "东十三区", "8", "../../etc/passwd", "Europe/", "\0"]
)
def test_what_is_no_time_zone_is_none(said: str) -> None:
    assert not isinstance(find_zone(said), ZoneInfo)


def test_a_name_of_several_and_a_slip_offer_what_may_be_meant() -> None:
    offered = find_zone("Shanhai")
    assert isinstance(offered, tuple)
    assert offered[0] == "Asia/Shanghai"
    assert len(offered) == len({*offered})
    assert isinstance(find_zone("Louisville"), tuple)  # two places
    assert find_zone("CST") == ("Asia/Shanghai", "America/Chicago")
