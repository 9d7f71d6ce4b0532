"""What is counted and timed, for Prometheus.

No label ever holds what somebody said, who or where, or the token.
"""

from typing import Final

from telegram.constants import UpdateType

from bot.telegram.counting import Count, Level, Timing
from bot.telegram.updates import Update

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LAG_SECONDS: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 7200.0)

UPDATES: Final = Count("bot_updates", "Updates taken in", ("kind", "outcome"))
HANDLING: Final = Timing(
    "bot_handling_seconds", "From an update to its reply in the database", SECONDS
)
SHOWING: Final = Timing("bot_showing_seconds", "From a reply in the database to the chat", SECONDS)
CALLS: Final = Count("bot_api_calls", "Calls of the Bot API", ("method", "status"))
FAILED: Final = "failed"
"""The status of a call without an answer, or of getUpdates without updates."""
REFUSALS: Final = Count("bot_api_refusals", "Calls that Telegram answered with 429")
RETRIES: Final = Count("bot_retries", "Replies that were tried again")
WAITING: Final = Level("bot_waiting_messages", "Messages that wait for their turn to be sent")
LAG: Final = Timing("bot_schedule_lag_seconds", "How late what is due is said", LAG_SECONDS)
DATABASE: Final = Level("bot_database_seconds", "How long the database takes to answer")
DATABASE_UP: Final = Level("bot_database_up", "Whether the database answers")

_KINDS: Final = frozenset(map(str, UpdateType))


def kind_of(update: Update) -> str:
    """Return what an update is, by its name in the Bot API."""
    for name in update:
        if name in _KINDS:
            return name
    return "other"
