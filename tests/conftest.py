"""What all tests share: the shipped deck, a database of one's own, a bot to talk to."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from random import Random

import hypothesis
import pytest

from bot.app import Bot, open_bot
from bot.decks import Knowledge, open_knowledge
from bot.domain.knowledge import Deck
from bot.logs import configure_logging
from bot.settings import LogFormat, LogLevel, Settings, read_settings
from bot.storage.database import Database
from bot.storage.opening import open_database
from tests.postgresql import NoPostgresqlError, Postgresql, running

# How long an example takes says nothing about right or wrong, and much about the machine.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ"
ON_BOTH_DATABASES = {"storage", "services", "conversation"}


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for what can be made again, instead of that of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def knowledge(cache: Path) -> Knowledge:
    """The shipped knowledge base, loaded once."""
    return open_knowledge(Settings())


@pytest.fixture(scope="session")
def deck(knowledge: Knowledge) -> Deck:
    return knowledge.deck


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what keeps something in a database on SQLite and on PostgreSQL, the rest on SQLite."""
    if "database_kind" in metafunc.fixturenames:
        test, kinds = metafunc.definition, ["sqlite"]
        if test.path.parent.name in ON_BOTH_DATABASES and not test.get_closest_marker("sqlite"):
            kinds.append("postgresql")
        metafunc.parametrize("database_kind", kinds)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """A server whose database ``migrated`` is a template for those of the tests."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except NoPostgresqlError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(error))
        asyncio.run(_migrate(server.renew("migrated")))
        yield server


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables and nothing in them, to be copied: migrating takes longer."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    asyncio.run(_migrate(f"sqlite:///{file}"))
    return file


async def _migrate(url: str) -> None:
    async with open_database(url):
        pass


@pytest.fixture
def empty_database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database without tables; SQLite's file is not there yet."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    server: Postgresql = request.getfixturevalue("postgresql")
    return server.renew("test")


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database in which nobody has said anything yet."""
    if database_kind == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite"), tmp_path / "bot.db")
        return f"sqlite:///{copy}"
    server: Postgresql = request.getfixturevalue("postgresql")
    return server.renew("test", "migrated")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url) as database:
        yield database


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the environment of whoever runs the tests, and their .env, out of them."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)


def _log_to(form: LogFormat, level: LogLevel, secret: str) -> StringIO:
    stream = StringIO()
    configure_logging(form, level, [secret], stream)
    return stream


@pytest.fixture(autouse=True, scope="session")
def _quiet_logs() -> None:
    """Log as the product does: structlog left alone prints the values of all variables."""
    _log_to(LogFormat.TEXT, LogLevel.WARNING, TOKEN)


@pytest.fixture
def logged() -> Iterator[Callable[..., StringIO]]:
    """Return a function that turns logging on, everything of it, and returns what is logged."""

    def turn_on(form: LogFormat, secret: str = TOKEN) -> StringIO:
        return _log_to(form, LogLevel.DEBUG, secret)

    yield turn_on
    _log_to(LogFormat.TEXT, LogLevel.WARNING, TOKEN)


@pytest.fixture
async def bot(database_url: str, knowledge: Knowledge) -> AsyncIterator[Bot]:
    """The whole bot on a database of its own; chance is seeded."""
    settings = read_settings(database_url=database_url)
    async with open_bot(settings, knowledge=knowledge, random=Random(7)) as bot:
        yield bot
