"""What fails for a while is tried again, for as long as it is worth."""

import asyncio

import pytest

from bot.errors import UnavailableError
from bot.telegram.patience import until_stored

PATIENCE = 20.0


async def test_the_time_that_the_tries_take_counts() -> None:
    tries = 0

    async def fail_slowly() -> None:
        nonlocal tries
        tries += 1
        await asyncio.sleep(2 * PATIENCE)
        raise UnavailableError("it is full")

    with pytest.raises(UnavailableError):
        await until_stored(fail_slowly, PATIENCE)
    assert tries == 1


async def test_what_fails_for_a_while_is_done() -> None:
    left = [UnavailableError("it is full"), UnavailableError("it is full")]

    async def fail_twice() -> str:
        if left:
            raise left.pop()
        return "done"

    assert await until_stored(fail_twice) == "done"
    assert left == []
