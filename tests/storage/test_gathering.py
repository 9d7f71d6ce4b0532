"""What is asked for in the same turn of the event loop is given together."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.storage.gathering import ALONE, Gathering

MOST = 4


class Halver:
    """Gives half of each even number, and remembers what it was asked for at once."""

    def __init__(self) -> None:
        self.asked: list[Sequence[int]] = []

    async def halves(self, numbers: Sequence[int]) -> list[int]:
        self.asked.append(numbers)
        if any(number % 2 for number in numbers):
            raise ValueError(numbers)
        return [number // 2 for number in numbers]


@pytest.fixture
def halver() -> Halver:
    return Halver()


@pytest.fixture
def gathering(halver: Halver) -> Gathering[int, int]:
    return Gathering(halver.halves, MOST)


async def test_those_of_one_turn_are_given_together_each_its_own(
    gathering: Gathering[int, int], halver: Halver
) -> None:
    assert await asyncio.gather(*map(gathering.join, (2, 4, 2))) == [1, 2, 1]
    assert await gathering.join(6) == 3
    assert halver.asked == [[2, 4, 2], [6]]


async def test_no_more_than_so_many_at_once(gathering: Gathering[int, int], halver: Halver) -> None:
    evens = range(0, 20, 2)

    assert await asyncio.gather(*map(gathering.join, evens)) == [*range(10)]
    assert [*map(len, halver.asked)] == [4, 4, 2]


async def test_what_goes_wrong_for_one_goes_wrong_for_nobody_else(
    gathering: Gathering[int, int],
) -> None:
    two, three, four = await asyncio.gather(*map(gathering.join, (2, 3, 4)), return_exceptions=True)

    assert (two, four) == (1, 2)
    assert isinstance(three, ValueError)
    assert three.args == ([3],)
    assert await gathering.join(8) == 4


async def test_who_does_not_wait_any_more_is_not_asked_for(
    gathering: Gathering[int, int], halver: Halver
) -> None:
    waiting = [asyncio.create_task(gathering.join(number)) for number in (2, 4)]
    await asyncio.sleep(0)
    waiting[0].cancel()

    assert await waiting[1] == 2
    assert waiting[0].cancelled()
    assert halver.asked == [[4]]
    assert await gathering.join(6) == 3


async def test_nobody_waits_any_more(gathering: Gathering[int, int], halver: Halver) -> None:
    waiting = asyncio.create_task(gathering.join(2))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert await gathering.join(4) == 2


async def test_what_goes_wrong_for_all_is_not_asked_for_again(halver: Halver) -> None:
    gathering = Gathering(halver.halves, for_all=(ValueError,))
    results = await asyncio.gather(*map(gathering.join, (2, 3, 4)), return_exceptions=True)

    assert [type(it) for it in results] == [ValueError] * 3
    assert halver.asked == [[2, 3, 4]]


async def test_what_is_added_waits_until_somebody_begins(
    gathering: Gathering[int, int], halver: Halver
) -> None:
    patient = gathering.add(2)
    await asyncio.sleep(0)
    assert not gathering.is_giving
    assert await gathering.join(4) == 2
    assert patient.result() == 1
    assert halver.asked == [[2, 4]]

    patient = gathering.add(6)
    await gathering.begin()
    assert patient.result() == 3


async def test_who_is_given_too_little_hears_of_it_and_nobody_waits_for_ever() -> None:
    async def too_few(numbers: Sequence[int]) -> Sequence[int]:
        return numbers[1:]

    gathering = Gathering(too_few)
    results = await asyncio.gather(*map(gathering.join, (1, 2)), return_exceptions=True)

    assert [type(it) for it in results] == [ValueError] * 2
    assert not gathering.is_giving


async def test_who_is_alone_waits_for_nobody(
    gathering: Gathering[int, int], halver: Halver
) -> None:
    ALONE.set(True)
    waiting = gathering.join(2)
    with pytest.raises(StopIteration) as over:
        waiting.send(None)
    assert over.value.value == 1
    assert await asyncio.gather(*map(gathering.join, (4, 6))) == [2, 3]
    with pytest.raises(ValueError, match="3"):
        await gathering.join(3)
    assert halver.asked == [[2], [4], [6], [3]]


async def test_who_is_alone_takes_those_along_who_wait(
    gathering: Gathering[int, int], halver: Halver
) -> None:
    earlier = gathering.add(2)
    ALONE.set(True)
    assert await gathering.join(4) == 2
    assert earlier.result() == 1
    assert halver.asked == [[2, 4]]
