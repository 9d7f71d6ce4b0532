"""The webhook and strangers: refused, cut off, not logged at length; Telegram gets through."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from io import BytesIO, StringIO
from typing import Self
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bot.decks import Knowledge
from bot.settings import LogFormat, Settings
from bot.telegram.app import Front
from bot.telegram.webhook import HEADER, LARGEST_BYTES
from tests.botapi import BotApi
from tests.telegram.conftest import serving
from tests.telegram.hook import SECRET, webhook_settings


@pytest.fixture
def settings(api: BotApi, database_url: str) -> Settings:
    return webhook_settings(api, database_url)


JSON = SECRET | {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"{}", 403),
        ({HEADER: "wrong"}, b"{}", 403),
        ({HEADER: "käse"}, b"{}", 403),
        (SECRET, b"{}", 415),
        (JSON, b"[]", 400),
        (JSON, b"{", 400),
        (JSON, b"{}", 400),
        (JSON, b"[" * 100_000, 400),
        (JSON, b" " * (LARGEST_BYTES + 1), 413),
    ],
)
async def test_what_is_no_delivery_is_refused(
    settings: Settings,
    front: Front,
    session: ClientSession,
    api: BotApi,
    *,
    headers: dict[str, str],
    body: bytes,
    status: int,
    logged: Callable[..., StringIO],
) -> None:
    log = logged(LogFormat.TEXT)
    await api.quiet()
    address = str(settings.webhook_url)
    async with session.post(address, headers=headers, data=BytesIO(body)) as response:
        assert response.status == status
    assert log.getvalue().count("delivery refused") == 1


class Wire:
    """A connection to the webhook, byte by byte.

    Args:
        settings: where it listens.
    """

    def __init__(self, settings: Settings) -> None:
        self._url = urlsplit(str(settings.webhook_url))

    async def __aenter__(self) -> Self:
        host, port = self._url.hostname, self._url.port
        self._reader, self._writer = await asyncio.open_connection(host, port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    def posts(self, headers: dict[str, bytes], body: bytes = b"") -> None:
        """Send a request; what there is of its body."""
        said = {"Host": b"x"} | headers
        lines = [f"POST {self._url.path} HTTP/1.1".encode()]
        lines += [name.encode() + b": " + value for name, value in said.items()]
        self._writer.write(b"\r\n".join([*lines, b"", body]))

    def sends(self, text: bytes) -> None:
        self._writer.write(text)

    async def status(self) -> int:
        """Read the head of an answer whose body is empty or ends the connection."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        return int(head.split()[1])

    async def is_closed(self) -> bool:
        """Wait for the end of the connection."""
        with suppress(ConnectionError):
            await self._reader.read()
        return True


def delivered(number: int) -> tuple[dict[str, bytes], bytes]:
    """Return headers and body of a delivery."""
    body = b'{"update_id": %d}' % number
    said = {name: value.encode() for name, value in JSON.items()}
    return said | {"Content-Length": b"%d" % len(body)}, body


async def test_a_secret_that_is_no_text_is_refused(
    settings: Settings, front: Front, api: BotApi
) -> None:
    await api.quiet()
    async with Wire(settings) as wire:
        wire.posts({HEADER: b"\xff", "Content-Length": b"2"}, b"{}")
        assert await wire.status() == 403


async def test_strangers_do_not_fill_the_log(
    settings: Settings, front: Front, api: BotApi, logged: Callable[..., StringIO]
) -> None:
    log = logged(LogFormat.TEXT)
    await api.quiet()
    for _ in range(5):
        async with Wire(settings) as wire:
            wire.posts({"Content-Length": b"0"})
            assert await wire.status() == 403
        async with Wire(settings) as wire:
            wire.posts({"Content-Length": b"x"})
            assert await wire.status() == 400
    assert log.getvalue().count("delivery refused") == 1
    assert "Error handling request" not in log.getvalue()


async def test_strangers_keep_no_connection_and_telegram_does(
    settings: Settings, knowledge: Knowledge, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.strangers.STRANGER_SECONDS", seconds := 0.125)
    async with serving(settings, knowledge):
        await api.quiet()
        async with (
            Wire(settings) as telegram,
            Wire(settings) as silent,
            Wire(settings) as slow,
            Wire(settings) as refused,
        ):
            opened = asyncio.get_running_loop().time()
            telegram.posts(*delivered(1))
            assert await telegram.status() == 200
            slow.sends(b"POST /hook HTTP/1.1\r\nX-Slow: ")
            refused.posts({"Content-Length": b"0"})
            assert await refused.status() == 403
            for stranger in (silent, slow, refused):
                assert await stranger.is_closed()
            assert seconds <= asyncio.get_running_loop().time() - opened <= 2 * seconds
            telegram.posts(*delivered(2))
            assert await telegram.status() == 200


async def test_many_strangers_at_once_keep_out_one_another_but_not_telegram(
    settings: Settings, front: Front, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.strangers.MOST", 3)
    await api.quiet()
    async with Wire(settings) as telegram, AsyncExitStack() as stack:
        telegram.posts(*delivered(1))
        assert await telegram.status() == 200
        silent = [await stack.enter_async_context(Wire(settings)) for _ in range(5)]
        for stranger in silent[:2]:
            assert await stranger.is_closed()
        async with Wire(settings) as another:  # of Telegram's
            another.posts(*delivered(2))
            assert await another.status() == 200
            assert await silent[2].is_closed()
            silent[3].posts({"Content-Length": b"0"})
            assert await silent[3].status() == 403
        telegram.posts(*delivered(3))
        assert await telegram.status() == 200


async def test_a_delivery_that_does_not_come_to_its_end_is_refused(
    settings: Settings, front: Front, api: BotApi
) -> None:
    await api.quiet()
    async with Wire(settings) as wire:
        headers, body = delivered(1)
        wire.posts(headers, body[:-1])
        assert await wire.status() == 408


async def test_nothing_else_is_served(
    settings: Settings, front: Front, session: ClientSession, api: BotApi
) -> None:
    await api.quiet()
    async with session.get(str(settings.webhook_url), headers=SECRET) as response:
        assert response.status == 405
    async with session.get(f"http://{settings.listen}/") as response:
        assert response.status == 404
