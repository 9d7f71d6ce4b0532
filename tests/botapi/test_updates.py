import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Calls, Refuses
from tests.botapi.webhook import SECRET_HEADER


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(
    call: Calls, ann: Person
) -> None:
    await ann.says("a")
    await ann.says("b")
    first, second = await call("getUpdates")
    assert await call("getUpdates", offset=first["update_id"]) == [first, second]
    assert await call("getUpdates", offset=second["update_id"]) == [second]
    assert await call("getUpdates") == [second]
    assert await call("getUpdates", offset=second["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_newest(call: Calls, ann: Person) -> None:
    for text in "abc":
        await ann.says(text)
    updates = await call("getUpdates", offset=-2, limit=1)
    assert [it["message"]["text"] for it in updates] == ["b"]
    assert len(await call("getUpdates")) == 2


async def test_a_long_poll_waits_for_an_update(api: BotApi, call: Calls, ann: Person) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await api.quiet()
    await ann.says("a")
    assert [it["message"]["text"] for it in await poll] == ["a"]


async def test_a_second_poll_ends_the_first(api: BotApi, call: Calls, refused: Refuses) -> None:
    first = asyncio.create_task(refused("getUpdates", timeout=50))
    await api.quiet()
    await call("getUpdates")
    code, why = await first
    assert (code, why.split(";")[0]) == (409, "Conflict: terminated by other getUpdates request")


async def test_only_the_kinds_that_were_asked_for_are_kept(call: Calls, ann: Person) -> None:
    await call("getUpdates", allowed_updates=["edited_message"])
    said = await ann.says("a")
    await ann.edits(said, "b")
    assert [it["edited_message"]["text"] for it in await call("getUpdates")] == ["b"]


async def test_a_dead_poll_is_no_poll(api: BotApi, session: aiohttp.ClientSession) -> None:
    url = f"{api.base_url}{api.token}/getUpdates?timeout=50"
    poll = asyncio.create_task(session.get(url).__aenter__())
    await api.quiet()
    poll.cancel()
    await api.until(lambda: not api.world.updates.is_polled, "the end of the poll")


class Hook:
    """A bot's webhook: notes what it gets, and answers with the next of ``statuses``, or 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.taken: list[str] = []
        self.secrets: set[str | None] = set()
        self.arrived: asyncio.Queue[str] = asyncio.Queue()
        self.open = asyncio.Event()
        self.open.set()

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get(SECRET_HEADER))
        text = (await request.json())["message"]["text"]
        self.arrived.put_nowait(text)
        await self.open.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.append(text)
        return web.Response(status=status)


@pytest.fixture
def hook() -> Hook:
    return Hook()


@pytest.fixture
async def hook_url(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    hook.open.set()
    await runner.cleanup()


async def test_a_webhook_gets_what_waits_and_what_comes_with_its_secret(
    api: BotApi, call: Calls, ann: Person, hook: Hook, hook_url: str
) -> None:
    await ann.says("a")
    await call("setWebhook", url=hook_url, secret_token="s3cret")
    await ann.says("b")
    await api.quiet()
    assert (hook.taken, hook.secrets) == (["a", "b"], {"s3cret"})


async def test_a_delivery_is_repeated_until_it_is_taken(
    api: BotApi, call: Calls, ann: Person, hook: Hook, hook_url: str
) -> None:
    hook.statuses = [500, 302]
    await call("setWebhook", url=hook_url)
    await ann.says("a")
    await ann.says("b")
    await api.quiet()
    assert hook.taken == ["a", "b"]
    info = await call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook_url, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 302"


async def test_chats_do_not_wait_for_each_other(
    api: BotApi, call: Calls, ann: Person, hook: Hook, hook_url: str
) -> None:
    hook.open.clear()
    await call("setWebhook", url=hook_url)
    await ann.says("a1")
    await ann.says("a2")
    await api.person("Bob").says("b1")
    assert {await hook.arrived.get() for _ in range(2)} == {"a1", "b1"}
    hook.open.set()
    await api.quiet()
    assert sorted(hook.taken) == ["a1", "a2", "b1"]
    assert hook.taken.index("a1") < hook.taken.index("a2")


async def test_without_its_webhook_the_bot_polls_again(
    call: Calls, refused: Refuses, ann: Person, hook: Hook, hook_url: str
) -> None:
    hook.open.clear()
    await call("setWebhook", url=hook_url)
    await ann.says("a")
    code, why = await refused("getUpdates")
    assert (code, why.split(";")[0]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active",
    )
    await call("deleteWebhook")
    assert [it["message"]["text"] for it in await call("getUpdates")] == ["a"]
    await call("deleteWebhook", drop_pending_updates=True)
    assert await call("getUpdates") == []


@pytest.mark.parametrize(
    ("url", "secret"),
    [("https://example.org/hook", "s"), ("http://127.0.0.1:1/", "käse"), ("x", "s")],
)
async def test_webhooks_stay_on_this_machine_with_a_plain_secret(
    url: str, secret: str, refused: Refuses
) -> None:
    assert (await refused("setWebhook", url=url, secret_token=secret))[0] == 400
