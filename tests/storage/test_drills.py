"""Drills as they are stored: what is settled, taken back or graded anew counts once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.language import Language
from bot.domain.quiz import SKIPPED, Drill, Grade, Kind, Mode, Plan, Question, Settlement
from bot.domain.review import Memory, Stage
from bot.storage.attempts import Attempt, AttemptStore
from bot.storage.cards import CardStore
from bot.storage.database import Database
from bot.storage.drills import DrillStore
from bot.storage.personal import PersonalStore
from bot.storage.tables import attempts, cards, drill_cards, drills, people
from tests.storage.steps import steps_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def plan(person: str = "ann", kind: Kind = Kind.QUIZ) -> Plan:
    return Plan("chat", person, Language.EN, kind, ("a", "b", "c"), 2)


def known_well(before: Memory | None) -> Memory:
    """Remember for ten days more, whatever was remembered before."""
    reps = before.reps if before else 0
    due = NOW + timedelta(days=10 * (reps + 1))
    return Memory(10.0, 5.0, due, NOW, Stage.REVIEW, None, reps + 1, 0)


async def begun(store: DrillStore, person: str = "ann", kind: Kind = Kind.QUIZ) -> Drill:
    found = await store.find(await store.start(plan(person, kind), Question("a"), NOW))
    assert found is not None
    return found


async def graded(
    store: DrillStore, drill: Drill, grade: Grade, following: str | None, at: datetime = NOW
) -> Drill:
    question = Question(following) if following else None
    assert await store.settle(drill, Settlement(grade, at), question, known_well)
    found = await store.find(drill.id)
    assert found is not None
    return found


async def test_a_card_is_settled_once(database: Database) -> None:
    store = DrillStore(database)
    drill = await begun(store)
    found = await graded(store, drill, Grade.GOOD, "b")
    settled = Settlement(Grade.AGAIN, NOW)
    assert not await store.settle(drill, settled, Question("c"), known_well)
    assert [(card.entry, card.outcome) for card in found.cards] == [("a", "good"), ("b", None)]
    assert found.cards[0].due == NOW + timedelta(days=10)
    assert (await CardStore(database).memories("ann"))["a"].reps == 1
    found = await graded(store, found, Grade.HARD, None)
    assert found.ended
    assert not await store.end(drill.id, NOW)
    assert await store.times_asked("chat") == {"a": 1, "b": 1}
    assert await store.times_asked("elsewhere") == {}


@pytest.mark.sqlite
async def test_drills_that_have_ended_make_nothing_slower(database: Database) -> None:
    store, steps = DrillStore(database), await steps_of(database)

    async def look() -> int:
        before = steps()
        assert await store.open_here("chat", "ann") is None
        return steps() - before

    few = await look()
    for _ in range(100):
        assert await store.end((await begun(store)).id, NOW)
    assert await look() < 2 * few


async def test_a_skip_schedules_nothing(database: Database) -> None:
    store = DrillStore(database)
    assert await store.settle(await begun(store), Settlement(SKIPPED, NOW), Question("b"))
    assert await CardStore(database).memories("ann") == {}
    assert await AttemptStore(database).last("ann") is None


async def test_of_two_grades_at_once_one_counts(database: Database) -> None:
    store = DrillStore(database)
    drill = await begun(store)
    done = await asyncio.gather(
        *(store.settle(drill, Settlement(g, NOW), Question("b"), known_well) for g in Grade)
    )
    assert sorted(done) == [False, False, False, True]
    assert (await CardStore(database).memories("ann"))["a"].reps == 1


async def test_an_answer_is_kept_with_its_grade(database: Database) -> None:
    store = DrillStore(database)
    drill = await begun(store)
    settled = Settlement(Grade.GOOD, NOW, answer="because", score=0.75)
    assert await store.settle(drill, settled, None, known_well)
    found = await store.find(drill.id)
    assert found is not None
    card = found.cards[0]
    assert (card.answer, card.revealed_at, card.score) == ("because", NOW, 0.75)
    last = await AttemptStore(database).last("ann")
    assert last == Attempt(drill.id, 1, "a", NOW, Grade.GOOD, Mode.REVEAL, 0.75, None)


async def test_a_grade_can_be_taken_back_once(database: Database) -> None:
    store, memories, answers = (
        DrillStore(database),
        CardStore(database).memories,
        AttemptStore(database),
    )
    first = await graded(store, await begun(store), Grade.GOOD, None)
    before = await memories("ann")
    later = NOW + timedelta(hours=1)
    second = await graded(store, await begun(store), Grade.AGAIN, "b", later)
    assert (await memories("ann"))["a"].reps == 2
    newer = await begun(store)
    assert await store.reopen(second, second.cards[0], later)
    assert not await store.reopen(second, second.cards[0], later)
    assert await memories("ann") == before
    opened = await store.open_here("chat", "ann")
    assert opened is not None
    assert (opened.id, len(opened.cards)) == (second.id, 1)
    assert opened.current is not None
    ended = await store.find(newer.id)
    assert ended is not None
    assert ended.ended
    assert [answer.entry for answer in await answers.answers("ann")] == ["a"]
    assert await store.reopen(first, first.cards[0], later)
    assert await memories("ann") == {}


async def test_an_answer_is_graded_anew_from_what_was_remembered_before(
    database: Database,
) -> None:
    store = DrillStore(database)
    drill = await graded(store, await begun(store), Grade.GOOD, "b")
    assert await store.regrade(drill, drill.cards[0], Grade.HARD, known_well)
    assert not await store.regrade(drill, drill.cards[0], Grade.AGAIN, known_well)
    assert (await CardStore(database).memories("ann"))["a"].reps == 1
    last = await AttemptStore(database).last("ann")
    assert last is not None
    assert last.grade is Grade.HARD
    await graded(store, await begun(store), Grade.GOOD, None, NOW + timedelta(days=1))
    drill = replace(drill, cards=(replace(drill.cards[0], outcome="hard"), drill.cards[1]))
    assert not await store.regrade(drill, drill.cards[0], Grade.EASY, known_well)


async def test_what_is_due_and_what_was_reviewed(database: Database) -> None:
    store, remembered, answers = DrillStore(database), CardStore(database), AttemptStore(database)
    drill = await graded(store, await begun(store, kind=Kind.REVIEW), Grade.GOOD, "b")
    await graded(store, await begun(store, "bob", Kind.REVIEW), Grade.GOOD, "b")
    due = NOW + timedelta(days=10)
    assert await remembered.due("ann", due - timedelta(seconds=1)) == []
    assert [it.entry for it in await remembered.due("ann", due)] == ["a"]
    assert [moment for _, moment in await remembered.coming("ann", NOW)] == [due]
    assert await remembered.coming("ann", due) == []
    assert len(await answers.reviewed("ann", NOW)) == 1
    assert await answers.reviewed("ann", NOW + timedelta(seconds=1)) == []
    assert drill.kind is Kind.REVIEW


async def test_ids_of_drills_are_never_used_again(database: Database) -> None:
    store = DrillStore(database)
    first = await store.start(plan(), Question("a"), NOW)
    await PersonalStore(database).forget("ann")
    assert await store.find(first) is None
    assert await store.start(plan(), Question("a"), NOW) > first


async def test_forgetting_somebody_leaves_the_others(database: Database) -> None:
    store = DrillStore(database)
    await graded(store, await begun(store), Grade.GOOD, "b")
    bobs = await graded(store, await begun(store, "bob"), Grade.GOOD, None)
    await PersonalStore(database).forget("ann")
    assert await store.open_here("chat", "ann") is None
    assert await store.find(bobs.id) is not None
    async with database.connect() as connection:
        for table in (people, drills, drill_cards, cards, attempts):
            count = await connection.scalar(select(func.count()).select_from(table))
            assert count == 1, table.name
