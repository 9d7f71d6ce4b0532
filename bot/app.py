"""The one place where the parts meet."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from random import Random, SystemRandom

from bot.commands import all_commands
from bot.conversation.dispatcher import Dispatcher
from bot.decks import Knowledge, open_decks
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering import picture
from bot.services import Services
from bot.services.assembly import Assembly
from bot.services.library import Librarian
from bot.settings import LanguageSetting, Settings
from bot.storage.alarms import AlarmStore
from bot.storage.database import Database
from bot.storage.knowledge import deck_folders, marks
from bot.storage.opening import open_database
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
        pictures = PictureStore(database) if has_pictures else None
        yield Bot(
            Dispatcher(all_commands(), librarian, _fixed(settings.language)),
            librarian,
            database,
            assembly.queries,
            assembly.alarms,
            assembly.polls,
            PauseStore(database),
            pictures,
        )


def _fixed(language: LanguageSetting) -> Language | None:
    return None if language is LanguageSetting.AUTO else Language(language.value)


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
