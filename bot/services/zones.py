"""Time zones: how people name them, and whose clocks count where.

A person has one, which is that of the private chat, too: when days of study begin, when a reminder
or a question of the day comes there. A group or a channel has one for all its topics.
"""

import re
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.chats import ChatKind
from bot.storage.chats import ChatStore
from bot.storage.people import PeopleStore


class Zones:
    """Knows which time zone was chosen for a chat.

    Args:
        people: where those of people, and so of private chats, are kept.
        chats: where those of groups and channels are kept.
        default: the one where none was chosen.
    """

    def __init__(self, people: PeopleStore, chats: ChatStore, default: ZoneInfo) -> None:
        self._people = people
        self._chats = chats
        self._default = default

    async def of(self, chat: str, kind: str) -> ZoneInfo:
        """Return the time zone of a private chat, of a channel or of a whole group."""
        if kind == ChatKind.PRIVATE:
            return (await self._people.preferences(chat)).timezone or self._default
        return await self._chats.zone(chat) or self._default

    async def choose(self, chat: str, kind: str, zone: ZoneInfo | None) -> None:
        """Follow the clocks of a time zone from now on; None: of the default one."""
        if kind == ChatKind.PRIVATE:
            before = await self._people.preferences(chat)
            await self._people.choose(chat, replace(before, timezone=zone))
        else:
            await self._chats.choose_zone(chat, zone)


_ELSEWHERE: Final = {
    "Asia/Shanghai": "beijing shenzhen guangzhou hangzhou china cst 北京 上海 广州 深圳 杭州 中国",
    "Asia/Hong_Kong": "香港",
    "Asia/Macau": "澳门",
    "Asia/Taipei": "台北 臺北 台湾",
    "Asia/Singapore": "新加坡",
    "Asia/Tokyo": "jst 东京 日本",
    "Asia/Seoul": "kst korea 首尔 韩国",
    "Asia/Kolkata": "utc+5:30 ist india bangalore bengaluru mumbai delhi hyderabad 印度",
    "Australia/Sydney": "悉尼",
    "Europe/London": "uk bst 伦敦 英国",
    "Europe/Paris": "france 巴黎 法国",
    "Europe/Berlin": "germany munich hamburg cest 柏林 德国",
    "America/New_York": "et edt boston 纽约 波士顿 美东 美国东部",
    "America/Chicago": "cst cdt 芝加哥",
    "America/Toronto": "多伦多",
    "America/Vancouver": "温哥华",
    "America/Los_Angeles": "pt pst pdt san_francisco seattle 洛杉矶 旧金山 硅谷 美西 美国西部",
}
"""What people call a zone that IANA calls by another city, or in another script."""

_OFFSET: Final = re.compile(
    r"(?:(?:utc|gmt)\+?|\+|(?:utc|gmt)?(?P<behind>[-−]))(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?"
    r"|(?:东|(?P<west>西))(?P<zone>\d{1,2}|[一二三四五六七八九]|十[一二]?)区",
    re.ASCII,
)
_NUMERALS: Final = {
    it: hours for hours, it in enumerate((*"一二三四五六七八九十", "十一", "十二"), 1)
}
_FIXED: Final = "Etc/GMT"
"""Behind it IANA counts the hours to UTC, where all else counts those from it."""


def find_zone(name: str) -> ZoneInfo | tuple[str, ...]:
    """Find a time zone by its IANA name, by a city alone, or by its hours from UTC.

    Args:
        name: in whatever case: ``Europe/Berlin``, ``berlin``, ``UTC+2``, ``东八区``, ``北京时间``.

    Returns:
        The zone; or the names that are written most alike, if it is none or of several.
    """
    wanted = "_".join(name.casefold().removesuffix("时间").removesuffix(" time").split())
    offset = _OFFSET.fullmatch(wanted.replace("_", ""))
    named = _names().get(_fixed(offset) if offset else wanted, ())
    if len(named) == 1:
        return ZoneInfo(named[0])
    if named or offset:
        return named
    near = get_close_matches(wanted, _names(), n=3)
    return tuple(dict.fromkeys(key for one in near for key in _names()[one]))


def zone_name(zone: ZoneInfo) -> str:
    """Return how a zone is called: ``UTC+8`` if its clocks are always that far ahead."""
    hours = zone.key.removeprefix(_FIXED)
    return f"UTC{-int(hours):+}" if hours != zone.key and hours.strip("+-0") else zone.key


def _fixed(offset: re.Match[str]) -> str:
    """Return how the zone that is so far from UTC is found among the names."""
    said = offset["hours"] or offset["zone"]
    hours = _NUMERALS.get(said) or int(said)
    ahead = -hours if offset["behind"] or offset["west"] else hours
    if int(offset["minutes"] or 0):
        return f"utc{ahead:+}:{offset['minutes']}"
    return f"{_FIXED}{-ahead:+}".casefold() if ahead else "utc"


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the zones by what they may be called: the whole name before all, and a city."""
    keys = sorted(available_timezones())
    names: dict[str, tuple[str, ...]] = {}
    for key in keys:
        area, _, city = key.casefold().rpartition("/")
        if area not in {"", "etc", "posix", "right"}:
            names[city] = (*names.get(city, ()), key)
    names |= {key.casefold(): (key,) for key in keys}
    for key, others in _ELSEWHERE.items():
        for other in others.split():
            names[other] = (*names.get(other, ()), key)
    return names
