"""Telegram's flood limits as a queue: what may go now, and when to look again. Pure.

What Telegram says (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
one message a second in a chat, with short bursts; 20 a minute in a group; 30 a second for bulk
notifications. What it enforces is not said; only a refusal with ``retry_after`` tells. So

- groups, channels and whatever nobody waits for keep within these limits from the start;
- answers to people in private chats may come in a burst, but keep to one a second on average;
  when Telegram refuses one, they keep within the same limits as the rest, for ``STRICT_SECONDS``;
- of what may go, answers come first, and a third of what may be sent in all is left for them; in a
  line, who has waited longest comes first;
- a refusal holds its chat for as long as it says; everything, where another chat is held already
  and neither can be the reason.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Final, Generic, TypeVar

STRICT_SECONDS: Final = 3600.0
MINUTE: Final = 60.0

T = TypeVar("T")


class Urgency(IntEnum):
    """Who waits; the lowest goes first."""

    ANSWER = 0
    BROADCAST = 1


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
        chat: to one chat.
        group: to one group or channel, in addition.
        burst: to one private chat, of answers, as long as none is refused.
    """

    overall: Rate
    broadcast: Rate
    chat: Rate
    group: Rate
    burst: Rate


# A tenth of a second more than Telegram asks for: on the way, messages may catch up with others.
TELEGRAM: Final = Limits(
    overall=Rate(30, 1.1),
    broadcast=Rate(20, 1.1),
    chat=Rate(1, 1.1),
    group=Rate(20, MINUTE + 0.1),
    burst=Rate(30, 30.1),
)


class Window:
    """Remembers when what counts for a rate was sent."""

    def __init__(self, rate: Rate) -> None:
        self._seconds = rate.seconds
        self._sent: deque[float] = deque(maxlen=rate.count)

    @property
    def free_at(self) -> float:
        """The moment from which one more keeps within the rate."""
        return self._sent[0] + self._seconds if len(self._sent) == self._sent.maxlen else 0.0

    def note(self, now: float) -> None:
        self._sent.append(now)


@dataclass(eq=False)
class _Chat(Generic[T]):
    """One chat: what it was sent, and what waits for it."""

    name: int | str
    windows: list[Window]
    burst: Window
    held_until: float = 0.0
    last_sent: float = -MINUTE
    was_early: bool = False
    lines: tuple[deque[T], deque[T]] = field(default_factory=lambda: (deque(), deque()))

    @property
    def is_private(self) -> bool:
        return isinstance(self.name, int) and self.name > 0

    @property
    def free_at(self) -> float:
        """The moment from which one more keeps within the limits."""
        return max(window.free_at for window in self.windows)

    def note(self, now: float) -> None:
        self.was_early = now < self.free_at
        self.last_sent = now
        for window in (*self.windows, self.burst):
            window.note(now)


class FloodQueue(Generic[T]):
    """Messages that wait for their turn.

    All moments are seconds of one clock that starts above zero and never goes back.

    Args:
        limits: how much may be sent.
    """

    def __init__(self, limits: Limits = TELEGRAM) -> None:
        self._limits = limits
        self._overall = Window(limits.overall)
        self._broadcast = Window(limits.broadcast)
        self._held_until = 0.0
        self._strict_until = 0.0
        self._blameless: _Chat[T] | None = None  # refused last, though sent within its limit
        self._chats: dict[int | str, _Chat[T]] = {}
        self._ready: tuple[deque[_Chat[T]], deque[_Chat[T]]] = (deque(), deque())
        self._blocked: list[tuple[float, int, Urgency, _Chat[T]]] = []
        self._numbers = count()
        self._sent: deque[tuple[float, _Chat[T]]] = deque()
        self._waiting = 0

    def __len__(self) -> int:
        """How many wait."""
        return self._waiting

    def put(
        self, item: T, name: int | str, urgency: Urgency, now: float, *, again: bool = False
    ) -> None:
        """Have a message wait.

        Args:
            item: the message.
            name: its chat as the Bot API names it; a positive number is a private one.
            urgency: whether somebody waits for it. In a chat that was sent something in the last
                minute somebody does, whatever is said here: a round goes on, a page follows.
            now: the moment.
            again: whether it was refused, and so goes before those that came after it.
        """
        self._forget(now)
        chat = self._chat(name)
        if now - chat.last_sent < MINUTE:
            urgency = Urgency.ANSWER
        line = chat.lines[urgency]
        if again:
            line.appendleft(item)
        else:
            line.append(item)
        self._waiting += 1
        if len(line) == 1:
            self._ready[urgency].append(chat)

    def take(self, now: float) -> T | None:
        """Return the next message that may be sent now, and count it; None if there is none."""
        while self._blocked and self._blocked[0][0] <= now:
            _, _, urgency, chat = heappop(self._blocked)
            self._ready[urgency].append(chat)
        if now < self._held_until:
            return None
        for urgency in Urgency:
            ready = self._ready[urgency]
            while ready and self._overall_free_at(urgency, now) <= now:
                chat = ready.popleft()
                if self._free_at(chat, urgency, now) <= now:
                    return self._send(chat, urgency, now)
                self._block(chat, urgency, now)
        return None

    def look_at(self, now: float) -> float | None:
        """Return when ``take`` may have one again, after it had none; None if nothing waits."""
        moments = [self._blocked[0][0]] if self._blocked else []
        moments += [self._overall_free_at(it, now) for it in Urgency if self._ready[it]]
        return max(min(moments), self._held_until) if moments else None

    def refuse(self, name: int | str, seconds: float, now: float) -> None:
        """Take note that Telegram refused a message, and for how long it wants none.

        One chat may be refused for a reason of its own, and holds up nobody else. Where a second
        private chat is refused while the first is held, and neither was sent more than it bears,
        the limit is the one for all. What a group bears is less than anybody says.
        """
        chat = self._chat(name)
        chat.held_until = max(chat.held_until, now + seconds)
        if chat.is_private and not chat.was_early:
            first = self._blameless
            if first is not None and first is not chat and first.held_until > now:
                self._held_until = max(self._held_until, now + seconds)
            self._blameless = chat
        self._strict_until = now + STRICT_SECONDS

    def _chat(self, name: int | str) -> _Chat[T]:
        if name not in self._chats:
            chat: _Chat[T] = _Chat(name, [Window(self._limits.chat)], Window(self._limits.burst))
            if not chat.is_private:
                chat.windows.append(Window(self._limits.group))
            self._chats[name] = chat
        return self._chats[name]

    def _overall_free_at(self, urgency: Urgency, now: float) -> float:
        if urgency is Urgency.BROADCAST:
            return max(self._overall.free_at, self._broadcast.free_at)
        return self._overall.free_at if now < self._strict_until else 0.0

    def _free_at(self, chat: _Chat[T], urgency: Urgency, now: float) -> float:
        lenient = urgency is Urgency.ANSWER and chat.is_private and now >= self._strict_until
        return max(chat.held_until, chat.burst.free_at if lenient else chat.free_at)

    def _block(self, chat: _Chat[T], urgency: Urgency, now: float) -> None:
        free_at = self._free_at(chat, urgency, now)
        heappush(self._blocked, (free_at, next(self._numbers), urgency, chat))

    def _send(self, chat: _Chat[T], urgency: Urgency, now: float) -> T:
        item = chat.lines[urgency].popleft()
        self._waiting -= 1
        self._overall.note(now)
        if urgency is Urgency.BROADCAST:
            self._broadcast.note(now)
        chat.note(now)
        self._sent.append((now, chat))
        if chat.lines[urgency]:
            self._block(chat, urgency, now)
        return item

    def _forget(self, now: float) -> None:
        """Forget chats that were sent nothing for so long that nothing counts any more."""
        longest = max(self._limits.group.seconds, self._limits.chat.seconds, MINUTE)
        while self._sent and self._sent[0][0] < now - longest:
            sent, chat = self._sent.popleft()
            if sent == chat.last_sent and chat.held_until <= now and not any(chat.lines):
                self._chats.pop(chat.name, None)
