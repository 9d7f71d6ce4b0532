"""What all tests share: the shipped deck, a database of one's own, a bot to talk to."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import Bot, open_bot
from bot.domain.knowledge import Deck
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.knowledge import load_deck, shipped_knowledge


@pytest.fixture(scope="session")
def deck() -> Deck:
    """The shipped deck."""
    return load_deck(shipped_knowledge())


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(database_url) as engine:
        yield engine


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the environment of whoever runs the tests, and their .env, out of them."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)


@pytest.fixture
async def bot(database_url: str) -> AsyncIterator[Bot]:
    """The whole bot on a database of its own; chance is seeded."""
    settings = Settings(database_url=database_url)  # type: ignore[arg-type]  # pydantic converts
    async with open_bot(settings, random=Random(7)) as bot:
        yield bot
