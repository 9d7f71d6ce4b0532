"""How much Telegram takes, and what was sent of it lately. Pure.

What it says (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this): one
message a second in a chat, with short bursts; 20 a minute in a group; 30 a second in all. What it
enforces is not said; only a refusal with ``retry_after`` tells.
"""

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from typing import Final

MINUTE: Final = 60.0
ON_THE_WAY: Final = 0.1
"""Seconds more than Telegram asks for: messages may catch up with those before them."""

SECOND: Final = 1.0 + ON_THE_WAY


@dataclass(frozen=True)
class Rate:
    """At most ``count`` in any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True)
class Limits:
    """How much may be sent.

    Args:
        overall: in all.
        broadcast: of what nobody waits for; the rest of the overall is left for answers.
        group: to one group or channel.
        every: seconds between two messages to one chat.
        burst: how many answers one private chat may be sent at once, as long as none is refused;
            on average they keep to ``every``.
    """

    overall: Rate
    broadcast: Rate
    group: Rate = Rate(20, MINUTE + ON_THE_WAY)
    every: float = SECOND
    burst: int = 20


def telegram_limits(per_second: int) -> Limits:
    """Return Telegram's limits, for a bot that may send so many messages a second in all."""
    return Limits(Rate(per_second, SECOND), Rate(max(1, per_second * 2 // 3), SECOND))


class Window:
    """Remembers when what counts for a rate was sent, the oldest first."""

    def __init__(self, rate: Rate) -> None:
        self._seconds = rate.seconds
        self._sent: deque[float] = deque(maxlen=rate.count)

    @property
    def free_at(self) -> float:
        """The moment from which one more keeps within the rate."""
        return self._sent[0] + self._seconds if len(self._sent) == self._sent.maxlen else 0.0

    def note(self, now: float) -> None:
        self._sent.append(now)

    def postpone(self, sent: float, now: float) -> None:
        """Count what was sent at a moment as sent now."""
        place = bisect_left(self._sent, sent)
        if place < len(self._sent) and self._sent[place] == sent:  # else too long ago to count
            del self._sent[place]
            self._sent.append(now)
