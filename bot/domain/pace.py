"""How much somebody may say: so much at once, then so much in a time. Pure.

The generic cell rate algorithm: of each speaker one moment is kept, the one at which all that they
have said would be spent. https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

PAUSE: Final = timedelta(seconds=30)
"""How long who has said too much is not answered."""

APART: Final = timedelta(minutes=10)
"""By how much the clocks that tell the time of lines may disagree."""

MOST_KEPT: Final = 10_000
"""How many speakers are kept before those are looked for of whom nothing counts any more."""


@dataclass(frozen=True)
class Allowance:
    """Lines that may be said.

    Args:
        burst: how many at once.
        every: after how long there may be one more.
    """

    burst: int
    every: timedelta


PERSON: Final = Allowance(60, timedelta(seconds=1))
"""A drill is a press every few seconds; nobody reads more than this, and Telegram takes no more."""

CHAT: Final = Allowance(40, timedelta(seconds=3))
"""Of all people of a group together, where Telegram allows 20 answers a minute."""


@dataclass
class _Said:
    at: datetime  # of the last line
    spent_at: datetime
    paused_until: datetime


class Pace:
    """Tells who says too much.

    Args:
        allowance: how much that is.
        pause: how long who has said more is not answered. What they have said counts on: after
            pauses, too, nobody has more answers than there would be without.
    """

    def __init__(self, allowance: Allowance, pause: timedelta = PAUSE) -> None:
        self._allowance = allowance
        self._pause = pause
        self._said: dict[str, _Said] = {}
        self._look_at = MOST_KEPT

    def takes(self, who: str, at: datetime, weight: int = 1) -> bool:
        """Count a line, and tell whether it is to be answered.

        Args:
            who: who says it, a person or a chat.
            at: when. A line that is a little older than the one before counts as if they were of
                one time: two clocks may disagree. One that is older by more than ``APART`` comes
                after a clock was set back, and nothing said before it counts.
            weight: as how many lines it counts.
        """
        said = self._said.get(who)
        if said is None or said.at - at > APART:
            said = self._said[who] = _Said(at, at, at)
            self._forget(at)
        said.at = max(said.at, at)
        if said.at < said.paused_until:
            return False
        spent_at = max(said.spent_at, said.at) + weight * self._allowance.every
        if spent_at - said.at > self._allowance.burst * self._allowance.every:
            said.paused_until = said.at + self._pause
            return False
        said.spent_at = spent_at
        return True

    def _forget(self, at: datetime) -> None:
        """Forget those of whom nothing counts any more, when many are kept."""
        if len(self._said) < self._look_at:
            return
        self._said = {
            who: said
            for who, said in self._said.items()
            if max(said.spent_at, said.paused_until) >= at
        }
        self._look_at = max(MOST_KEPT, 2 * len(self._said))
