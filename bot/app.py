"""The one place where the parts meet."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom

from bot.commands import all_commands
from bot.conversation.dispatcher import Dispatcher
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.matching import Matcher
from bot.errors import SettingsError
from bot.rendering import picture
from bot.services import Services
from bot.services.assembly import Assembly
from bot.services.library import Librarian
from bot.settings import LanguageSetting, Settings
from bot.storage.alarms import AlarmStore
from bot.storage.database import Database, open_database
from bot.storage.knowledge import compiled, deck_folders, marks
from bot.storage.pauses import PauseStore
from bot.storage.pictures import PictureStore
from bot.storage.polls import PollStore
from bot.storage.queries import QueryStore


@dataclass(frozen=True)
class Bot:
    """The product without a front end."""

    dispatcher: Dispatcher
    librarian: Librarian
    database: Database
    queries: QueryStore
    alarms: AlarmStore
    polls: PollStore
    pauses: PauseStore
    pictures: PictureStore | None
    """None where answers cannot be shown as pictures."""

    @property
    def deck(self) -> Deck:
        """The deck of chats that have chosen none."""
        return self.librarian.current.default.deck


@dataclass(frozen=True)
class Knowledge:
    """A deck, and what finds an answer in it."""

    deck: Deck
    matcher: Matcher


def open_knowledge(settings: Settings, deck: str | None = None) -> Knowledge:
    """Load the deck with this id, or the first, of those that the settings name.

    Raises:
        KnowledgeError: the decks have problems.
        SettingsError: a folder is not there, or there is no such deck.
    """
    known = open_decks(settings)
    found = next((one for one in known if deck in (None, one.deck.id)), None)
    if found is None:
        names = ", ".join(one.deck.id for one in known)
        raise SettingsError(f"BOT_KNOWLEDGE names no deck {deck}; there are: {names}")
    return found


def open_decks(settings: Settings) -> tuple[Knowledge, ...]:
    """Load all decks that the settings name.

    Raises:
        KnowledgeError: they have problems.
        SettingsError: a folder is not there.
    """
    folders = deck_folders(settings.knowledge)
    return compiled(folders, lambda: _read(folders), settings.cache)


def _read(folders: Sequence[Path]) -> tuple[Knowledge, ...]:
    # Only here: mostly decks come compiled, and then nobody needs YAML.
    from bot.storage.knowledge.loader import load_decks  # noqa: PLC0415

    return tuple(Knowledge(deck, Matcher(deck)) for deck in load_decks(folders))


@asynccontextmanager
async def open_bot(
    settings: Settings, *, knowledge: Knowledge | None = None, random: Random | None = None
) -> AsyncIterator[Bot]:
    """Open the database, and put the bot together.

    Args:
        settings: where knowledge and database are, and how to speak.
        knowledge: used instead of what the settings name, if it is loaded already.
        random: the source of chance; the operating system's if None.

    Raises:
        KnowledgeError: the knowledge base has problems.
        SettingsError: a folder of it is not there.
        StorageError: the database cannot be opened.
    """
    files = marks(deck_folders(settings.knowledge))
    loaded = (knowledge,) if knowledge else open_decks(settings)
    async with open_database(settings.effective_database_url) as database:
        has_pictures = picture.missing() is None
        chance = random or SystemRandom()
        assembly = Assembly(database, settings, chance, has_pictures=has_pictures)

        def shelves(known: Iterable[Knowledge]) -> tuple[Services, ...]:
            return tuple(assembly.services(one.deck, one.matcher) for one in known)

        librarian = Librarian(
            shelves(loaded),
            files,
            lambda: shelves(open_decks(settings)),
            lambda: marks(deck_folders(settings.knowledge)),
        )
        del loaded  # after a reload, nobody is to keep these
        spoken = settings.language
        language = None if spoken is LanguageSetting.AUTO else Language(spoken.value)
        pictures = PictureStore(database) if has_pictures else None
        yield Bot(
            Dispatcher(all_commands(), librarian, language),
            librarian,
            database,
            assembly.queries,
            assembly.alarms,
            assembly.polls,
            PauseStore(database),
            pictures,
        )


@asynccontextmanager
async def kept_up_to_date(librarian: Librarian, *, hang_up: bool) -> AsyncIterator[None]:
    """Reload the decks when their files change.

    Args:
        librarian: has them read anew.
        hang_up: whether SIGHUP reloads them, too; where there is a terminal, it means that this
            is gone, and the process is to end.
    """
    tasks = {asyncio.create_task(librarian.watch())}

    def reload() -> None:
        task = asyncio.create_task(librarian.try_to_reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    if hang_up:
        _on_hang_up(reload)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _on_hang_up(act: Callable[[], None]) -> None:
    if hasattr(signal, "SIGHUP"):
        with suppress(NotImplementedError):  # Windows has no such signal
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, act)
