"""Questions of the day: what somebody asks for, and what is to come."""

from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.domain.knowledge import Deck
from bot.domain.language import Language, named
from bot.domain.order import (
    FILLERS,
    NO_COUNT,
    BadCount,
    NothingLeft,
    Order,
    UnknownWord,
    read_order,
)
from bot.domain.schedule import Weekly, read_days, read_time

_LONGEST_GLUED: Final = 20  # characters: 周一至周五晚上十二点三十分


@dataclass(frozen=True)
class Daily:
    """A question that comes on some days at a time of day.

    Args:
        chat: where it comes; a forum topic is a chat of its own.
        kind: the kind of that chat.
        forum: the whole group, of which the chat may be a topic.
        weekly: when, on the clocks of the chat.
        order: what may be asked, in the words that ``/quiz`` understands.
        language: the language it is asked in.
    """

    chat: str
    kind: str
    forum: str
    weekly: Weekly
    order: str
    language: Language


@dataclass(frozen=True)
class Kept(Daily):
    """One that is stored, under a number."""

    id: int


@dataclass(frozen=True)
class Wish:
    """What somebody asks for behind ``/daily``; ``language`` None is that of the conversation."""

    weekly: Weekly
    order: str
    language: Language | None


@dataclass(frozen=True)
class NoTime:
    """No time of day was said; ``word`` may have been meant as one, and is empty if none was."""

    word: str = ""


def read_wish(text: str, deck: Deck) -> Wish | NoTime | UnknownWord | BadCount | NothingLeft:
    """Understand ``09:00 mon-fri topic regularization``, in any order.

    Args:
        text: a time of day, and maybe days, a language, and what may be asked.
        deck: where topics and entries are looked up.
    """
    at: time | None = None
    days: frozenset[int] | None = None
    language: Language | None = None
    rest: list[str] = []
    for word in (part for glued in text.split() for part in _parted(glued)):
        if at is None and (found := read_time(word)):
            at = found
        elif on := read_days(word):
            days = (days or frozenset()) | on
        elif spoken := named(word):
            language = spoken
        else:
            rest.append(word)
    while rest and rest[0].casefold() in FILLERS:
        rest.pop(0)
    if at is None:
        return NoTime(next((word for word in rest if any(map(str.isdigit, word))), ""))
    order = read_order(" ".join(rest), deck, most=NO_COUNT)
    if not isinstance(order, Order):
        return order
    return Wish(Weekly(at, days) if days else Weekly(at), " ".join(rest), language)


def _parted(word: str) -> tuple[str, ...]:
    """Part days from the time behind them, as in ``每天早上8点``; else return the word."""
    if len(word) <= _LONGEST_GLUED:
        for end in range(1, len(word)):
            if read_days(word[:end]) and read_time(word[end:]):
                return word[:end], word[end:]
    return (word,)


def pool_of(order: str, deck: Deck) -> tuple[str, ...]:
    """Return the entries that may be asked; all, if the deck no longer knows the words."""
    read = read_order(order, deck)
    return read.pool if isinstance(read, Order) else tuple(entry.id for entry in deck.entries)
