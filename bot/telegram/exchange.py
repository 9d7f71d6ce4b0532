"""A JSON object to one address, and the answer: what nearly all calls of the Bot API are.

aiohttp's session makes every request anew: a URL, headers, a body with headers of its own, a task
that sends it, timers. All that is the same for each call of a method, so here it is made once. The
rest is aiohttp's: its connector (connections, DNS, TLS), and its protocol with the parser. What is
gained is in docs/decisions/transport.md.
"""

import asyncio
from http import HTTPStatus
from typing import Final

import aiohttp
from aiohttp import hdrs
from aiohttp.connector import Connection
from yarl import URL

ERROR_BYTES: Final = 16_384  # of an answer that is an error; Telegram's are short


class Exchange:
    """Sends JSON to one address.

    Args:
        connector: gives connections.
        url: the address.
        agent: who we say that we are.
    """

    def __init__(self, connector: aiohttp.BaseConnector, url: URL, agent: str) -> None:
        headers = {hdrs.USER_AGENT: agent, hdrs.CONTENT_TYPE: "application/json"}
        loop = asyncio.get_running_loop()
        self._connector = connector
        self._request = aiohttp.ClientRequest(hdrs.METH_POST, url, headers=headers, loop=loop)
        self._request.headers.popall(hdrs.CONTENT_LENGTH, ())  # that of no body
        fields = "".join(f"{name}: {value}\r\n" for name, value in self._request.headers.items())
        self._head = f"POST {url.raw_path_qs} HTTP/1.1\r\n{fields}Content-Length: ".encode()

    async def post(self, body: bytes, limits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        """Send a JSON object; return the status and the content of the answer.

        Args:
            body: the object.
            limits: how long connecting may take, and how long nothing may come.

        Raises:
            TimeoutError: no connection was made in time, or nothing came for too long.
            aiohttp.ClientError, aiohttp.http.HttpProcessingError, OSError: there is no answer.
        """
        connection = await self._connector.connect(self._request, [], limits)
        try:
            answer = await self._talk(connection, body, limits.sock_read)
        except BaseException:  # what comes here yet is no answer to the next request
            connection.close()
            raise
        connection.release()
        return answer

    async def _talk(
        self, connection: Connection, body: bytes, seconds: float | None
    ) -> tuple[int, bytes]:
        protocol, transport = connection.protocol, connection.transport
        if protocol is None or transport is None:
            raise aiohttp.ServerDisconnectedError
        protocol.set_response_params(read_until_eof=True, read_timeout=seconds)
        transport.write(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
        protocol.start_timeout()
        message, stream = await protocol.read()
        while message.code < HTTPStatus.OK:  # the answer is yet to come
            message, stream = await protocol.read()
        return message.code, await content_of(message.code, stream)


async def content_of(status: int, stream: aiohttp.StreamReader) -> bytes:
    """Read an answer; of an error only the beginning."""
    if status < HTTPStatus.BAD_REQUEST:  # most are short, and all here
        return stream.read_nowait() if stream.is_eof() else await stream.read()
    read = b""
    while len(read) < ERROR_BYTES and (more := await stream.read(ERROR_BYTES - len(read))):
        read += more
    return read
