"""Drilling: what may be asked, what comes next, how an answer is graded."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import Final, TypeAlias

from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language
from bot.domain.places import read_place

DEFAULT_LENGTH: Final = 10
MAX_LENGTH: Final = 100


class Grade(StrEnum):
    """How well an entry was recalled, in the words of spaced repetition."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


SKIPPED: Final = "skipped"
KNOWN_FROM: Final = 0.8
HALF_KNOWN_FROM: Final = 0.5


def earned(score: float) -> Grade:
    """Return the grade for an answer with this score, from 0 to 1."""
    if score >= KNOWN_FROM:
        return Grade.GOOD
    return Grade.HARD if score >= HALF_KNOWN_FROM else Grade.AGAIN


class Mode(StrEnum):
    """How a question is answered: think and look, type, or pick from options."""

    REVEAL = "reveal"
    TYPE = "type"
    CHOOSE = "choose"


class Kind(StrEnum):
    """What a drill is for."""

    QUIZ = "quiz"
    REVIEW = "review"
    MOCK = "mock"


@dataclass(frozen=True)
class Order:
    """What a person wants to be drilled on: the entries that may come and how many of them."""

    pool: tuple[str, ...]
    length: int


@dataclass(frozen=True)
class UnknownWord:
    """The order holds a word that is neither a number, a topic, a range nor a level."""

    word: str


@dataclass(frozen=True)
class NothingLeft:
    """No entry fits all parts of the order."""


LEVELS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("easy", "warmup", "简单", "热身"), 1),
    **dict.fromkeys(("core", "medium", "核心", "中等"), 2),
    **dict.fromkeys(("hard", "deep", "困难", "难"), 3),
}


def read_order(text: str, deck: Deck) -> Order | UnknownWord | NothingLeft:
    """Understand what stands behind ``/quiz``.

    Args:
        text: for example ``10``, ``regularization``, ``5 dl-30..dl-40``, ``chapter 7``,
            ``page 258``, ``hard``, in any order. Several topics, ranges or places add up; a level
            narrows them.
        deck: where topics and entries are looked up.
    """
    length = DEFAULT_LENGTH
    level: int | None = None
    chosen: set[str] | None = None
    words = text.replace("，", " ").replace(",", " ").split()
    while words:
        word = words[0]
        if re.fullmatch(r"\d{1,4}", word):
            length, used = int(word), 1
        elif word.casefold() in LEVELS:
            level, used = LEVELS[word.casefold()], 1
        else:
            entries, used = _named(words, deck)
            chosen = (chosen or set()).union(entries)
        if not used:
            return UnknownWord(word)
        words = words[used:]
    pool = tuple(
        entry.id
        for entry in deck.entries
        if (chosen is None or entry.id in chosen) and level in (None, entry.level)
    )
    return Order(pool, max(1, min(length, len(pool), MAX_LENGTH))) if pool else NothingLeft()


def _named(words: Sequence[str], deck: Deck) -> tuple[tuple[str, ...], int]:
    """Return the entries that the first words name, and how many words do; 0 if none does."""
    place, used = read_place(words, deck)
    if place:
        return tuple(entry.id for entry in place.entries), used
    within = _range(words[0], deck)
    return (within, 1) if within else _topic(words, deck)


def _range(word: str, deck: Deck) -> tuple[str, ...]:
    """Return the entries from one id or number to another, or the one with this id."""
    first, _, last = word.casefold().partition("..")
    ids = [entry.id for entry in sorted(deck.entries, key=_by_number)]
    ends = [_entry_id(end, deck) for end in (first, last or first)]
    if ends[0] not in ids or ends[1] not in ids:
        return ()
    start, stop = sorted(ids.index(end) for end in ends)
    return tuple(ids[start : stop + 1])


def _by_number(entry: Entry) -> tuple[int, str]:
    return (entry.number or 0, entry.id)


def _entry_id(word: str, deck: Deck) -> str:
    """Return the id that ``dl-30``, ``30`` or ``q30`` means; the word itself if none."""
    found = re.fullmatch(r"(?:q|#)?(\d{1,3})", word)
    entry = deck.by_number.get(int(found[1])) if found else None
    return entry.id if entry else word


def _topic(words: Sequence[str], deck: Deck) -> tuple[tuple[str, ...], int]:
    """Return the entries of the topic that the longest run of first words names, and its length."""
    for used in range(len(words), 0, -1):
        topic = deck.find_topic("".join(words[:used]))
        if topic:
            return tuple(entry.id for entry in topic.entries), used
    return (), 0


def next_entry(
    pool: Sequence[str], asked_here: Mapping[str, int], in_drill: Sequence[str], random: Random
) -> str | None:
    """Choose the entry to ask next.

    No entry comes again in a chat before all of the pool have been asked there.

    Args:
        pool: entry ids that may be asked.
        asked_here: how often each entry was asked in this chat, drills before included.
        in_drill: what this drill has asked already; it never repeats itself.
        random: the source of chance.

    Returns:
        An entry id, or None when the drill has asked all it may.
    """
    left = [entry for entry in pool if entry not in in_drill]
    if not left:
        return None
    fewest = min(asked_here.get(entry, 0) for entry in left)
    return random.choice([entry for entry in left if asked_here.get(entry, 0) == fewest])


@dataclass(frozen=True)
class Question:
    """What is to be asked, and how it is to be answered."""

    entry: str
    mode: Mode = Mode.REVEAL


@dataclass(frozen=True)
class Card:
    """One question of a drill.

    Args:
        position: from 1.
        entry: the entry's id.
        asked_at: when it was asked.
        mode: how it is to be answered.
        hints: how many were given.
        revealed_at: when the answer was shown, or given by typing or picking.
        answer: what was typed, or the numbers of the options picked.
        outcome: a grade, ``skipped``, or None while it is open.
        answered_at: when it got its outcome.
        score: of an answer that was typed or picked, 0 to 1.
        due: after a grade, when the entry comes again.
        lapses: after a grade, how often the entry had been forgotten by then.
    """

    position: int
    entry: str
    asked_at: datetime
    mode: Mode = Mode.REVEAL
    hints: int = 0
    revealed_at: datetime | None = None
    answer: str | None = None
    outcome: str | None = None
    answered_at: datetime | None = None
    score: float | None = None
    due: datetime | None = None
    lapses: int = 0

    @property
    def revealed(self) -> bool:
        return self.revealed_at is not None


@dataclass(frozen=True)
class Plan:
    """What a drill is to be.

    Args:
        chat: where it is.
        person: whose it is.
        language: in which it is.
        kind: what it is for.
        pool: the entries that may come; those of a mock interview in the order in which they do.
        length: how many come.
    """

    chat: str
    person: str
    language: Language
    kind: Kind
    pool: tuple[str, ...]
    length: int


@dataclass(frozen=True)
class Drill(Plan):
    """A drill under way or over; ``cards`` in the order they were asked."""

    id: int
    ended: bool
    cards: tuple[Card, ...]

    @property
    def current(self) -> Card | None:
        """The open question, if there is one."""
        return self.cards[-1] if self.cards and self.cards[-1].outcome is None else None

    def at(self, position: int) -> Card:
        """Return the question at a position that the drill has come to."""
        return next(card for card in self.cards if card.position == position)


@dataclass(frozen=True)
class Settlement:
    """How an open question ends.

    Args:
        outcome: a grade, or ``skipped``.
        at: when.
        answer: what was typed or picked, if anything.
        score: of that, 0 to 1.
    """

    outcome: str
    at: datetime
    answer: str | None = None
    score: float | None = None


@dataclass(frozen=True)
class Summary:
    """What came out of a drill: how many questions were graded, and how.

    ``weak`` are the entries graded again or hard, worst first.
    """

    graded: int
    by_outcome: Mapping[str, int]
    weak: tuple[str, ...]


def summarize(drill: Drill) -> Summary:
    """Count a drill's answers; a question that is still open does not count."""
    answered = [card for card in drill.cards if card.outcome]
    weak = [card for card in answered if card.outcome in (Grade.AGAIN, Grade.HARD)]
    weak.sort(key=lambda card: card.outcome != Grade.AGAIN)
    counts = Counter(card.outcome for card in answered if card.outcome)
    graded = len(answered) - counts[SKIPPED]
    return Summary(graded, dict(counts), tuple(card.entry for card in weak))


class Refusal(StrEnum):
    """Why a button of a drill changes nothing."""

    UNKNOWN = "unknown"
    ANOTHERS = "anothers"
    ENDED = "ended"
    PAST = "past"
    NOT_REVEALED = "not-revealed"
    REVEALED = "revealed"
    NO_MORE_HINTS = "no-more-hints"
    NOTHING_PICKED = "nothing-picked"
    NOTHING_GRADED = "nothing-graded"
    GRADED_SINCE = "graded-since"


Move: TypeAlias = Drill | Refusal
