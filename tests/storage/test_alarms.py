"""Alarms: due ones are claimed once, and none is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.alarms import LEASE, Alarm, AlarmStore
from bot.storage.database import Database
from bot.storage.personal import PersonalStore

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ALARM = Alarm("reminder:front:1", "front:1", "private", "front:1", "/review", NOW)


@pytest.fixture
def alarms(database: Database) -> AlarmStore:
    return AlarmStore(database)


async def test_an_alarm_is_claimed_when_it_is_due_and_only_once(alarms: AlarmStore) -> None:
    await alarms.set(ALARM)
    assert await alarms.claim("front:", NOW - timedelta(seconds=1)) == ()
    assert await alarms.claim("front:", NOW) == (replace(ALARM, rung=1),)
    assert await alarms.claim("front:", NOW) == ()


async def test_who_does_not_settle_in_time_leaves_the_alarm_to_another(alarms: AlarmStore) -> None:
    await alarms.set(ALARM)
    (alarm,) = await alarms.claim("front:", NOW)
    assert await alarms.claim("front:", NOW + LEASE) == (replace(ALARM, rung=2),)
    await alarms.settle(alarm)
    assert await alarms.claim("front:", NOW + 3 * LEASE) == ()


async def test_a_claim_of_before_the_clock_was_set_back_is_over(alarms: AlarmStore) -> None:
    await alarms.set(ALARM)
    await alarms.claim("front:", NOW + timedelta(days=2))
    assert await alarms.claim("front:", NOW) == (replace(ALARM, rung=2),)
    assert await alarms.claim("front:", NOW - LEASE / 2) == ()  # a clock that is a little behind


async def test_what_a_process_that_is_no_more_has_claimed_is_given_back(alarms: AlarmStore) -> None:
    other = replace(ALARM, key="other", chat="front%:1")
    for alarm in (ALARM, other):
        await alarms.set(alarm)
        await alarms.claim(alarm.chat[:6], NOW)
    await alarms.release("front:")
    assert await alarms.claim("front:", NOW) == (replace(ALARM, rung=2),)
    assert await alarms.claim("front%", NOW) == ()


async def test_an_alarm_set_anew_while_it_rings_rings_again(alarms: AlarmStore) -> None:
    await alarms.set(ALARM)
    (alarm,) = await alarms.claim("front:", NOW)
    soon = replace(ALARM, at=NOW + timedelta(seconds=1))
    await alarms.set(soon)
    await alarms.settle(alarm)
    assert await alarms.claim("front:", soon.at) == (replace(soon, rung=1),)


async def test_the_longest_due_comes_first_and_fronts_keep_to_themselves(
    alarms: AlarmStore,
) -> None:
    late = replace(ALARM, key="late", at=NOW - timedelta(hours=1))
    other = replace(ALARM, key="other", chat="front%:1")
    for alarm in (ALARM, late, other):
        await alarms.set(alarm)
    assert [alarm.key for alarm in await alarms.claim("front:", NOW)] == ["late", ALARM.key]
    assert [alarm.key for alarm in await alarms.claim("front%", NOW)] == ["other"]


async def test_what_is_cancelled_or_forgotten_does_not_ring(
    alarms: AlarmStore, database: Database
) -> None:
    await alarms.set(ALARM)
    await alarms.set(replace(ALARM, key="second", person="front:2"))
    await alarms.cancel("second")
    await PersonalStore(database).forget("front:1")
    assert await alarms.claim("front:", NOW) == ()
