"""A queue of what goes out, filled and emptied: chats with their numbers."""

from dataclasses import dataclass

from bot.telegram.flood import FloodQueue, Urgency
from bot.telegram.limits import Limits, Rate

LIMITS = Limits(Rate(5, 1.0), broadcast=Rate(3, 1.0), group=Rate(3, 10.0), every=1.0, burst=9)
START = 1000.0
ANN, BOB, CAROL, GROUP = 1, 2, 7, -3
BROADCAST, ANSWER = Urgency.BROADCAST, Urgency.ANSWER


@dataclass(frozen=True)
class Sent:
    at: float
    chat: int
    number: int


def run_dry(queue: FloodQueue[tuple[int, int]], now: float) -> list[Sent]:
    """Send all that waits, each at the first moment the queue allows."""
    sent = []
    while True:
        while taken := queue.take(now):
            sent.append(Sent(now, *taken))
        at = queue.look_at()
        if at is None:
            assert len(queue) == 0
            return sent
        assert at > now
        now = at


def put_all(queue: FloodQueue[tuple[int, int]], chats: list[int], urgency: Urgency) -> None:
    for number, chat in enumerate(chats):
        queue.put((chat, number), chat, urgency, START)
