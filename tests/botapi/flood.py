"""Flood limits as Telegram counts them: messages and edits, in all and in each chat."""

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.botapi.refusal import Blameless
from tests.botapi.specification import Json

_COUNTED = ("send", "copy", "forward", "editMessage")
_FREE = {"sendChatAction", "sendMessageDraft", "sendRichMessageDraft"}

Window = tuple[int, float]
"""At most so many in so many seconds."""


@dataclass(eq=False)
class Flood:
    """Counts what arrives, and refuses what is too much; what is refused does not count.

    Args:
        overall: what a bot may send.
        chat: what may be sent to one chat.
        group: what may be sent to one group or channel, in addition.
        now: tells the time, in seconds.
    """

    overall: Window = (30, 1.0)
    chat: Window = (1, 1.0)
    group: Window = (20, 60.0)
    now: Callable[[], float] = time.monotonic
    _arrived: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def check(self, method: str, call: Json) -> None:
        """Count a call.

        Raises:
            Refusal: 429, it is one too many.
        """
        if not method.startswith(_COUNTED) or method in _FREE or "chat_id" not in call:
            return
        chat, now = int(call["chat_id"]), self.now()
        missing = max(self._missing(chat, now), default=0.0)
        if missing > 0:
            seconds = math.ceil(missing)
            raise Blameless(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        self._arrived[0].append(now)
        self._arrived[chat].append(now)

    def _missing(self, chat: int, now: float) -> Iterator[float]:
        """Yield for each limit how many seconds are missing until one more is allowed."""
        limits = [(0, self.overall), (chat, self.chat)] + [(chat, self.group)] * (chat < 0)
        for key, (count, seconds) in limits:
            arrived = self._arrived[key]
            if len(arrived) >= count:
                yield seconds - (now - arrived[-count])
