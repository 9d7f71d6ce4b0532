"""The daily reminder: an alarm for the next time, which sets the one after it when it rings.

Each day has an alarm of its own, so that one which could not be shown rings again while the next
is set already. Who switches the reminder off, or moves it, leaves an alarm behind that finds no
choice to fit it, and is silent.
"""

from datetime import datetime, timedelta
from typing import Final

from bot.conversation.command import Turn
from bot.domain.days import next_at
from bot.storage.alarms import Alarm
from bot.storage.people import Preferences

APART: Final = timedelta(hours=12)
"""How long after a reminder there is no other: in a new time zone it may be eight again soon."""
_BEFORE: Final = timedelta(microseconds=1)


async def set_alarm(turn: Turn, chosen: Preferences, after: datetime | None = None) -> None:
    """Set the alarm for the next time that somebody with these choices wants to be reminded.

    Args:
        turn: what was said in their private chat.
        chosen: their choices.
        after: the moment after which it is to be, in UTC; None: after now.
    """
    if chosen.reminder_hour is None:
        return
    zone = turn.services.reviewing.zone_of(chosen)
    at = next_at(chosen.reminder_hour, after or turn.request.at, zone)
    chat = turn.request.chat
    await turn.services.alarms.set(
        Alarm(
            key=f"reminder:{turn.person}:{at.astimezone(zone).date()}",
            chat=chat.id,
            kind=chat.kind,
            person=turn.person,
            line=f"/remind {turn.language}",
            at=at,
        )
    )


async def follow(turn: Turn, before: Preferences) -> None:
    """Set the alarm anew when somebody has chosen another time zone, not twice for one day.

    Args:
        turn: what was said in their private chat.
        before: their choices until now.
    """
    chosen, now = await turn.services.people.preferences(turn.person), turn.request.at
    after = now
    if before.reminder_hour is not None:
        zone = turn.services.reviewing.zone_of(before)
        last = next_at(before.reminder_hour, now - APART, zone)
        after = last + APART if last <= now else now
    await set_alarm(turn, chosen, after)


def is_wanted(turn: Turn, chosen: Preferences, due: datetime) -> bool:
    """Tell whether an alarm that was due then fits what is chosen now, and is not of yesterday."""
    zone = turn.services.reviewing.zone_of(chosen)
    planned, now = due.astimezone(zone), turn.request.at.astimezone(zone)
    hour = chosen.reminder_hour
    if hour is None or next_at(hour, due - _BEFORE, zone) != due:
        return False
    return planned.date() == now.date()
