"""Answers made ready before anybody asks for them, while there is nothing else to do."""

import asyncio
import gc
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import structlog

from bot.conversation import keeping
from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.knowledge import Entry
from bot.domain.language import Language
from bot.rendering import recent
from bot.services import Services
from bot.services.library import Librarian, Library
from bot.telegram.memory import give_back
from bot.telegram.outgoing import Outgoing

log = structlog.get_logger(__name__)

MOST: Final = 350
"""So many are made ready; of what was made of messages, the last 400 are kept."""

PAUSE: Final = 0.02  # seconds between two, each of which takes the loop a millisecond or two
BUSY_PAUSE: Final = 0.5
LOOK_EVERY: Final = 5.0  # seconds between two looks for other decks


class Readying:
    """Makes the answers of all decks as they are shown first, after the start and a reload.

    Args:
        librarian: has the decks.
        outgoing: knows how they are shown.
        at_work: tells whether somebody waits for an answer.
        language: the language of every reply, or None for all languages.
    """

    def __init__(
        self,
        librarian: Librarian,
        outgoing: Outgoing,
        at_work: Callable[[], bool],
        language: Language | None,
    ) -> None:
        self._librarian = librarian
        self._outgoing = outgoing
        self._at_work = at_work
        self._languages = (language,) if language else tuple(Language)
        self._ready: Library | None = None

    @property
    def is_done(self) -> bool:
        """Whether the answers of the decks that are current are ready."""
        return self._ready is self._librarian.current

    async def run(self) -> None:
        """Make them ready for ever."""
        while True:
            if not self.is_done:
                self._let_go()
                await self._make_ready(self._librarian.current)
            await asyncio.sleep(LOOK_EVERY)

    def _let_go(self) -> None:
        """Let go of decks that have been replaced, before as much is made of the new ones."""
        if self._ready is None:
            return
        self._ready = None
        recent.forget()
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        give_back()

    async def _make_ready(self, library: Library) -> None:
        left = deque(islice(self._answers(library), MOST))
        while left:
            await asyncio.sleep(BUSY_PAUSE if self._at_work() else PAUSE)
            if self._librarian.current is not library:
                return
            if not self._at_work():
                self._make_one_ready(*left.popleft())
        gc.collect()
        gc.freeze()  # what is ready stays, and Python need not look through it for garbage
        self._ready = library

    def _make_one_ready(self, shelf: Services, entry: Entry, language: Language) -> None:
        try:
            message = answers.entry(entry, shelf.deck, words(language))
            keeping.dumps(message)
            self._outgoing.make_ready(message)
        except Exception:  # who asks for it gets an apology, and everybody else an answer
            log.exception("answer not made ready", entry=entry.id, language=language.value)

    def _answers(self, library: Library) -> Iterator[tuple[Services, Entry, Language]]:
        for shelf in library.shelves:
            for entry in shelf.deck.entries:
                for language in self._languages:
                    yield shelf, entry, language
