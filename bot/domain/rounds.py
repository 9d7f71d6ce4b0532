"""Rounds: a quiz that the people of a group play against each other.

A round asks multiple-choice questions one after the other. A question is over when everybody who
plays has voted, or when its time is up. Who they are shows in the play: nobody signs up.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.domain.knowledge import Choice, Deck
from bot.domain.language import Language
from bot.domain.order import BadCount, NothingLeft, Order, UnknownWord, read_order

DEFAULT_SECONDS: Final = 30
SHORTEST_SECONDS: Final = 10
LONGEST_SECONDS: Final = 600
RIGHT: Final = 100
"""Points of a right answer, however late."""
SPEED: Final = 50
"""Points on top of it for a right answer at once."""
WAITED_FOR: Final = 2
"""Who has let this many questions pass in a row is not waited for any more."""
ABANDONED: Final = 3
"""After this many questions in a row that nobody answered, a round ends by itself."""

_TIME = re.compile(r"(?:每题)?(\d{1,4})(s|sec|秒|m|min|分|分钟)", re.IGNORECASE)
_MINUTES = frozenset({"m", "min", "分", "分钟"})


@dataclass(frozen=True, order=True)
class Pick:
    """A multiple-choice question of the deck: its entry, and its place among the entry's."""

    entry: str
    choice: int


@dataclass(frozen=True)
class RoundOrder:
    """What is to be played: what may come, how many questions, and seconds for each."""

    pool: tuple[Pick, ...]
    length: int
    seconds: int


@dataclass(frozen=True)
class BadTime:
    """The order gives a time that is too short or too long."""

    word: str


@dataclass(frozen=True)
class NoOptions:
    """None of the entries that fit has a question with options to vote on."""


def read_round_order(
    text: str, deck: Deck, about: Collection[str] = ()
) -> RoundOrder | UnknownWord | BadCount | NothingLeft | BadTime | NoOptions:
    """Understand what stands behind ``/quiz`` in a group: ``10 30s regularization``.

    Args:
        text: as for a drill (``bot.domain.order.read_order``), and a time for each question, like
            ``30s`` or ``1m``.
        deck: where topics, entries and their questions are looked up.
        about: the entries that the unknown words among them are about, if that was found out.
    """
    seconds, rest = DEFAULT_SECONDS, []
    for word in text.split():
        time = _TIME.fullmatch(word)
        if time is None:
            rest.append(word)
        else:
            seconds = int(time[1]) * (60 if time[2].casefold() in _MINUTES else 1)
            if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
                return BadTime(word)
    order = read_order(" ".join(rest), deck, about)
    if not isinstance(order, Order):
        return order
    pool = tuple(
        Pick(entry, number)
        for entry in order.pool
        for number in range(len(deck.by_id[entry].choice))
    )
    return RoundOrder(pool, min(order.length, len(pool)), seconds) if pool else NoOptions()


def draw(order: RoundOrder, asked_here: Mapping[Pick, int], random: Random) -> tuple[Pick, ...]:
    """Draw the questions of a round.

    No question comes again in a chat before all of the pool have been asked there; among those
    that were asked equally often, an entry comes a second time only when all others have come.

    Args:
        order: what may come, and how many.
        asked_here: how often each question was asked in this chat.
        random: the source of chance.
    """
    drawn: list[Pick] = []
    entries: set[str] = set()
    left = list(order.pool)
    random.shuffle(left)
    for _ in range(order.length):
        best = min(left, key=lambda pick: (asked_here.get(pick, 0), pick.entry in entries))
        left.remove(best)
        entries.add(best.entry)
        drawn.append(best)
    return tuple(drawn)


@dataclass(frozen=True)
class Question:
    """A question of a round.

    Args:
        position: its number in the round, from 1.
        pick: which question of the deck it is.
        order: the deck's options in the order in which they are shown.
        correct: the places, in that order, of those that are right.
    """

    position: int
    pick: Pick
    order: tuple[int, ...]
    correct: tuple[int, ...]


def shuffled(position: int, pick: Pick, choice: Choice, random: Random) -> Question:
    """Return a question of the deck with its options in an order of chance."""
    order = list(range(len(choice.options)))
    random.shuffle(order)
    correct = tuple(place for place, option in enumerate(order) if choice.options[option].correct)
    return Question(position, pick, tuple(order), correct)


@dataclass(frozen=True)
class Plan:
    """What a round is to be.

    Args:
        chat: where it is played; a forum topic is a chat of its own.
        kind: the kind of that chat.
        forum: the whole group, of which the chat may be a topic.
        starter: who starts it.
        language: the language of its questions.
        seconds: the time for each.
        members: how many people could play, or None if that is not known.
    """

    chat: str
    kind: str
    forum: str
    starter: str
    language: Language
    seconds: int
    members: int | None


@dataclass(frozen=True)
class Round(Plan):
    """A round under way or over.

    Args:
        id: its number.
        position: the question that is open, from 1; of a round that is over, the last one asked.
        ended: whether it is over.
        questions: all its questions, asked or not.
    """

    id: int
    position: int
    ended: bool
    questions: tuple[Question, ...]

    @property
    def current(self) -> Question:
        """The question that is open, or was last."""
        return self.questions[self.position - 1]

    @property
    def asked(self) -> tuple[Question, ...]:
        return self.questions[: self.position]


@dataclass(frozen=True)
class Vote:
    """What somebody answered to a question, and the points it brought."""

    position: int
    person: str
    points: int


def points(chosen: Sequence[int], correct: Sequence[int], taken: float, limit: int) -> int:
    """Return what an answer is worth.

    ``RIGHT + SPEED · (limit − taken) / limit``, rounded down, if exactly the right options were
    chosen; else nothing. Time counts in whole seconds: Telegram does not say when somebody voted,
    so fractions would measure the network, and the same second is a tie.

    Args:
        chosen: the places of the chosen options.
        correct: the places of the right ones.
        taken: seconds from the question to the answer.
        limit: seconds that there were.
    """
    if set(chosen) != set(correct):
        return 0
    left = limit - min(max(int(taken), 0), limit)
    return RIGHT + SPEED * left // limit


def all_members_voted(votes: Sequence[Vote], position: int, members: int | None) -> bool:
    """Tell whether nobody is left in the chat who could answer the question at ``position``."""
    return members is not None and len(_voters(votes, position)) >= members


def all_players_voted(votes: Sequence[Vote], position: int, regulars: Set[str]) -> bool:
    """Tell whether everybody who plays has answered the question at ``position``.

    Who plays is whoever answered one of the ``WAITED_FOR`` questions before; at the first question,
    whoever is expected to.

    Args:
        votes: all votes of the round.
        position: the question.
        regulars: who is expected to play; nobody, where that cannot be told.
    """
    recent = range(max(1, position - WAITED_FOR), position)
    playing = {vote.person for vote in votes if vote.position in recent}
    if position == 1:
        playing = set(regulars)
    return bool(playing) and playing <= _voters(votes, position)


def _voters(votes: Sequence[Vote], position: int) -> Set[str]:
    return {vote.person for vote in votes if vote.position == position}


def abandoned(votes: Sequence[Vote], position: int) -> bool:
    """Tell whether nobody has answered the last questions up to ``position``."""
    last = range(position - ABANDONED + 1, position + 1)
    return position >= ABANDONED and not any(vote.position in last for vote in votes)


@dataclass(frozen=True)
class Standing:
    """A place in a ranking: equal points share it, and the places after it are left out."""

    rank: int
    person: str
    points: int
    right: int


def rank(scores: Mapping[str, tuple[int, int]]) -> tuple[Standing, ...]:
    """Rank people by points; ``scores`` has the points and the right answers of each."""
    totals = sorted((total for total, _ in scores.values()), reverse=True)
    standings = [
        Standing(totals.index(total) + 1, person, total, right)
        for person, (total, right) in scores.items()
    ]
    return tuple(sorted(standings, key=lambda it: (it.rank, -it.right, it.person)))


def standings(votes: Sequence[Vote]) -> tuple[Standing, ...]:
    """Rank everybody who voted in a round."""
    scores: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for vote in votes:
        total, right = scores[vote.person]
        scores[vote.person] = (total + vote.points, right + bool(vote.points))
    return rank(scores)


def most_missed(asked: Sequence[Question], votes: Sequence[Vote]) -> tuple[str, ...]:
    """Return the entries that most people got wrong, the most missed first.

    Only those that somebody got wrong; equally missed ones in the order in which they were asked.
    """
    missed: defaultdict[str, int] = defaultdict(int)
    for question in asked:
        here = [vote for vote in votes if vote.position == question.position]
        missed[question.pick.entry] += sum(not vote.points for vote in here)
    wrong = [entry for entry, times in missed.items() if times]
    return tuple(sorted(wrong, key=lambda entry: -missed[entry]))
