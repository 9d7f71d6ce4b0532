"""The clock says a line, too: what was set earlier goes through the same door as what is typed."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

import structlog

from bot.conversation.dispatcher import Dispatcher
from bot.conversation.message import Chat, Origin, Person, Reply, Request
from bot.domain.chats import ChatKind
from bot.errors import UnavailableError
from bot.storage.alarms import Alarm, AlarmStore
from bot.storage.outbox import HandledBeforeError

log = structlog.get_logger(__name__)

MOST_RINGS: Final = 5
"""How often an alarm that fails is tried, half a minute apart, before it is given up."""

Show = Callable[[Reply], Awaitable[object]]


async def ring(
    alarm: Alarm,
    alarms: AlarmStore,
    dispatcher: Dispatcher,
    show: Show,
    now: datetime,
    *,
    typesets: bool = False,
) -> None:
    """Say an alarm's line, show the reply, and settle the alarm.

    A line may be said again after a crash or a failure; so the command that answers it does
    nothing twice for the same alarm and the same ``due``.

    Args:
        alarm: what was claimed.
        alarms: where it is settled.
        dispatcher: what answers.
        show: shows the reply in the alarm's chat.
        now: the present, in UTC.
        typesets: whether the front end can typeset formulas.

    Raises:
        Exception: whatever the command or showing its reply raised; then the alarm rings again
            when its lease is over. The last time, it is logged and the alarm given up.
    """
    try:
        await show(await dispatcher.handle(_request(alarm, now, typesets=typesets)))
    except (UnavailableError, HandledBeforeError):
        raise
    except Exception:
        if alarm.rung < MOST_RINGS:
            raise
        log.exception("alarm given up", key=alarm.key, due=alarm.at.isoformat())
    await alarms.settle(alarm)


def _request(alarm: Alarm, now: datetime, *, typesets: bool) -> Request:
    forum, slash, _ = alarm.chat.partition("/")
    return Request(
        text=alarm.line,
        chat=Chat(alarm.chat, ChatKind(alarm.kind), forum if slash else None),
        person=Person(alarm.person, "") if alarm.person else None,
        at=now,
        origin=Origin.CLOCK,
        typesets=typesets,
        due=alarm.at,
    )
