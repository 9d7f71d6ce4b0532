"""HTTP to the Bot API over aiohttp, in the place of python-telegram-bot's own over httpx.

Errors become python-telegram-bot's as they do there: ``TimedOut`` for whatever took too long,
``NetworkError`` for the rest. What they say never holds the token, which is a part of each
address; so what aiohttp said is not their cause. See docs/decisions/transport.md for the figures.

Otherwise than there, a page that says 403 or 404 is that of a proxy, and a ``NetworkError``, too.
"""

import asyncio
import io
import json
import re
from functools import cache
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.http import HttpProcessingError
from pydantic_core import from_json, to_json
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.calls import Prepared
from bot.telegram.exchange import Exchange, content_of

KEEP_ALIVE_SECONDS: Final = 30.0
DNS_SECONDS: Final = 300
POOL_TIMED_OUT: Final = (
    "Pool timeout: all connections are occupied; the request was not sent to Telegram"
)
FINAL: Final = frozenset({400, 401, 403, 404, 409})  # for python-telegram-bot, whoever says so
_JSON: Final = {"Content-Type": "application/json"}
_TOKEN: Final = re.compile(r"/bot([^/]+)/")


class AiohttpRequest(BaseRequest):
    """Makes python-telegram-bot's requests.

    Proxies are those of the environment (``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY``,
    ``NO_PROXY``). A request is made once: what may have arrived is never sent again from here.

    Args:
        connections: how many are open at most; further requests wait.
        read_timeout: seconds without a byte of the answer.
        write_timeout: seconds in which a request is sent.
        media_write_timeout: the same for a request with files.
        connect_timeout: seconds in which a connection is made.
        pool_timeout: seconds in which a connection becomes free.
    """

    def __init__(
        self,
        connections: int = 256,
        *,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        media_write_timeout: float | None = 60.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 20.0,
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._media_write_timeout = media_write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._free = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[URL, URL | None] = {}
        self._exchanges: dict[str, Exchange | None] = {}

    @property
    def read_timeout(self) -> float | None:
        return self._read_timeout

    async def initialize(self) -> None:
        """Make ready to connect; may be called again, also after a shutdown."""
        if self._session is not None:
            return
        self._free = asyncio.Semaphore(self._connections)
        self._proxies, self._exchanges = {}, {}
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,  # _free counts
                keepalive_timeout=KEEP_ALIVE_SECONDS,
                ttl_dns_cache=DNS_SECONDS,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
        )

    async def shutdown(self) -> None:
        """Close all connections; may be called again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Prepared | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; timeouts in seconds, None for no limit.

        Raises:
            TimedOut: it took too long; unless that was for want of a connection, it may have
                arrived.
            NetworkError: there is no usable answer; it may have arrived.
        """
        if self._session is None:
            raise RuntimeError("this request is not initialized")
        limits = self._limits(request_data, read_timeout, write_timeout, connect_timeout)
        await self._take(_given(pool_timeout, self._pool_timeout))
        try:
            status, content = await self._send(self._session, url, method, request_data, limits)
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, HttpProcessingError, OSError, ValueError) as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}: {_told(error, url)}") from None
        finally:
            self._free.release()
        if status >= HTTPStatus.BAD_REQUEST:
            content = _without_token(content.decode("utf-8", "replace"), url).encode()
        if status in FINAL and _object(content) is None:
            raise NetworkError(f"{status} from somebody on the way, not from the Bot API")
        return status, content

    def _limits(
        self, data: RequestData | Prepared | None, read: Any, write: Any, connect: Any
    ) -> aiohttp.ClientTimeout:
        files = isinstance(data, RequestData) and data.contains_files
        sent_in = self._media_write_timeout if files else self._write_timeout
        return _timeout(
            _given(connect, self._connect_timeout),
            _given(write, sent_in),
            _given(read, self._read_timeout),
            bounded=data is not None,
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer.

        Raises:
            NetworkError: it is no JSON object, and so not the Bot API's.
        """
        answer = _object(payload)
        if answer is None:
            raise NetworkError("what answers is not the Bot API")
        return answer

    async def _take(self, seconds: float | None) -> None:
        """Wait until a connection is free."""
        if not self._free.locked():  # the common case, without a timer
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(seconds):
                await self._free.acquire()
        except TimeoutError:
            raise TimedOut(POOL_TIMED_OUT) from None

    async def _send(
        self,
        session: aiohttp.ClientSession,
        url: str,
        method: str,
        data: RequestData | Prepared | None,
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if isinstance(data, Prepared):
            if url not in self._exchanges:  # there is one for each method that is called so
                self._exchanges[url] = self._exchange(session, URL(url))
            exchange = self._exchanges[url]
            if exchange:
                return await exchange.post(data.body, limits)
        address, body = URL(url), _body(data)
        async with session.request(
            method,
            address,
            data=body,
            headers=_JSON if isinstance(body, bytes) else None,
            timeout=limits,
            proxy=self._proxy(address),
            allow_redirects=False,
        ) as answer:
            return answer.status, await content_of(answer.status, answer.content)

    def _exchange(self, session: aiohttp.ClientSession, address: URL) -> Exchange | None:
        """Return the short way to an address; there is none through a proxy."""
        if session.connector is None or self._proxy(address):
            return None
        return Exchange(session.connector, address, self.USER_AGENT)

    def _proxy(self, address: URL) -> URL | None:
        """Return the proxy that the environment names for an address; aiohttp would look each time.

        Raises:
            ValueError: it is of a kind that cannot be used.
        """
        origin = address.origin()
        if origin not in self._proxies:
            self._proxies[origin] = _proxy_from_environment(origin)
        return self._proxies[origin]


def read_json(payload: bytes) -> Any:
    """Read JSON; half a surrogate pair, which nobody could store or send, becomes a question mark.

    Raises:
        ValueError: it is none.
    """
    try:
        return from_json(payload)  # takes half the time, and is strict
    except ValueError:
        read = json.loads(payload.decode("utf-8", "replace"))
        return json.loads(json.dumps(read, ensure_ascii=False).encode("utf-8", "replace"))


def _object(payload: bytes) -> dict[str, Any] | None:
    try:
        read = read_json(payload)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _given(given: Any, default: float | None) -> float | None:
    chosen: float | None = default if given is BaseRequest.DEFAULT_NONE else given
    return chosen


@cache  # they are a handful
def _timeout(
    connect: float | None, write: float | None, read: float | None, *, bounded: bool
) -> aiohttp.ClientTimeout:
    """Return aiohttp's form of a request's timeouts.

    aiohttp has none for writing, so a request that sends something is bounded as a whole; the
    download of a file goes on as long as bytes come.
    """
    if not bounded or connect is None or write is None or read is None:
        return aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=read)
    total = connect + write + read
    return aiohttp.ClientTimeout(total=total, sock_connect=connect, sock_read=read)


def _body(data: RequestData | Prepared | None) -> bytes | aiohttp.FormData | None:
    """Return what to send: JSON, or a form where there are files."""
    if data is None:
        return None
    if isinstance(data, Prepared):
        return data.body
    if not data.contains_files:
        return to_json(data.parameters)
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows names of files as they are sent
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=_one_line(filename), content_type=kind)
    return form


def _one_line(filename: str) -> str:
    return re.sub(r"[\r\n\0]", "_", filename)


def _told(error: Exception, url: str) -> str:
    """Return what an error says; aiohttp's may hold the address, and in it the token."""
    text = error.message if isinstance(error, aiohttp.ClientResponseError) else str(error)
    return _without_token(" ".join(text.split()), url)


def _without_token(text: str, url: str) -> str:
    found = _TOKEN.search(url)
    if not found:
        return text
    token = found[1]
    return text.replace(token, "[token]").replace(quote(token, ""), "[token]")


def _proxy_from_environment(origin: URL) -> URL | None:
    proxies = getproxies()
    proxy = proxies.get(origin.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(f"{origin.host}:{origin.port}"):
        return None
    address = URL(proxy if "://" in proxy else f"http://{proxy}")
    if address.scheme not in {"http", "https"}:
        raise ValueError(f"the environment names a {address.scheme} proxy; http is possible")
    return address
