"""Rounds: begun, voted in, moved on by the clock, stopped.

The clock alone moves a round on. Each question has an alarm of its own, set before it is shown and
rung again after a crash; whatever was lost in between is shown then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from bot.domain.knowledge import Deck
from bot.domain.rounds import (
    Plan,
    Question,
    Round,
    RoundOrder,
    Standing,
    Vote,
    abandoned,
    all_members_voted,
    all_players_voted,
    draw,
    most_missed,
    points,
    rank,
    shuffled,
    standings,
)
from bot.storage.alarms import Alarm, AlarmStore
from bot.storage.polls import PollStore
from bot.storage.rounds import Ballot, RoundStore

PAUSE: Final = timedelta(seconds=3)
"""From the last vote to the next question: time to see what was right."""
REGULAR: Final = timedelta(hours=1)
"""Who played here within this time before a round is expected to play in it."""
JOINING: Final = timedelta(seconds=15)
"""How long the first question stays at least, where others may want to join in."""
IN_FLIGHT: Final = timedelta(seconds=2)
"""How long a vote may take from a thumb to here."""
STOPPED: Final = timedelta(seconds=10)
"""If the clock is later than this, the bot had been stopped, and votes are still waiting."""
CATCH_UP: Final = timedelta(seconds=5)
"""How long they are waited for then."""


@dataclass(frozen=True)
class Results:
    """What came out of a round.

    Args:
        standings: everybody who voted, the best first.
        names: what they are called.
        missed: the entries that most people got wrong, the most missed first.
        asked: how many questions were asked.
    """

    standings: tuple[Standing, ...]
    names: Mapping[str, str]
    missed: tuple[str, ...]
    asked: int


class Rounds:
    """Plays rounds.

    Args:
        deck: where the questions come from.
        store: where rounds are kept.
        polls: which questions have been shown, and when.
        alarms: what moves rounds on.
        random: the source of chance.
    """

    def __init__(
        self, deck: Deck, store: RoundStore, polls: PollStore, alarms: AlarmStore, random: Random
    ) -> None:
        self._deck = deck
        self._store = store
        self._polls = polls
        self._alarms = alarms
        self._random = random

    async def start(self, plan: Plan, order: RoundOrder, at: datetime) -> Round | None:
        """Begin a round whose first question is to be shown; None if one is running here."""
        picks = draw(order, await self._store.times_asked(plan.forum), self._random)
        questions = [
            shuffled(position, pick, self._deck.by_id[pick.entry].choice[pick.choice], self._random)
            for position, pick in enumerate(picks, start=1)
        ]
        number = await self._store.start(plan, questions, at)
        if number is None:
            return None
        return await self._opened(number, at)

    async def vote(
        self,
        number: int,
        position: int,
        person: str,
        name: str,
        chosen: Sequence[int],
        at: datetime,
    ) -> None:
        """Count a vote, if its question is open; once everybody has voted, go on soon.

        Args:
            number: the round.
            position: the question.
            person: who voted.
            name: what they are called.
            chosen: the places of the options they chose; none take the vote back.
            at: when the vote came.
        """
        found = await self._store.find(number)
        if found is None or found.position != position:
            return
        if not chosen:
            await self._store.take_back(number, position, person)
            return
        shown = await self._polls.shown_at(found.chat, vote_line(found)) or at
        taken = (at - shown).total_seconds()
        worth = points(chosen, found.current.correct, taken, found.seconds)
        vote = Vote(position, person, worth)
        if not await self._store.vote(found, Ballot(vote, chosen, name, at)):
            return
        over_at = await self._over_at(found, shown, at)
        if over_at is not None:
            await self._wake(found, over_at)

    async def time_is_up(
        self, number: int, position: int, at: datetime, due: datetime, *, waited: bool
    ) -> Round | None:
        """Go on from the question at ``position``, if it is over.

        Args:
            number: the round.
            position: the question whose alarm rings.
            at: now.
            due: when the alarm was due.
            waited: whether late votes have been waited for already.

        Returns:
            The round, of which the open question (or, if it has ended, the result) is to be
            shown; None if there is nothing to show.
        """
        found = await self._store.find(number)
        if found is None or found.position < position:
            return None
        shown = await self._polls.shown_at(found.chat, vote_line(found))
        if found.ended:
            return found if found.position == position else None
        if shown is None:  # a crash came between
            await self._wake(found, self._latest(found, at))
            return found
        if found.position > position:
            return None
        latest = self._latest(found, shown)
        if at < latest and await self._over_at(found, shown, at) is None:
            await self._wake(found, latest)  # it was shown late
            return None
        if at - due > STOPPED and not waited:
            await self._wake(found, at + CATCH_UP, waited=True)
            return None
        return await self._go_on(found, at)

    async def running(self, chat: str) -> Round | None:
        """Return the round that is running in this chat."""
        return await self._store.running(chat)

    async def stop(self, round_: Round, at: datetime) -> Round:
        """End a round before its last question; return what it has come to."""
        await self._store.end(round_.id, at)
        await self._alarms.cancel(_key(round_))
        return await self._load(round_.id)

    async def stop_all(self, forum: str, at: datetime) -> bool:
        """End every round of a group, in all its topics, without a word; tell if there was one."""
        return await self._store.end_all(forum, at)

    async def results(self, round_: Round) -> Results:
        votes = await self._store.votes(round_.id)
        names = await self._store.names(round_.forum)
        missed = most_missed(round_.asked, votes)
        known = tuple(entry for entry in missed if entry in self._deck.by_id)
        return Results(standings(votes), names, known, len(round_.asked))

    async def last_results(self, forum: str) -> Results | None:
        """Return how the newest round of a group stands or ended; None if there was none."""
        found = await self._store.last(forum)
        return await self.results(found) if found else None

    async def results_since(self, forum: str, since: datetime | None) -> Results:
        """Return who has how many points in a group from a moment on, or ever."""
        scores = await self._store.scores(forum, since)
        return Results(rank(scores), await self._store.names(forum), (), 0)

    async def leave(self, forum: str, person: str) -> None:
        """Forget somebody who has left a group."""
        await self._store.leave(forum, person)

    async def _opened(self, number: int, at: datetime) -> Round:
        """Return a round whose question has just been opened, and set its alarm."""
        found = await self._load(number)
        await self._wake(found, self._latest(found, at))
        return found

    async def _over_at(self, found: Round, shown: datetime, at: datetime) -> datetime | None:
        """Return when the open question is over by its votes, None while somebody is missing."""
        votes, position = await self._store.votes(found.id), found.position
        if all_members_voted(votes, position, found.members):
            return at + PAUSE
        regulars = await self._regulars(found, shown) if position == 1 else frozenset[str]()
        if not all_players_voted(votes, position, regulars):
            return None
        joined = min(shown + JOINING, self._latest(found, shown)) if position == 1 else at
        return max(at + PAUSE, joined)

    async def _regulars(self, found: Round, shown: datetime) -> frozenset[str]:
        """Return who is expected to play: who has played lately and, if anybody, the starter."""
        regulars = await self._store.players(found, shown - REGULAR)
        starter_plays = found.starter not in ("", found.chat, found.forum)  # else it is the group
        return regulars | {found.starter} if regulars and starter_plays else regulars

    async def _go_on(self, found: Round, at: datetime) -> Round | None:
        votes = await self._store.votes(found.id)
        known = [question.position for question in found.questions if self._is_known(question)]
        following = next((it for it in known if it > found.position), None)
        if following is None or abandoned(votes, found.position):
            ended = await self._store.end(found.id, at)
            return await self._load(found.id) if ended else None
        if not await self._store.go_on(found.id, found.position, following):
            return None
        return await self._opened(found.id, at)

    def _is_known(self, question: Question) -> bool:
        """Tell whether the deck, which may be a newer one, still has a question."""
        entry = self._deck.by_id.get(question.pick.entry)
        if entry is None or question.pick.choice >= len(entry.choice):
            return False
        return len(entry.choice[question.pick.choice].options) == len(question.order)

    def _latest(self, round_: Round, shown: datetime) -> datetime:
        return shown + timedelta(seconds=round_.seconds) + IN_FLIGHT

    async def _wake(self, round_: Round, at: datetime, *, waited: bool = False) -> None:
        line = f"/round {round_.id} {round_.position}{' waited' if waited else ''}"
        await self._alarms.set(Alarm(_key(round_), round_.chat, round_.kind, None, line, at))

    async def _load(self, number: int) -> Round:
        found = await self._store.find(number)
        if found is None:
            raise LookupError(f"round {number} vanished while it was played")
        return found


def vote_line(round_: Round) -> str:
    """Return what a vote on the open question says, but for the options."""
    return f"/vote {round_.id} {round_.position}"


def _key(round_: Round) -> str:
    return f"round:{round_.id}:{round_.position}"
