"""Rounds, votes and polls on a real database: what is said once counts once."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.domain.language import Language
from bot.domain.rounds import Pick, Plan, Question, Round, Vote
from bot.storage.database import Database
from bot.storage.polls import PollStore, Posted
from bot.storage.rounds import Ballot, RoundStore

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
PLAN = Plan("g/1", "group", "g", "ann", Language.EN, 30, 5)
QUESTIONS = tuple(Question(n, Pick("dl-01", n), (1, 0), (0,)) for n in (1, 2))


async def started(store: RoundStore, plan: Plan = PLAN) -> Round:
    number = await store.start(plan, QUESTIONS, NOW)
    assert number
    found = await store.find(number)
    assert found
    return found


def ballot(position: int, person: str, points: int, option: int = 0, at: datetime = NOW) -> Ballot:
    return Ballot(Vote(position, person, points), [option], person.title(), at)


async def test_one_round_runs_in_a_chat_and_topics_are_chats_of_their_own(
    database: Database,
) -> None:
    store = RoundStore(database)
    first = await started(store)
    assert await store.start(PLAN, QUESTIONS, NOW) is None
    beside = Plan("g/2", "group", "g", "bob", Language.ZH, 30, None)
    second = await started(store, beside)
    assert (await store.running("g/1"), await store.running("g/2")) == (first, second)
    assert await store.last("g") == second
    assert await store.end(first.id, NOW)
    assert not await store.end(first.id, NOW)
    assert await store.running("g/1") is None
    assert await store.start(PLAN, QUESTIONS, NOW)


async def test_of_several_that_start_at_once_one_starts(database: Database) -> None:
    store = RoundStore(database)
    numbers = await asyncio.gather(*(store.start(PLAN, QUESTIONS, NOW) for _ in range(5)))
    assert sum(number is not None for number in numbers) == 1


async def test_a_question_is_closed_once(database: Database) -> None:
    store = RoundStore(database)
    round_ = await started(store)
    assert await store.go_on(round_.id, 1, 2)
    assert not await store.go_on(round_.id, 1, 2)
    found = await store.find(round_.id)
    assert found
    assert found.current == QUESTIONS[1]


async def test_the_last_answer_counts_and_the_same_one_again_changes_nothing(
    database: Database,
) -> None:
    store = RoundStore(database)
    round_ = await started(store)
    later = NOW + timedelta(seconds=9)
    assert await store.vote(round_, ballot(1, "ann", 150))
    assert not await store.vote(round_, ballot(1, "ann", 120, at=later))
    assert await store.votes(round_.id) == [Vote(1, "ann", 150)]
    assert await store.vote(round_, ballot(1, "ann", 0, option=1, at=later))
    assert await store.votes(round_.id) == [Vote(1, "ann", 0)]
    await store.take_back(round_.id, 1, "ann")
    assert await store.votes(round_.id) == []


async def test_what_comes_when_the_question_is_closed_does_not_count(database: Database) -> None:
    store = RoundStore(database)
    round_ = await started(store)
    assert await store.vote(round_, ballot(1, "ann", 150))
    assert not await store.vote(round_, ballot(2, "ann", 150))
    await store.go_on(round_.id, 1, 2)
    assert not await store.vote(round_, ballot(1, "bob", 150))
    assert not await store.vote(round_, ballot(1, "ann", 0, option=1))
    await store.take_back(round_.id, 1, "ann")
    await store.end(round_.id, NOW)
    assert not await store.vote(round_, ballot(2, "bob", 150))
    assert await store.votes(round_.id) == [Vote(1, "ann", 150)]


async def test_many_vote_at_once(database: Database) -> None:
    store = RoundStore(database)
    round_ = await started(store)
    people = [f"p{number}" for number in range(40)]
    await asyncio.gather(*(store.vote(round_, ballot(1, who, 100)) for who in people))
    assert {vote.person for vote in await store.votes(round_.id)} == set(people)


async def test_scores_of_a_group_over_all_its_topics_from_a_moment_on(database: Database) -> None:
    store = RoundStore(database)
    first = await started(store)
    second = await started(store, Plan("g", "group", "g", "bob", Language.ZH, 30, None))
    elsewhere = await started(store, Plan("h", "group", "h", "bob", Language.ZH, 30, None))
    later = NOW + timedelta(days=1)
    await store.vote(first, ballot(1, "ann", 150))
    await store.vote(second, ballot(1, "ann", 0, at=later))
    await store.vote(second, ballot(1, "bob", 120, at=later))
    await store.vote(elsewhere, ballot(1, "bob", 500))
    assert await store.scores("g", None) == {"ann": (150, 1), "bob": (120, 1)}
    assert await store.scores("g", later) == {"ann": (0, 0), "bob": (120, 1)}
    assert await store.names("g") == {"ann": "Ann", "bob": "Bob"}
    await store.leave("g", "bob")
    assert await store.scores("g", None) == {"ann": (150, 1)}
    assert await store.names("g") == {"ann": "Ann"}
    assert await store.scores("h", None) == {"bob": (500, 1)}


async def test_what_was_asked_and_what_is_coming_counts_as_asked(database: Database) -> None:
    store = RoundStore(database)
    round_ = await started(store)
    both = {Pick("dl-01", 1): 1, Pick("dl-01", 2): 1}
    assert await store.times_asked("g") == both
    await store.end(round_.id, NOW)
    assert await store.times_asked("g") == {Pick("dl-01", 1): 1}
    assert await store.times_asked("elsewhere") == {}


async def test_polls_are_found_by_name_and_by_what_they_say(database: Database) -> None:
    store = PollStore(database)
    later = NOW + timedelta(seconds=5)
    polls = [
        Posted("1", "g", 10, "/vote 1 1", NOW, later),
        Posted("2", "g", 11, "/vote 1 1", later, later),
        Posted("3", "h", 10, "/vote 1 1", NOW, later),
    ]
    for poll in [*polls, polls[0]]:
        await store.remember(poll)
    assert await store.find("1") == polls[0]
    assert await store.find("9") is None
    assert await store.saying("g", "/vote 1 1") == polls[:2]
    assert await store.shown_at("g", "/vote 1 1") == later
    assert await store.shown_at("g", "/vote 1 2") is None
    await store.prune(later)
    assert await store.find("1") is None
    assert await store.find("2") == polls[1]
