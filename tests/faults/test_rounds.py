"""Thirty people play ten questions, and everything goes wrong at once.

They change their minds, their votes come twice, late, and while the process is down; it is killed
again and again, and Telegram wants to be asked less often. What is shown in the end is what a plain
recount of the votes that were sent comes to.
"""

import asyncio
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import select

from bot.storage.opening import open_database
from bot.storage.tables import polls, votes
from tests.botapi import BotApi, ChatMessage, Group, Person
from tests.faults.people import called, said_by_bot
from tests.faults.process import environment, kill, running

PEOPLE, QUESTIONS, SECONDS = 30, 10, 600
KILLS = 4
STORMS = {4: ("getUpdates", "sendPoll", "stopPoll"), QUESTIONS: ("sendMessage",)}
"""What Telegram will not do for a while, from the question at a position on."""

_PLACE = re.compile(r"(🥇|🥈|🥉|\d+\.) (.+) · ([\d,]+) points, (\d+) right")


@dataclass
class Game:
    """One round, as its people play it.

    Args:
        meant: what each person has settled on, by position and person.
        since: when they sent it first.
        shown: the polls of each position; after a crash a question may stand there twice.
    """

    api: BotApi
    group: Group
    people: list[Person]
    random: Random
    meant: dict[tuple[int, int], int] = field(default_factory=dict)
    since: dict[tuple[int, int], datetime] = field(default_factory=dict)
    shown: defaultdict[int, list[ChatMessage]] = field(default_factory=lambda: defaultdict(list))

    async def play(self) -> ChatMessage:
        """Answer every poll that comes; return the result."""
        await self.people[1].says(f"/quiz {QUESTIONS} {SECONDS}s", chat=self.group)
        while True:
            await self.api.until(lambda: bool(self._fresh()) or self._is_over(), "a poll")
            fresh = self._fresh()
            if fresh is None:
                return next(filter(is_result, said_by_bot(self.group)))
            position = position_of(fresh)
            if position not in self.shown:
                await self._begin(position)
            self.shown[position].append(fresh)
            for person in self.random.sample(self.people, PEOPLE):
                await asyncio.sleep(self.random.uniform(0, 0.05))
                await self._answer(fresh, position, person)

    def _fresh(self) -> ChatMessage | None:
        answered = {poll.message_id for polls in self.shown.values() for poll in polls}
        there = said_by_bot(self.group)
        return next((it for it in there if it.poll and it.message_id not in answered), None)

    def _is_over(self) -> bool:
        return any(map(is_result, said_by_bot(self.group)))

    async def _begin(self, position: int) -> None:
        """See a new question: the one before is over, which not everybody has noticed."""
        for late in self.random.sample(self.people, 3) if position > 1 else ():
            former = self.shown[position - 1][-1]
            await late.votes_once_more(former, self._any_option(former))
        for method in STORMS.get(position, ()):
            self.api.fail(method, 429, times=2, retry_after=1)

    async def _answer(self, poll: ChatMessage, position: int, person: Person) -> None:
        key = position, person.id
        if key not in self.meant:  # else they know it already
            self._settle(key, self._any_option(poll))
        await person.votes(poll, self.meant[key])
        if len(self.shown[position]) == 1 and self.random.random() < 0.2:  # changed
            self._settle(key, self._any_option(poll))
            await person.votes_once_more(poll, self.meant[key])
        if self.random.random() < 0.3:  # delivered twice
            await person.votes_once_more(poll, self.meant[key])

    def _settle(self, key: tuple[int, int], option: int) -> None:
        if self.meant.get(key) != option:
            self.meant[key], self.since[key] = option, datetime.now(UTC)

    def _any_option(self, poll: ChatMessage) -> int:
        return self.random.randrange(len((poll.poll or {})["options"]))


def is_result(message: ChatMessage) -> bool:
    return "Round over" in message.text


def position_of(poll: ChatMessage) -> int:
    position, _, of = poll.text.partition(" · ")[0].partition(" / ")
    assert int(of) == QUESTIONS
    return int(position)


async def test_thirty_people_ten_questions_and_all_that_goes_wrong(
    api: BotApi, log: Path, tmp_path: Path
) -> None:
    random = Random(21)
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    variables = environment(api, url)
    people = [api.person(f"P{number:02}", "en") for number in range(PEOPLE)]
    game = Game(api, api.group("Study", people), people, Random(23))
    playing = asyncio.create_task(game.play())
    for _ in range(KILLS):
        async with running(log, variables) as process:
            await called(api, len(api.calls) + random.randint(20, 80), [playing])
            assert not playing.done(), "killed too late"
            await kill(process, api)
        await asyncio.sleep(random.uniform(0, 1))  # people vote meanwhile
    async with running(log, variables):
        result = await playing
        await api.quiet()
    await check(game, result, url)


async def check(game: Game, result: ChatMessage, url: str) -> None:
    """Check that what is shown is what a recount of the votes that were sent comes to."""
    seconds = await seconds_taken(url, game)
    places = _PLACE.findall(result.text)
    shown = {name: (int(total.replace(",", "")), int(right)) for _, name, total, right in places}
    assert shown.keys() == {person.user.first_name for person in game.people}
    for person in game.people:
        total, right = shown[person.user.first_name]
        assert right == len(rights := [key for key in game.meant if is_right(game, key, person)])
        assert sum(worth(max(seconds[key])) for key in rights) <= total
        assert total <= sum(worth(min(seconds[key])) for key in rights)
    best = max(total for total, _ in shown.values())
    winners = [total for total, _ in shown.values() if total == best]
    assert [rank for rank, *_ in places].count("🥇") == len(winners)
    assert len({polls[0].text.partition(" · ")[2] for polls in game.shown.values()}) == QUESTIONS


def is_right(game: Game, key: tuple[int, int], person: Person) -> bool:
    """Tell whether somebody is right about a question; what is right, Telegram was told."""
    position, who = key
    poll = game.shown[position][0].poll or {}
    return who == person.id and poll["correct_option_ids"] == [game.meant[key]]


def worth(seconds: int) -> int:
    """Return what a right answer is worth: a hundred, and up to fifty for the seconds left."""
    return 100 + 50 * max(0, SECONDS - seconds) // SECONDS


async def seconds_taken(database_url: str, game: Game) -> dict[tuple[int, int], list[int]]:
    """Return how long everybody took, as the bot has seen it; Telegram tells no times of votes.

    Where a question stands twice after a crash, it was seen first or last. On the way it is checked
    that what is stored is exactly what was sent.
    """
    async with open_database(database_url) as database, database.connect() as connection:
        stored = (await connection.execute(select(votes))).all()
        asked = (await connection.execute(select(polls))).all()
    came = {(it.position, int(it.person.rpartition(":")[2])): it for it in stored}
    assert {key: it.options for key, it in came.items()} == {
        key: str(option) for key, option in game.meant.items()
    }
    assert len(stored) == len(game.meant) == PEOPLE * QUESTIONS
    assert all(it.at >= game.since[key] for key, it in came.items())
    return {
        key: [
            max(0, int((it.at - poll.at).total_seconds()))
            for poll in asked
            if poll.line == f"/vote {it.round} {it.position}"
        ]
        for key, it in came.items()
    }
