"""Time zones: how people name them, and whose clocks count where.

A person has one, which is that of the private chat, too: when days of study begin, when a reminder
or a question of the day comes there. A group or a channel has one for all its topics.
"""

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
    "Asia/Shanghai": "beijing shenzhen guangzhou hangzhou 北京 上海 广州 深圳 杭州 中国",
    "Asia/Hong_Kong": "香港",
    "Asia/Macau": "澳门",
    "Asia/Taipei": "台北 臺北 台湾",
    "Asia/Singapore": "新加坡",
    "Asia/Tokyo": "东京 日本",
    "Asia/Seoul": "首尔 韩国",
    "Australia/Sydney": "悉尼",
    "Europe/London": "伦敦 英国",
    "Europe/Paris": "巴黎 法国",
    "Europe/Berlin": "柏林 德国 munich",
    "America/New_York": "纽约 波士顿 boston",
    "America/Toronto": "多伦多",
    "America/Vancouver": "温哥华",
    "America/Los_Angeles": "洛杉矶 旧金山 硅谷 西雅图 san_francisco seattle",
}
"""What people call a zone that IANA calls by another city, or in another script."""


def find_zone(name: str) -> ZoneInfo | tuple[str, ...]:
    """Find a time zone by its IANA name, or by a city alone, whatever the case.

    Returns:
        The zone; or the names that are written most alike, if it is none or of several.
    """
    wanted = "_".join(name.casefold().split())
    named = _names().get(wanted, ())
    if len(named) == 1:
        return ZoneInfo(named[0])
    if named:
        return named
    near = get_close_matches(wanted, _names(), n=3)
    return tuple(dict.fromkeys(key for one in near for key in _names()[one]))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the zones by what they may be called: the whole name, and a city."""
    names: dict[str, tuple[str, ...]] = {}
    for key in sorted(available_timezones()):
        area, _, city = key.casefold().rpartition("/")
        names[key.casefold()] = (key,)
        if area not in {"", "etc", "posix", "right"}:
            names[city] = (*names.get(city, ()), key)
    for key, cities in _ELSEWHERE.items():
        names |= dict.fromkeys(cities.split(), (key,))
    return names
