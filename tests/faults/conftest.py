"""What the tests of faults share: a Telegram that is patient, and a bot in a process."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.faults.process import LONG_ENOUGH

# What a process that was killed has done and not noted, the next one does again.
DONE_BEFORE = ("not modified", "poll has already been closed")


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.botapi.api.PATIENCE_SECONDS", LONG_ENOUGH)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Telegram that has refused nothing but what was done before."""
    async with BotApi() as api:
        yield api
        refused = [
            call for call in api.refused if not any(it in str(call.error) for it in DONE_BEFORE)
        ]
        assert refused == [], refused[:3]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """What the processes log; it is shown when a test fails."""
    path = tmp_path / "bot.log"
    yield path
    print(path.read_text() if path.exists() else "nothing logged")  # noqa: T201
