"""The clock of tests that leaps: in order, over nothing but waiting, never past work."""

import asyncio
import time

from tests.leaping import LeapingLoop


def test_a_day_takes_no_time_and_moments_keep_their_order() -> None:
    seen: list[str] = []

    async def waits(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        seen.append(name)

    async def all_of_them() -> float:
        begun = asyncio.get_running_loop().time()
        await asyncio.gather(waits("day", 86_400), waits("hour", 3_600), waits("now", 0))
        return asyncio.get_running_loop().time() - begun

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        assert runner.run(all_of_them()) == 86_400
    assert seen == ["now", "hour", "day"]


def test_work_in_a_thread_takes_no_time() -> None:
    async def works() -> float:
        async with asyncio.timeout(1e-9):
            await asyncio.to_thread(time.sleep, 0.01)
        return asyncio.get_running_loop().time()

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        before = runner.get_loop().time()
        assert runner.run(works()) == before


def test_what_is_under_way_arrives_before_anybody_loses_patience() -> None:
    async def talks() -> bytes:
        async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            writer.close()

        server = await asyncio.start_server(answers, "127.0.0.1", 0)
        async with server, asyncio.timeout(1e-9):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"hello\n")
            heard = await reader.readline()
            writer.close()
        return heard

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        assert runner.run(talks()) == b"hello\n"
