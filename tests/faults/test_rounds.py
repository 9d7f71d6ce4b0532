"""Groups play while the process is killed: open polls still count, and every vote counts once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from sqlalchemy import select

from bot.storage.database import open_database
from bot.storage.tables import players, polls, round_questions, rounds, votes
from tests.botapi import BotApi, ChatMessage, Group, Person
from tests.faults.people import called, said_by_bot
from tests.faults.process import environment, kill, running

KILLS = 6
GROUPS, PLAYERS, QUESTIONS, SECONDS = 4, 5, 3, 600

Cast = dict[tuple[str, int], int]
"""What counts: the last that somebody chose, by poll and person."""


async def play(api: BotApi, group: Group, people: Sequence[Person], random: Random) -> Cast:
    """Answer all polls of a round, some twice, some with second thoughts; return what counts."""
    await people[0].says(f"/quiz {QUESTIONS} {SECONDS}s", chat=group)
    cast: Cast = {}
    answered: set[int] = set()

    def open_poll() -> ChatMessage | None:
        fresh = [it for it in said_by_bot(group) if it.message_id not in answered]
        return next((it for it in fresh if it.poll and not it.poll["is_closed"]), None)

    def is_over() -> bool:
        return any("Round over" in message.text for message in said_by_bot(group))

    while True:
        await api.until(lambda: is_over() or open_poll() is not None, f"a poll in {group.id}")
        poll = open_poll()
        if poll is None or poll.poll is None:
            return cast
        answered.add(poll.message_id)
        for person in random.sample(people, len(people)):
            await asyncio.sleep(random.uniform(0, 0.3))
            chosen = random.randrange(len(poll.poll["options"]))
            await person.votes(poll, chosen)
            if random.random() < 0.2:  # changed
                chosen = random.randrange(len(poll.poll["options"]))
                await person.votes_once_more(poll, chosen)
            if random.random() < 0.3:  # delivered twice
                await person.votes_once_more(poll, chosen)
            cast[poll.poll["id"], person.id] = chosen


async def test_groups_that_play_while_the_process_is_killed(
    api: BotApi, log: Path, tmp_path: Path
) -> None:
    random = Random(3)
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    variables = environment(api, url)
    teams = [
        [api.person(f"P{number}x{member}", "en") for member in range(PLAYERS)]
        for number in range(GROUPS)
    ]
    games = [
        asyncio.create_task(play(api, api.group(f"G{number}", team), team, Random(number)))
        for number, team in enumerate(teams)
    ]
    for _ in range(KILLS):
        before, calls = len(api.calls), random.randint(4, 16)
        async with running(log, variables) as process:
            await called(api, before + calls, games)
            await kill(process, api)
        await asyncio.sleep(random.uniform(0, 1))  # people vote meanwhile
    async with running(log, variables):
        cast = {key: option for game in games for key, option in (await game).items()}
        await api.quiet()
    await check_scores(url, cast)


async def check_scores(database_url: str, cast: Cast) -> None:
    """Compare what is stored with a plain recount of what was cast."""
    async with open_database(database_url) as database, database.connect() as connection:
        stored = (await connection.execute(select(votes))).all()
        shown = (await connection.execute(select(polls).order_by(polls.c.at))).all()
        asked = (await connection.execute(select(round_questions))).all()
        ended = [row.ended_at for row in await connection.execute(select(rounds))]
        names = Counter(row.forum for row in await connection.execute(select(players)))
    assert len(ended) == GROUPS
    assert all(ended)
    assert set(names.values()) == {PLAYERS}
    # After a crash a question may stand there twice; people have answered the later one last.
    latest = {poll.line: poll.id for poll in shown}
    counted = {
        (latest[f"/vote {vote.round} {vote.position}"], int(vote.person.rpartition(":")[2])): vote
        for vote in stored
    }
    assert {key: int(vote.options) for key, vote in counted.items()} == {
        key: option for key, option in cast.items() if key[0] in latest.values()
    }
    assert len(stored) == GROUPS * QUESTIONS * PLAYERS
    correct = {(it.round, it.position): it.correct for it in asked}
    for vote in stored:
        right = [int(vote.options)] == correct[vote.round, vote.position]
        assert (vote.points >= 100) == right
        assert vote.points <= 150
