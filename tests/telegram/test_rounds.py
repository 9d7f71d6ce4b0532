"""Rounds in Telegram, end to end: native polls, thirty people, a restart, floods, topics."""

import re
from collections import defaultdict
from random import Random

import pytest
from sqlalchemy import create_engine, select

import bot.services.rounds
import bot.telegram.app
from bot.app import Knowledge
from bot.settings import Settings
from bot.storage import tables
from tests.botapi import BotApi, ChatMessage, Group, Person
from tests.telegram.conftest import serving

SECONDS = 60
_PLACE = re.compile(r"(🥇|🥈|🥉|\d+\.) (.+) · ([\d,]+) points, (\d+) right")


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the clock often, and wait less than people need."""
    monkeypatch.setattr(bot.telegram.app, "TICK", 0.02)
    monkeypatch.setattr(bot.services.rounds, "PAUSE", bot.services.rounds.PAUSE * 0)


async def next_poll(api: BotApi, place: Group) -> ChatMessage:
    """Return the next poll; what is said in between is not of interest."""
    while True:
        message = await api.next_from_bot(place)
        if message.poll:
            return message


async def test_a_round_is_native_quiz_polls(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    async with serving(settings, knowledge):
        await bob.says("/quiz 2 60s", chat=group)
        opening = await api.next_from_bot(group)
        assert "A round of 2 questions, 60 seconds each" in opening.text
        poll = (await next_poll(api, group)).poll
        assert poll
        assert (poll["type"], poll["is_anonymous"], poll["open_period"]) == ("quiz", False, 60)
        assert poll["question"].startswith("1 / 2 · ")
        assert poll["explanation"]
        await ann.says("/stop", chat=group)  # the creator of the group
        assert "Round over" in (await api.next_from_bot(group)).text
        await api.quiet()
    assert "stopPoll" in [call.method for call in api.calls]


async def test_forum_topics_play_side_by_side(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person
) -> None:
    forum = api.group("Forum", [ann, bob], forum=True)
    threads = [await forum.opens_topic(name) for name in ("One", "Two")]
    async with serving(settings, knowledge):
        polls = []
        for thread, person in zip(threads, (ann, bob), strict=True):
            await person.says("/quiz 2", chat=forum, thread=thread)
            polls.append(await next_poll(api, forum))
        assert [poll.thread for poll in polls] == threads
        await bob.says("/quiz", chat=forum, thread=threads[0])
        assert "running here already" in (await api.next_from_bot(forum)).text
        for person in (ann, bob):
            await person.votes(polls[1], 0)
        second = await next_poll(api, forum)
        assert (second.thread, second.text[:5]) == (threads[1], "2 / 2")
        await bob.says("/stop", chat=forum, thread=threads[1])
        assert "Round over" in (await api.next_from_bot(forum)).text


async def test_thirty_people_ten_questions_and_all_that_goes_wrong(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person
) -> None:
    random = Random(5)
    people = [ann, *(api.person(f"P{number:02}", "en") for number in range(29))]
    group = api.group("Study", people)
    meant: dict[tuple[int, str], list[int]] = {}  # what counts, by position and person
    polls: list[ChatMessage] = []

    async def answer(position: int, poll: ChatMessage, voters: list[Person]) -> None:
        for person in voters:
            chosen = [random.randrange(4)]
            await person.votes(poll, *chosen)
            if random.random() < 0.2:  # changed
                chosen = [random.randrange(4)]
                await person.votes_once_more(poll, *chosen)
            if random.random() < 0.3:  # delivered twice
                await person.votes_once_more(poll, *chosen)
            meant[position, f"telegram:{person.id}"] = chosen

    async def play(positions: range) -> None:
        for position in positions:
            poll = await next_poll(api, group)
            assert poll.text.startswith(f"{position} / 10 · ")
            polls.append(poll)
            if position > 1:  # somebody's answer to the question before arrives too late
                await random.choice(people).votes_once_more(polls[-2], random.randrange(4))
            if position == 3:  # a storm
                api.fail("sendPoll", 429, times=4, retry_after=1)
                api.fail("stopPoll", 429, times=2, retry_after=1)
            await answer(position, poll, people)
        api.fail("sendMessage", 429, times=3, retry_after=1)

    async with serving(settings, knowledge):
        await people[1].says("/quiz 10 60s", chat=group)
        await play(range(1, 6))
        held_up = await next_poll(api, group)
        polls.append(held_up)
        half = people[:15]
        await answer(6, held_up, half)
    await answer(6, held_up, people[15:])  # while the bot is down
    async with serving(settings, knowledge):
        await play(range(7, 11))
        result = await api.next_from_bot(group)

    stored, expected = recount(settings)
    assert stored == {key: ",".join(map(str, chosen)) for key, chosen in meant.items()}
    names = {f"telegram:{person.id}": person.user.first_name for person in people}
    shown = {
        name: (int(points.replace(",", "")), int(right))
        for _, name, points, right in _PLACE.findall(result.text)
    }
    assert shown == {names[person]: score for person, score in expected.items()}
    ranks = [mark for mark, *_ in _PLACE.findall(result.text)]
    best = max(points for points, _ in expected.values())
    assert ranks.count("🥇") == sum(points == best for points, _ in expected.values())
    assert len({poll.text.partition(" · ")[2] for poll in polls}) == 10


def recount(
    settings: Settings,
) -> tuple[dict[tuple[int, str], str], dict[str, tuple[int, int]]]:
    """Count what is in the database in the plainest way: a hundred for each right answer, and up
    to fifty more by the whole seconds that were left.

    Returns:
        What each person chose for each question; points and right answers of each person.
    """
    engine = create_engine(settings.effective_database_url)
    with engine.connect() as connection:
        votes = connection.execute(select(tables.votes)).all()
        questions = connection.execute(select(tables.round_questions)).all()
        shown = {poll.line: poll.at for poll in connection.execute(select(tables.polls))}
    engine.dispose()
    correct = {question.position: question.correct for question in questions}
    totals: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for vote in votes:
        points, right = totals[vote.person]
        if [int(place) for place in vote.options.split(",")] == correct[vote.position]:
            seconds = int((vote.at - shown[f"/vote 1 {vote.position}"]).total_seconds())
            points, right = points + 100 + 50 * max(0, SECONDS - seconds) // SECONDS, right + 1
        totals[vote.person] = (points, right)
    return {(vote.position, vote.person): vote.options for vote in votes}, dict(totals)
