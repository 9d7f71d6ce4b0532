"""The decks that are served at present, each with the services built on it.

::

    folders ──load──► Library (a value) ◄── current ── Librarian ◄── SIGHUP, /reload, a changed file

A reload makes a new library and puts it in the place of the old one at once. Whoever holds the old
one goes on with it, so that a request ends with the decks with which it began.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import structlog

from bot.errors import BotError
from bot.services import Services
from bot.storage.knowledge import Marks

log = structlog.get_logger(__name__)

LOOK_EVERY: Final = 2.0
"""Seconds between two looks at the files. Looking works where a system's notices of changes do not
come through, as in containers and on network drives."""


@dataclass(frozen=True)
class Library:
    """Decks with their services.

    Args:
        shelves: for each deck the services built on it, in the order of the settings; the first is
            for chats that have chosen none.
        reload: has the decks read anew, for requests to come.
    """

    shelves: tuple[Services, ...]
    reload: Callable[[], Awaitable["Library"]]

    @property
    def default(self) -> Services:
        return self.shelves[0]

    @property
    def is_single(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.shelves) == 1

    def shelf(self, deck: str | None) -> Services | None:
        """Return the services of the deck with this id."""
        return self._by_deck.get(deck or "")

    def holding(self, entry: str) -> Services | None:
        """Return the services of the deck that holds an entry: ids are unique over all decks."""
        return self._by_entry.get(entry)

    @cached_property
    def _by_deck(self) -> dict[str, Services]:
        return {shelf.deck.id: shelf for shelf in self.shelves}

    @cached_property
    def _by_entry(self) -> dict[str, Services]:
        return {entry: shelf for shelf in self.shelves for entry in shelf.deck.by_id}


class Librarian:
    """Keeps the library that is current.

    Args:
        shelves: the decks as they were read first.
        loaded: how the files were just before that.
        load: reads them anew; takes a second or more, on any thread.
        marks: tells how the files are at present.
    """

    def __init__(
        self,
        shelves: tuple[Services, ...],
        loaded: Marks,
        load: Callable[[], tuple[Services, ...]],
        marks: Callable[[], Marks],
    ) -> None:
        self._load = load
        self._marks = marks
        self._loading = asyncio.Lock()
        self._loaded = loaded
        self.current = Library(shelves, self.reload)

    async def reload(self) -> Library:
        """Read the decks anew and put them in the place of the old ones.

        Raises:
            KnowledgeError: they have problems; the old ones stay.
            SettingsError: a folder is not there any more; the old ones stay.
        """
        async with self._loading:
            self._loaded = await asyncio.to_thread(self._marks)
            try:
                shelves = await asyncio.to_thread(self._load)
            except BotError as error:
                log.warning("knowledge not reloaded", problems=str(error))
                raise
            self.current = Library(shelves, self.reload)
        decks = {shelf.deck.id: len(shelf.deck.entries) for shelf in self.current.shelves}
        log.info("knowledge reloaded", decks=decks)
        return self.current

    async def try_to_reload(self) -> None:
        """Reload; where that fails, the log says what is wrong and where."""
        try:
            await self.reload()
        except BotError:  # logged there
            return
        except Exception:  # whatever stands in a file, the old decks go on
            log.exception("knowledge not reloaded")

    async def watch(self) -> None:
        """Reload for ever, each time that files have changed and then stayed as they are."""
        before = self._loaded
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                now = await asyncio.to_thread(self._marks)
            except (BotError, OSError):  # a folder is away, maybe to be replaced, or a drive is
                continue
            if now == before and now != self._loaded:  # nobody is writing any more
                await self.try_to_reload()
            before = now
