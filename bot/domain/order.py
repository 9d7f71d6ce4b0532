"""What somebody wants to be asked: the words behind ``/quiz``, understood."""

import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from bot.domain.knowledge import Deck, Entry
from bot.domain.places import read_place

DEFAULT_LENGTH: Final = 10
MAX_LENGTH: Final = 100
NO_COUNT: Final = 0
"""How many questions may be asked for where there is no choice."""
MOST_WORDS: Final = 8  # of a topic's name; all runs of a long line's words would take a minute


@dataclass(frozen=True)
class Order:
    """What a person wants to be drilled on: the entries that may come and how many of them."""

    pool: tuple[str, ...]
    length: int


@dataclass(frozen=True)
class UnknownWord:
    """The order holds words that are neither a number, a topic, a range nor a level."""

    word: str


@dataclass(frozen=True)
class BadCount:
    """There cannot be as many questions as a word says; ``most``: how many there may be."""

    word: str
    most: int


@dataclass(frozen=True)
class NothingLeft:
    """No entry fits all parts of the order."""


LEVELS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("easy", "warmup", "简单", "热身"), 1),
    **dict.fromkeys(("core", "medium", "核心", "中等"), 2),
    **dict.fromkeys(("hard", "deep", "困难", "难"), 3),
}

ALL: Final = frozenset({"all", "全部", "所有"})
FILLERS: Final = ALL | {
    *("topic", "topics", "on", "about", "question", "questions", "any", "some", "random"),
    *(
        "me",
        "the",
        "and",
        "please",
        "at",
        "every",
        "day",
        "主题",
        "关于",
        "题",
        "道题",
        "随机",
        "和",
    ),
}
"""Words that say nothing by themselves where something is ordered."""

_TO: Final = re.compile(r"\.\.|[-–—~～至到]")
_NUMERALS: Final = {"两": 2, **{it: value for value, it in enumerate("一二三四五六七八九十", 1)}}
_COUNT: Final = re.compile(
    r"([-−－]?)(?:\+?([0-9]{1,18})|([一二两三四五六七八九十]))(?:[道个]?(?:题目?|題目?)|道)?"
)


def read_count(word: str, most: int) -> int | BadCount | None:
    """Read a number of questions: ``5``, ``5道题`` or ``五``; None if a word is none.

    Args:
        word: what may be one.
        most: how many there may be; ``NO_COUNT`` where there is no choice.
    """
    found = _COUNT.fullmatch(word)
    if found is None:
        return None
    count = int(found[2]) if found[2] else _NUMERALS[found[3]]
    return count if not found[1] and 1 <= count <= most else BadCount(word, most)


def read_order(
    text: str, deck: Deck, about: Collection[str] = (), *, most: int = MAX_LENGTH
) -> Order | UnknownWord | BadCount | NothingLeft:
    """Understand what stands behind ``/quiz``.

    Args:
        text: for example ``10``, ``regularization``, ``5 dl-30..dl-40``, ``chapter 7``,
            ``page 258``, ``hard``, in any order. Several topics, ranges or places add up, so do
            levels, which narrow them.
        deck: where topics and entries are looked up.
        about: the entries that the unknown words among them are about, if that was found out.
        most: how many questions may be asked for.
    """
    length = DEFAULT_LENGTH
    unknown: list[str] = []
    levels: set[int] = set()
    chosen: set[str] | None = None
    words = text.replace("，", " ").replace(",", " ").split()
    while words:
        word = words[0]
        if (count := read_count(word, most)) is not None:
            if isinstance(count, BadCount):
                return count
            length, used = count, 1
        elif word.casefold() in LEVELS:
            levels.add(LEVELS[word.casefold()])
            used = 1
        else:
            entries, used = _named(words, deck)
            if entries is not None:
                chosen = (chosen or set()).union(entries)
            elif word.casefold() not in FILLERS:
                unknown += words[:used]
        words = words[used:]
    if unknown:
        if not about:
            return UnknownWord(" ".join(unknown))
        chosen = (chosen or set()).union(about)
    pool = _pool(deck, chosen, levels)
    return Order(pool, min(length, len(pool))) if pool else NothingLeft()


def _pool(deck: Deck, chosen: Set[str] | None, levels: Set[int]) -> tuple[str, ...]:
    """Return the entries that are chosen (None: any), of these levels (none: of any)."""
    return tuple(
        entry.id
        for entry in deck.entries
        if (chosen is None or entry.id in chosen) and (not levels or entry.level in levels)
    )


def _named(words: Sequence[str], deck: Deck) -> tuple[tuple[str, ...] | None, int]:
    """Return the entries that the first words name, None if they name none, and how many words."""
    place, used = read_place(words, deck)
    if used:
        return tuple(entry.id for entry in place.entries) if place else None, used
    within = _range(words[0], deck)
    return (within, 1) if within else _topic(words, deck)


def _range(word: str, deck: Deck) -> tuple[str, ...]:
    """Return the entries from one id or number to another, or the one with this id."""
    said = word.casefold()
    ids = [entry.id for entry in sorted(deck.entries, key=_by_number)]
    parted = [(said[: it.start()], said[it.end() :]) for it in _TO.finditer(said)]
    for first, last in ((said, said), *parted):  # an id may have a hyphen in it
        ends = [_entry_id(first, deck), _entry_id(last, deck)]
        if ends[0] in ids and ends[1] in ids:
            start, stop = sorted(ids.index(end) for end in ends)
            return tuple(ids[start : stop + 1])
    return ()


def _by_number(entry: Entry) -> tuple[int, str]:
    return (entry.number or 0, entry.id)


def _entry_id(word: str, deck: Deck) -> str:
    """Return the id that ``dl-30``, ``30``, ``q30`` or ``第30题`` means; the word if none."""
    found = re.fullmatch(r"(?:q|#|第)?(\d{1,3})(?:题|題)?", word)
    entry = deck.by_number.get(int(found[1])) if found else None
    return entry.id if entry else word


def _topic(words: Sequence[str], deck: Deck) -> tuple[tuple[str, ...] | None, int]:
    """Return the entries of the topic that the longest run of first words names, and its length."""
    for used in range(min(len(words), MOST_WORDS), 0, -1):
        topic = deck.find_topic("".join(words[:used]))
        if topic:
            return tuple(entry.id for entry in topic.entries), used
    return None, 1
