"""The outbox: what was handled is known, replies are claimed in order and settled once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.database import Database
from bot.storage.outbox import LEASE, HandledBeforeError, Outbox, Waiting
from bot.storage.people import PeopleStore, Preferences
from bot.storage.personal import PersonalStore
from tests.storage.steps import steps_of

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
LATER = NOW + LEASE


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, 1)


async def handled(outbox: Outbox, key: str, chat: str = "c") -> Waiting | None:
    return await outbox.handled(key, chat, f"reply to {key}", NOW)


async def test_what_comes_again_undoes_what_was_done_about_it(
    database: Database, outbox: Outbox
) -> None:
    assert await handled(outbox, "update 1")
    people = PeopleStore(database)

    async def handle_again() -> None:
        async with database.together():
            await people.choose("p", Preferences(keep_queries=False))
            await handled(outbox, "update 1")

    with pytest.raises(HandledBeforeError):
        await handle_again()
    assert await people.preferences("p") == Preferences()
    assert await Outbox(database, 2).handled("update 1", "c", None, NOW) is None  # of another bot


async def test_what_has_no_reply_is_handled_too(outbox: Outbox) -> None:
    assert await outbox.handled("update 1", "c", None, NOW) is None
    assert await outbox.claim(LATER) == ()
    with pytest.raises(HandledBeforeError):
        await handled(outbox, "update 1")


async def test_replies_of_a_chat_are_claimed_one_after_another(outbox: Outbox) -> None:
    first = await handled(outbox, "1")
    assert first
    assert await handled(outbox, "2") is None
    assert await handled(outbox, "3") is None
    assert await handled(outbox, "4", chat="elsewhere")
    assert await outbox.claim(NOW) == ()
    second = await outbox.settle(first, (10,), NOW)
    assert second
    assert second.content == "reply to 2"
    third = await outbox.settle(second, (11,), NOW)
    assert third
    assert await outbox.settle(third, (12,), NOW) is None


async def test_a_claim_ends_and_what_is_shown_is_known(outbox: Outbox) -> None:
    first = await handled(outbox, "1")
    await handled(outbox, "2")
    assert first
    await outbox.shows(first, (10, 11), NOW)
    assert await outbox.claim(LATER - timedelta(seconds=1)) == ()
    (again,) = await outbox.claim(LATER)
    assert (again.id, again.messages) == (first.id, (10, 11))
    assert await outbox.claim(LATER) == ()


async def test_a_clock_that_was_set_back_holds_nothing_up(outbox: Outbox) -> None:
    first = await handled(outbox, "1")
    assert first
    (again,) = await outbox.claim(NOW - timedelta(days=1))
    assert again.id == first.id


async def test_a_clock_that_is_a_little_behind_takes_nothing_away(outbox: Outbox) -> None:
    assert await handled(outbox, "1")
    assert await outbox.claim(NOW - timedelta(seconds=5)) == ()


async def test_the_only_process_takes_everything_over_at_once(outbox: Outbox) -> None:
    first = await handled(outbox, "1")
    await outbox.release(NOW)
    (again,) = await outbox.claim(NOW)
    assert first
    assert again.id == first.id


async def test_what_another_bot_has_claimed_is_left_to_it(
    database: Database, outbox: Outbox
) -> None:
    another = Outbox(database, 2)
    assert await handled(another, "1")
    await outbox.release(NOW)
    assert await outbox.claim(LATER) == ()
    assert await another.claim(NOW) == ()
    assert len(await another.claim(LATER)) == 1


async def test_each_reply_is_claimed_by_one(database: Database, outbox: Outbox) -> None:
    for number in range(20):
        await handled(outbox, f"{number}", chat=f"c{number}")
    processes = [Outbox(database, 1) for _ in range(4)]
    claims = await asyncio.gather(*(process.claim(LATER) for process in processes))
    ids = [waiting.id for claim in claims for waiting in claim]
    assert len(ids) == len(set(ids)) == 20


async def test_the_latest_answer_to_a_question_is_known(outbox: Outbox) -> None:
    for key, messages in (("1", (10, 11)), ("2", (10,))):
        waiting = await outbox.handled(key, "c", "reply", NOW, question=5)
        assert waiting
        await outbox.settle(waiting, messages, NOW)
    assert await outbox.answers("c", 5) == (10,)
    assert await outbox.answers("c", 6) == ()
    assert await outbox.answers("d", 5) == ()


async def test_what_is_settled_is_forgotten_in_time_and_by_request(
    database: Database, outbox: Outbox
) -> None:
    waiting = await outbox.handled("1", "ann", "reply", NOW, question=5)
    assert waiting
    await outbox.settle(waiting, (10,), NOW)
    open_one = await outbox.handled("2", "bob", "reply", NOW)
    assert open_one
    await outbox.prune(NOW)
    assert await outbox.answers("ann", 5) == (10,)
    await PersonalStore(database).forget("ann")
    assert await outbox.answers("ann", 5) == ()
    await outbox.prune(LATER)
    (kept,) = await outbox.claim(LATER)
    assert kept.id == open_one.id


async def test_what_is_old_is_forgotten_in_steps(
    database: Database, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.outbox.PRUNED_AT_ONCE", 2)
    for number in range(7):
        assert await outbox.handled(f"old {number}", "c", None, NOW) is None
    assert await outbox.handled("new", "c", None, LATER) is None
    await outbox.prune(LATER)
    for number in range(7):  # nothing is known of them any more
        assert await outbox.handled(f"old {number}", "c", None, LATER) is None
    with pytest.raises(HandledBeforeError):
        await outbox.handled("new", "c", None, LATER)


@pytest.mark.sqlite
async def test_what_was_settled_makes_nothing_slower(database: Database, outbox: Outbox) -> None:
    steps = await steps_of(database)

    async def work(key: str) -> int:
        before = steps()
        waiting = await outbox.handled(key, "c", "reply", NOW)
        assert waiting
        await outbox.settle(waiting, (1,), NOW)
        assert await outbox.claim(LATER) == ()
        return steps() - before

    few = await work("first")
    for number in range(500):
        assert await outbox.handled(f"{number}", "c", None, NOW) is None
    assert await work("last") < 2 * few


async def test_a_great_many_can_be_held_at_once(outbox: Outbox) -> None:
    waiting = await handled(outbox, "1")
    assert waiting
    await outbox.hold([*range(waiting.id - 40_000, waiting.id + 1)], LATER)
    assert await outbox.claim(LATER) == ()
    assert await outbox.claim(LATER + LEASE)
