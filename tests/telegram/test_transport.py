"""The transport: what it reads, and that it fails as python-telegram-bot's own does."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import StringIO
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest

from bot.settings import LogFormat
from bot.telegram.calls import Prepared
from bot.telegram.exchange import ERROR_BYTES
from bot.telegram.transport import AiohttpRequest
from tests.conftest import TOKEN

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


Make = Callable[[], BaseRequest]


class ShortRequest(AiohttpRequest):
    """Takes the short way, that of a call whose parameters are JSON already, with any request."""

    async def do_request(self, url: str, method: str, *_: Any, **given: Any) -> tuple[int, bytes]:
        given["request_data"] = Prepared(None, b"{}")
        return await super().do_request(url, method, **given)


ALL: list[Make] = [
    AiohttpRequest,
    ShortRequest,
    HTTPXRequest,
]


on_all = pytest.mark.parametrize("make", ALL, ids=["aiohttp", "short", "httpx"])


on_both = pytest.mark.parametrize("kind", [AiohttpRequest, ShortRequest], ids=["aiohttp", "short"])


@asynccontextmanager
async def server(talk: Talk) -> AsyncIterator[str]:
    """Serve every connection with ``talk``; give the address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        host, port = listening.sockets[0].getsockname()
        yield f"http://{host}:{port}/bot{TOKEN}/getMe"


def answers(status: str, body: bytes, length: int | None = None, *, read: bool = True) -> Talk:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if read:
            await reader.readuntil(b"\r\n\r\n")
        size = len(body) if length is None else length
        head = f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    return talk


async def says_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.transport.abort()


async def talks_garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    request = await reader.readuntil(b"\r\n\r\n")
    writer.write(b"\x00\xff no http, but " + request.splitlines()[0] + b"\r\n\r\n")
    await writer.drain()


FAULTS: list[tuple[str, Talk, type[TelegramError]]] = [
    ("silence", says_nothing, TimedOut),
    ("reset", hangs_up, NetworkError),
    ("garbage", talks_garbage, NetworkError),
    ("half a body", answers("200 OK", b'{"ok": tr', length=500), NetworkError),
    ("too large", answers("413 Request Entity Too Large", b"<html>413</html>"), NetworkError),
    ("bad gateway", answers("502 Bad Gateway", b"<html>nginx</html>"), NetworkError),
    ("elsewhere", answers("302 Found", b""), NetworkError),
    ("blocked", answers("403 Forbidden", b'{"ok":false,"description":"blocked"}'), Forbidden),
    ("flood", answers("429 Too Many", b'{"parameters":{"retry_after":7}}'), RetryAfter),
    ("wrong", answers("400 Bad Request", b'{"description":"chat not found"}'), BadRequest),
]


@on_all
@pytest.mark.parametrize(("talk", "kind"), [it[1:] for it in FAULTS], ids=[it[0] for it in FAULTS])
async def test_faults_are_the_same_errors(
    make: Make, talk: Talk, kind: type[TelegramError], logged: Callable[..., StringIO]
) -> None:
    logged(LogFormat.TEXT)
    async with server(talk) as url, make() as request:
        with pytest.raises(TelegramError) as caught:
            await request.post(url)
    assert type(caught.value) is kind


@on_both
@pytest.mark.parametrize("status", ["200 OK", "400 x", "401 x", "403 x", "404 x", "409 x"])
@pytest.mark.parametrize("body", [b"<html>", b"", b'"denied"'])
async def test_who_is_not_the_bot_api_refuses_nothing(
    kind: type[AiohttpRequest], status: str, body: bytes
) -> None:
    async with server(answers(status, body)) as url, kind() as request:
        with pytest.raises(NetworkError, match=r"not (from )?the Bot API") as caught:
            await request.post(url)
    assert type(caught.value) is NetworkError


@on_all
async def test_nobody_listens(make: Make) -> None:
    async with server(says_nothing) as url:
        pass
    async with make() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(url)
    assert type(caught.value) is NetworkError


@on_both
async def test_the_token_is_in_no_error_and_no_log(
    kind: type[AiohttpRequest], logged: Callable[..., StringIO]
) -> None:
    log = logged(LogFormat.TEXT, secret="another")
    echo = answers("404 Not Found", f"no /bot{TOKEN}/getMe here".encode())
    for talk in (*(it[1] for it in FAULTS), echo):
        async with server(talk) as url, kind() as request:
            with pytest.raises(TelegramError) as caught:
                await request.post(url)
            logging.getLogger("test").error("failed", exc_info=caught.value)
            assert TOKEN not in str(caught.value)
    assert "[token]" in log.getvalue()
    assert TOKEN not in log.getvalue()


@on_both
async def test_of_an_error_only_the_beginning_is_read(kind: type[AiohttpRequest]) -> None:
    endless = answers("500 Internal Server Error", b"x" * 10 * ERROR_BYTES)
    async with server(endless) as url, kind() as request:
        status, body = await request.do_request(url, "POST")
    assert (status, len(body)) == (500, ERROR_BYTES)


@on_both
async def test_a_request_waits_for_a_free_connection(kind: type[AiohttpRequest]) -> None:
    async with server(says_nothing) as url, kind(1) as request:
        first = asyncio.create_task(request.post(url))
        await asyncio.sleep(0)
        with pytest.raises(TimedOut, match="not sent"):
            await request.post(url, pool_timeout=1)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        with pytest.raises(TimedOut):  # the connection is free again, and silent
            await request.post(url)


@on_both
async def test_a_file_is_downloaded(kind: type[AiohttpRequest]) -> None:
    content = bytes(range(256)) * 1000
    async with server(answers("200 OK", content)) as url, kind() as request:
        assert await request.retrieve(url) == content


@on_both
async def test_connections_are_kept(kind: type[AiohttpRequest]) -> None:
    opened = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        while await reader.readline():
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{"ok":true,"result":true}')

    async with server(talk) as url, kind() as request:
        for _ in range(3):
            assert await request.post(url) is True
    assert opened == 1


@on_both
async def test_it_can_be_begun_again_after_its_end(kind: type[AiohttpRequest]) -> None:
    request = kind()
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1:1/")
    async with server(answers("200 OK", b'{"ok":true,"result":[]}')) as url:
        for _ in range(2):
            await request.initialize()
            await request.initialize()
            assert await request.post(url) == []
            await request.shutdown()
            await request.shutdown()


async def test_what_goes_before_an_answer_is_none() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        await answers("200 OK", b'{"ok":true,"result":true}', read=False)(reader, writer)

    async with server(talk) as url, ShortRequest() as request:
        assert await request.post(url) is True


async def test_a_connection_that_was_given_up_is_not_used_again() -> None:
    """What comes late would be taken for the answer to the next request."""
    opened = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        await reader.readuntil(b"\r\n\r\n")
        if opened == 1:
            await asyncio.sleep(2)
        await answers("200 OK", b'{"ok":true,"result":%d}' % opened, read=False)(reader, writer)

    async with server(talk) as url, ShortRequest() as request:
        with pytest.raises(TimedOut):
            await request.post(url, read_timeout=1)
        assert await request.post(url) == 2


PROXIED = b'{"ok":true,"result":true}'


@on_both
async def test_proxies_are_those_of_the_environment(
    kind: type[AiohttpRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with server(answers("200 OK", PROXIED)) as url:
        monkeypatch.setenv("http_proxy", url.partition("/bot")[0])
        async with kind() as request:
            status, body = await request.do_request("http://telegram.invalid/bot1:a/getMe", "POST")
        assert (status, body) == (200, PROXIED)
        monkeypatch.setenv("no_proxy", ".invalid")
        async with kind() as request:
            with pytest.raises(NetworkError):
                await request.post("http://telegram.invalid/bot1:a/getMe")


@on_both
async def test_a_proxy_of_another_kind_is_named(
    kind: type[AiohttpRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    async with kind() as request:
        with pytest.raises(NetworkError, match="names a socks5 proxy"):
            await request.post("http://telegram.invalid/bot1:a/getMe")
