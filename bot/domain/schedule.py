"""When something that repeats is due: a time of day on days of the week, in a time zone.

A time that a clock skips (daylight saving begins) is taken at the moment after the gap; of a time
that comes twice (it ends), the first counts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count
from typing import Final

CAUGHT_UP: Final = timedelta(hours=2)
"""How late something may still be done after a stop; later it is left out."""

EVERY_DAY: Final = frozenset(range(7))
WEEKDAYS: Final = frozenset(range(5))
WEEKENDS: Final = EVERY_DAY - WEEKDAYS
_DAYS: Final = {
    name: number
    for number, names in enumerate(
        ("mon monday 周一", "tue tuesday 周二", "wed wednesday 周三", "thu thursday 周四",
         "fri friday 周五", "sat saturday 周六", "sun sunday 周日 周天")
    )
    for name in names.split()
}  # fmt: skip
_OF_WEEK: Final = frozenset("一二三四五六日天")
_SEVERAL: Final = re.compile("周[一二三四五六日天](?:周?[一二三四五六日天])*")
_NAMED: Final = {
    "daily": EVERY_DAY,
    "每天": EVERY_DAY,
    "每日": EVERY_DAY,
    "weekdays": WEEKDAYS,
    "工作日": WEEKDAYS,
    "weekends": WEEKENDS,
    "周末": WEEKENDS,
}
_FIRST_HOURS: Final = {
    **dict.fromkeys(("am", "凌晨"), 0),
    **dict.fromkeys(("早上", "早晨", "清晨", "上午"), 1),
    "中午": 10,
    **dict.fromkeys(("pm", "下午", "傍晚"), 12),
    **dict.fromkeys(("晚上", "夜里", "半夜"), 17),
}
"""By part of the day the first of the twelve hours that it can mean: 晚上12点 is midnight."""

_PARTS: Final = "|".join(part for part in _FIRST_HOURS if not part.isascii())
_TIME: Final = re.compile(
    rf"({_PARTS})?([01]?\d|2[0-3]|十[一二]?|[一二两三四五六七八九])"
    r"(?:[:：.]([0-5]\d)|[点點时時](?:(半)|([0-5]?\d)分?)?|(?=[ap]m$))([ap]m)?",
    re.IGNORECASE,
)
_HOURS: Final = {
    **{numeral: hour for hour, numeral in enumerate("一二三四五六七八九十", 1)},
    "两": 2,
    "十一": 11,
    "十二": 12,
}
_NOON: Final = 12
_LONGEST_GAP: Final = timedelta(days=2)  # Samoa left out a whole day in 2011


@dataclass(frozen=True)
class Weekly:
    """A time of day on some days of the week, Monday being 0."""

    time: time
    days: frozenset[int] = EVERY_DAY


def read_time(word: str) -> time | None:
    """Read ``9:00``, ``21.30``, ``9am``, ``9点半`` or ``晚上九点``; None if it is no time."""
    found = _TIME.fullmatch(word)
    if found is None:
        return None
    before, hours, minutes, half, counted, after = found.groups()
    first, hour = _FIRST_HOURS.get((before or after or "").lower()), _HOURS.get(hours) or int(hours)
    if first is not None and hour <= _NOON:
        hour = (first + (hour - first) % 12) % 24
    return time(hour, 30 if half else int(minutes or counted or 0))


def read_days(word: str) -> frozenset[int] | None:
    """Read ``mon-fri``, ``sat,sun``, ``weekdays``, ``周一至周五``, ``每周一三五``; None if none.

    A range may run over Sunday: ``fri-mon``.
    """
    days: set[int] = set()
    word = re.sub(r"^每(?![天日])", "", re.sub("星期|礼拜|週", "周", word.casefold()))
    for part in re.split(r"[,，、]", word):
        first, _, last = re.sub(r"[–—~～至到]", "-", part).partition("-")
        last = f"周{last}" if last in _OF_WEEK else last
        if _SEVERAL.fullmatch(part):
            days |= {_DAYS[f"周{day}"] for day in part if day != "周"}
        elif part in _NAMED:
            days |= _NAMED[part]
        elif first in _DAYS and (last or first) in _DAYS:
            start, end = _DAYS[first], _DAYS[last or first]
            days |= {day % 7 for day in range(start, end + 1 if start <= end else end + 8)}
        else:
            return None
    return frozenset(days)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which clocks in ``zone`` show ``at`` on ``day``.

    Where they skip it, the moment after the gap; where they show it twice, the first time.
    """
    local = datetime.combine(day, at, zone)
    first = local.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return first
    return _end_of_gap(local, zone)


def _end_of_gap(local: datetime, zone: tzinfo) -> datetime:
    """Find the moment at which clocks jump over a local time, to the second."""
    before, after = (local.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    jumped = after.astimezone(zone).utcoffset()
    seconds = range(int((after - before).total_seconds()) + 1)
    moment = bisect_left(
        seconds,
        True,  # noqa: FBT003 -- what is looked for
        key=lambda second: (
            (before + timedelta(seconds=second)).astimezone(zone).utcoffset() == jumped
        ),
    )
    return before + timedelta(seconds=moment)


def instants(weekly: Weekly, zone: tzinfo, after: datetime) -> Iterator[datetime]:
    """Yield, for ever, the moments after ``after`` at which something is due, each once."""
    start = after.astimezone(zone).date() - _LONGEST_GAP
    last = after
    for days in count():
        day = start + timedelta(days=days)
        if day.weekday() in weekly.days:
            moment = instant(day, weekly.time, zone)
            if moment > last:
                yield moment
                last = moment


def next_instant(weekly: Weekly, zone: tzinfo, after: datetime) -> datetime:
    """Return the first moment after ``after`` at which something is due, in UTC."""
    return next(instants(weekly, zone, after))


def beginning(span: str, now: datetime, zone: tzinfo) -> datetime:
    """Return when the present ``week`` (from Monday) or ``month`` began in a time zone, in UTC."""
    today = now.astimezone(zone).date()
    first = today - timedelta(days=today.weekday()) if span == "week" else today.replace(day=1)
    return instant(first, time(), zone)


def caught_up(weekly: Weekly, zone: tzinfo, due: datetime, now: datetime) -> datetime | None:
    """Return which of the moments from ``due`` to ``now`` is to be done now.

    Args:
        weekly: when it is due.
        zone: in which time zone.
        due: the first moment that has not been done.
        now: the present, not before ``due``; much later after a stop.

    Returns:
        The last of them, or None if that is longer ago than ``CAUGHT_UP``.
    """
    last = due
    for moment in instants(weekly, zone, due):
        if moment > now:
            break
        last = moment
    return last if now - last <= CAUGHT_UP else None
