"""Time zones as people call them."""

from zoneinfo import ZoneInfo

import pytest

from bot.services.zones import find_zone


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
    ],
)
def test_time_zones_go_by_name_or_city(said: str, name: str) -> None:
    assert find_zone(said) == ZoneInfo(name)


@pytest.mark.parametrize("said", ["", "Mars", "GMT+8", "../../etc/passwd", "Europe/", "\0"])
def test_what_is_no_time_zone_is_none(said: str) -> None:
    assert not isinstance(find_zone(said), ZoneInfo)


def test_a_name_of_several_and_a_slip_offer_what_may_be_meant() -> None:
    offered = find_zone("Shanhai")
    assert isinstance(offered, tuple)
    assert offered[0] == "Asia/Shanghai"
    assert len(offered) == len({*offered})
    assert isinstance(find_zone("Louisville"), tuple)  # two places
