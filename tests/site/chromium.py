"""A headless Chromium, driven by its DevTools protocol (https://chromedevtools.github.io)."""

import asyncio
import base64
import itertools
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
_PATIENCE: Final = 60
"""Seconds after which a browser that says nothing is taken for stuck."""


class ScriptError(AssertionError):
    """A script in the page threw."""


def find() -> str | None:
    """Return the program, or None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


class Page:
    """A tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._loaded = asyncio.Event()
        self.requests: list[str] = []
        """The addresses of all that was loaded since the last ``open``."""
        self.complaints: list[str] = []
        """What stood in the console: errors, warnings, what the content policy refused."""

    async def listen(self) -> None:
        """Take in what the browser says, until it closes."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._waiting.pop(said["id"]).set_result(said)
            else:
                self._happened(said["method"], said["params"])

    def _happened(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self._loaded.set()
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(params["exceptionDetails"]))
            case "Log.entryAdded":
                self.complaints.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled" if params["type"] in {"error", "warning"}:
                self.complaints.append(json.dumps(params["args"]))

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the protocol, and return its result."""
        number = next(self._ids)
        answered = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        said = await asyncio.wait_for(answered, _PATIENCE)
        if "error" in said:
            raise ScriptError(f"{method}: {said['error']}")
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, url: str) -> None:
        """Go to a page, and wait until all that it names is loaded."""
        self._loaded.clear()
        self.requests.clear()
        self.complaints.clear()
        went = await self.send("Page.navigate", url=url)
        if "loaderId" not in went:  # it was this page already, but for what follows the #
            await self.send("Page.reload")
        await asyncio.wait_for(self._loaded.wait(), _PATIENCE)

    async def run(self, script: str) -> Any:
        """Return what an expression comes to in the page; a promise is awaited."""
        result = await self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in result:
            raise ScriptError(json.dumps(result["exceptionDetails"], ensure_ascii=False))
        return result["result"].get("value")

    async def press(self, key: str) -> None:
        """Press a key and let it go."""
        text = {"text": key} if len(key) == 1 else {}
        code = {" ": "Space"}.get(key, key)
        await self.send("Input.dispatchKeyEvent", type="keyDown", key=key, code=code, **text)
        await self.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=code)

    async def show(self, width: int, height: int, *, dark: bool = False, media: str = "") -> None:
        """Set the size of the window in pixels, light or dark, screen or print."""
        await self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.send("Emulation.setEmulatedMedia", media=media, features=[scheme])

    async def picture(self, *, whole: bool = False) -> bytes:
        """Return what the page looks like as PNG; the whole of it, or what is in the window."""
        shot = await self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        return base64.b64decode(shot["data"])


@asynccontextmanager
async def browsing(program: str, profile: Path) -> AsyncIterator[Page]:
    """Start a Chromium with an empty profile, and yield its tab."""
    process = await asyncio.create_subprocess_exec(
        program,
        *_FLAGS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        port = await asyncio.wait_for(_port(process), _PATIENCE)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as tabs:
                [tab] = [tab for tab in await tabs.json() if tab["type"] == "page"]
            url = tab["webSocketDebuggerUrl"]
            async with session.ws_connect(url, max_msg_size=0) as socket:
                page = Page(socket)
                listening = asyncio.create_task(page.listen())
                for domain in ("Page", "Runtime", "Network", "Log"):
                    await page.send(f"{domain}.enable")
                yield page
                listening.cancel()
    finally:
        process.kill()
        await process.wait()


async def _port(process: asyncio.subprocess.Process) -> int:
    """Return the port at which Chromium says that it listens."""
    if process.stderr is None:
        raise RuntimeError("Chromium's words are not heard")
    said = ""
    async for line in process.stderr:
        said += line.decode(errors="replace")
        _, listening, url = line.decode(errors="replace").partition("DevTools listening on ws://")
        if listening:
            return int(url.split("/")[0].rpartition(":")[2])
    raise RuntimeError(f"Chromium does not start: {said}")
