"""Telegram's flood limits as a queue: what may go now, and when to look again. Pure.

- Everything keeps within the limits from the start; answers to people in private chats may come
  in a short burst, and are one a second on average;
- of what may go, answers come first, and a third of what may be sent in all is left for them; in a
  line, who has waited longest comes first, and a chat has one place in it, whatever waits for it;
- a refusal holds its chat for as long as it says, and ends its burst; it holds everything where
  another chat is held already and neither can be the reason.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

from bot.telegram.limits import MINUTE, ON_THE_WAY, Limits, Window

T = TypeVar("T")


class Urgency(IntEnum):
    """Who waits; the lowest goes first."""

    ANSWER = 0
    BROADCAST = 1


@dataclass(eq=False, slots=True)
class _Chat(Generic[T]):
    """One chat: what it was sent, and what waits for it.

    Args:
        name: how the Bot API names it.
        window: what it was sent, if it is no private one.
        spent_at: the moment at which what it was sent is spent, at the pace that it bears
            (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm).
        sent_at: the moment of the last message.
        was_early: whether that was one of a burst.
        held_until: the moment until which Telegram wants none.
        lines: what waits for it.
    """

    name: int | str
    window: Window | None
    spent_at: float = 0.0
    sent_at: float = -MINUTE
    was_early: bool = False
    held_until: float = 0.0
    lines: dict[Urgency, deque[T]] = field(default_factory=dict)


class FloodQueue(Generic[T]):
    """Messages that wait for their turn.

    All moments are seconds of one clock that starts above zero and never goes back.

    Args:
        limits: how much may be sent.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tolerance = limits.every * (limits.burst - 1)
        self._overall = Window(limits.overall)
        self._broadcast = Window(limits.broadcast)
        self._held_until = 0.0
        self._blameless: _Chat[T] | None = None  # refused last, though sent within its limit
        self._chats: OrderedDict[int | str, _Chat[T]] = OrderedDict()  # the last sent to comes last
        self._ready: tuple[deque[_Chat[T]], deque[_Chat[T]]] = (deque(), deque())
        self._blocked: list[tuple[float, int, Urgency, _Chat[T]]] = []
        self._numbers = count()
        self._waiting = 0

    def __len__(self) -> int:
        """How many wait."""
        return self._waiting

    def admit(self, name: int | str, urgency: Urgency, now: float) -> bool:
        """Count a message that may go at once, or return False: it has to be ``put`` in line.

        Args:
            name: its chat as the Bot API names it; a positive number is a private one.
            urgency: whether somebody waits for it. In a chat that was sent something in the last
                minute somebody does, whatever is said here: a round goes on, a page follows.
            now: the moment.
        """
        chat = self._chat(name)
        urgency = _urgency(chat, urgency, now)
        if self._waiting and self._others_first(chat, urgency, now):
            return False
        if max(self._overall_free_at(urgency), self._free_at(chat, urgency)) > now:
            return False
        self._count(chat, urgency, now)
        return True

    def put(
        self, item: T, name: int | str, urgency: Urgency, now: float, *, again: bool = False
    ) -> None:
        """Have a message wait.

        Args:
            item: the message.
            name: its chat, as for ``admit``.
            urgency: whether somebody waits for it, as for ``admit``.
            now: the moment.
            again: whether it was refused, and so goes before those that came after it.
        """
        chat = self._chat(name)
        urgency = _urgency(chat, urgency, now)
        line = chat.lines.setdefault(urgency, deque())
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
        for urgency in Urgency:
            ready = self._ready[urgency]
            while ready and self._overall_free_at(urgency) <= now:
                chat = ready.popleft()
                if self._free_at(chat, urgency) <= now:
                    return self._send(chat, urgency, now)
                self._block(chat, urgency)
        return None

    def look_at(self) -> float | None:
        """Return when ``take`` may have one again, after it had none; None if nothing waits."""
        moments = [self._blocked[0][0]] if self._blocked else []
        moments += [self._overall_free_at(it) for it in Urgency if self._ready[it]]
        return max(min(moments), self._held_until) if moments else None

    def arrived(self, name: int | str, sent: float, now: float) -> None:
        """Take note that Telegram has answered, so that it has counted a message by now.

        Args:
            name: its chat.
            sent: the moment at which it was admitted, or taken.
            now: the moment.
        """
        if now - sent <= ON_THE_WAY:
            return
        self._overall.postpone(sent, now)
        chat = self._chats.get(name)
        if chat is not None and chat.window is not None:
            chat.window.postpone(sent, now)
            chat.spent_at = max(chat.spent_at, now + self._limits.every)

    def refuse(self, name: int | str, seconds: float, now: float) -> None:
        """Take note that Telegram refused a message, and for how long it wants none.

        One chat may be refused for a reason of its own, and holds up nobody else. Where a second
        private chat is refused while the first is held, and neither was sent more than it bears,
        the limit is the one for all. What a group bears is less than anybody says.
        """
        chat = self._chat(name)
        chat.held_until = max(chat.held_until, now + seconds)
        if chat.window is not None:
            return
        chat.spent_at = max(chat.spent_at, chat.held_until + self._tolerance)
        if not chat.was_early:
            first = self._blameless
            if first is not None and first is not chat and first.held_until > now:
                self._held_until = max(self._held_until, now + seconds)
            self._blameless = chat

    def _chat(self, name: int | str) -> _Chat[T]:
        chat = self._chats.get(name)
        if chat is None:
            private = isinstance(name, int) and name > 0
            chat = self._chats[name] = _Chat(name, None if private else Window(self._limits.group))
        return chat

    def _others_first(self, chat: _Chat[T], urgency: Urgency, now: float) -> bool:
        """Tell whether something waits that is to go before a message."""
        if chat.lines.get(urgency) or any(self._ready[: urgency + 1]):
            return True
        return bool(self._blocked) and self._blocked[0][0] <= now

    def _overall_free_at(self, urgency: Urgency) -> float:
        free_at = max(self._held_until, self._overall.free_at)
        return free_at if urgency is Urgency.ANSWER else max(free_at, self._broadcast.free_at)

    def _free_at(self, chat: _Chat[T], urgency: Urgency) -> float:
        if chat.window is not None:
            return max(chat.held_until, chat.spent_at, chat.window.free_at)
        early = self._tolerance if urgency is Urgency.ANSWER else 0.0
        return max(chat.held_until, chat.spent_at - early)

    def _block(self, chat: _Chat[T], urgency: Urgency) -> None:
        free_at = self._free_at(chat, urgency)
        heappush(self._blocked, (free_at, next(self._numbers), urgency, chat))

    def _send(self, chat: _Chat[T], urgency: Urgency, now: float) -> T:
        line = chat.lines[urgency]
        item = line.popleft()
        self._waiting -= 1
        self._count(chat, urgency, now)
        if line:
            self._block(chat, urgency)
        else:
            del chat.lines[urgency]
        return item

    def _count(self, chat: _Chat[T], urgency: Urgency, now: float) -> None:
        self._overall.note(now)
        if urgency is Urgency.BROADCAST:
            self._broadcast.note(now)
        if chat.window is not None:
            chat.window.note(now)
        chat.was_early = now < chat.spent_at
        chat.spent_at = max(chat.spent_at, now) + self._limits.every
        chat.sent_at = now
        self._chats.move_to_end(chat.name)
        self._forget(now)

    def _forget(self, now: float) -> None:
        """Forget chats that were sent nothing for so long that nothing counts any more."""
        longest = max(self._limits.group.seconds, self._tolerance + self._limits.every, MINUTE)
        while (oldest := next(iter(self._chats.values()))).sent_at < now - longest:
            if oldest.lines or oldest.held_until > now:
                self._chats.move_to_end(oldest.name)
                return
            del self._chats[oldest.name]


def _urgency(chat: _Chat[T], urgency: Urgency, now: float) -> Urgency:
    """Return how urgent a message is where somebody may be there."""
    return Urgency.ANSWER if now - chat.sent_at < MINUTE else urgency
