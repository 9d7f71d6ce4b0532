"""Time zones by name."""

from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def find_zone(name: str) -> ZoneInfo | tuple[str, ...]:
    """Find a time zone by its IANA name, or by its city alone, whatever the case.

    Returns:
        The zone; or the names that are written most alike, if it is none or of several.
    """
    wanted = "_".join(name.casefold().split())
    named = _names().get(wanted, ())
    if len(named) == 1:
        return ZoneInfo(named[0])
    if named:
        return named
    return tuple(key for near in get_close_matches(wanted, _names(), n=3) for key in _names()[near])


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the zones by what they may be called: the whole name, and the city."""
    names: dict[str, tuple[str, ...]] = {}
    for key in sorted(available_timezones()):
        area, _, city = key.casefold().rpartition("/")
        names[key.casefold()] = (key,)
        if area not in {"", "etc", "posix", "right"}:
            names[city] = (*names.get(city, ()), key)
    return names
