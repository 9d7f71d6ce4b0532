"""From a line to the command that answers it: the one door everything goes through."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

import structlog
from rapidfuzz import fuzz, process

from bot.conversation import displaying
from bot.conversation.arguments import refuse, stale
from bot.conversation.command import (
    Bearing,
    Command,
    NotYetKnownError,
    Nowhere,
    Subject,
    Surroundings,
    Turn,
)
from bot.conversation.message import SILENCE, Origin, Reply, Request
from bot.conversation.shelving import awaiting, services_for
from bot.conversation.texts import Words, words
from bot.conversation.views import pages
from bot.domain.language import Language, detect, from_tag
from bot.domain.pace import PAUSE
from bot.domain.spoken import may_answer, spoken_command
from bot.errors import UnavailableError
from bot.services import Services
from bot.services.library import Librarian, Library

log = structlog.get_logger(__name__)

FREE_TEXT = "ask"
LIKE = 75.0
"""How much two names have in common where one is a slip of the other, in per cent."""

NOBODY_WAITS = frozenset({Origin.CLOCK, Origin.VOTED, Origin.NOTICE})
UNCOUNTED = NOBODY_WAITS | {Origin.INLINE}  # every letter that is typed there is a query
LONGEST_LINE = 4096  # characters: https://core.telegram.org/bots/api#sendmessage

_AS_MEANT: Final = str.maketrans("／＠０１２３４５６７８９\0", "/@0123456789 ")
"""Chinese keyboards write characters of full width; PostgreSQL keeps no text with a NUL."""
_COMMAND = re.compile(
    r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL
)


class Called(NamedTuple):
    """A command by its name, with what stands behind it, and the plain words that said it."""

    name: str
    arguments: str
    words: str = ""


NOWHERE = Nowhere()


class Dispatcher:
    """Hands each request to its command.

    Args:
        commands: all commands by name.
        librarian: keeps the decks, and what commands may use for each.
        language: the language of every reply, or None to follow question, person and app.
    """

    def __init__(
        self, commands: Mapping[str, Command], librarian: Librarian, language: Language | None
    ) -> None:
        self._commands = commands
        self._librarian = librarian
        self.language: Final = language
        offered = [command for command in commands.values() if command.in_menu]
        self._menu = tuple(sorted(offered, key=lambda command: command.in_menu or 0))
        self._menu_of_one_deck = tuple(it for it in self._menu if not it.among_decks)

    @property
    def menu(self) -> tuple[Command, ...]:
        """The commands that are offered, in their order; those among decks where there are any."""
        return self._menu_of_one_deck if self._librarian.current.is_single else self._menu

    async def handle(
        self, request: Request, *, me: str | None = None, here: Surroundings = NOWHERE
    ) -> Reply:
        """Answer one request; never raises for what somebody said.

        What a command writes is kept as a whole, or not at all if it went wrong.

        Args:
            request: the line with its circumstances.
            me: the name by which people call the bot in this front end, without ``@``.
            here: tells what else there is to know about the chat.

        Raises:
            UnavailableError: the database cannot be used at present.
            NotYetKnownError: there is something to find out about the chat first.
            Exception: a line of the clock, a vote or a notice went wrong; nobody waits for an
                apology, and whoever brought it can try again.
        """
        meant = request.text.translate(_AS_MEANT).strip()
        if meant != request.text:
            request = replace(request, text=meant)
        called = self._called(request, me)
        if called is None or (request.origin is Origin.EDITED and called.name != FREE_TEXT):
            return SILENCE  # an edited command was carried out already
        language = self.language or from_tag(request.locale) or Language.EN
        library = self._librarian.current  # a reload meanwhile changes nothing for this request
        try:
            async with library.default.database.together():
                called = await _meant(called, request, library.default)
                language = await self._reply_language(request, called, library.default)
                return await self._run(called, request, words(language), here, library)
        except (UnavailableError, NotYetKnownError):  # nothing has happened yet
            raise
        except Exception:  # the one boundary: whatever went wrong, the person gets an answer
            if request.origin in NOBODY_WAITS:
                raise
            reference = secrets.token_hex(4)
            log.exception("request failed", reference=reference, command=called.name)
            return pages.apology(words(language), reference, request.origin)

    async def _run(
        self, called: Called, request: Request, say: Words, here: Surroundings, library: Library
    ) -> Reply:
        command = self._command(called.name, request.origin)
        if command is None and not request.addressed:
            return SILENCE
        about = command.about if command else Subject.CHAT
        services = await services_for(library, about, called.arguments, request)
        turn = Turn(request, called.arguments, say, services, self.menu, here, library)
        too_much = await _too_much(turn, command.weight if command else 1)
        if too_much is not None:
            return too_much
        if command is None:
            return self._unknown(called.name, turn)
        reply = await command.run(turn)
        if not reply.messages:
            return reply
        showing = await displaying.chosen(request, services)
        return replace(
            reply,
            display=reply.display or showing.display,
            asker_only=reply.asker_only or (command.for_asker and showing.asker_only),
            tidies=showing.tidies,
        )

    def _command(self, name: str, origin: Origin) -> Command | None:
        """Return the command of this name, if it is one to whoever says it."""
        command = self._commands.get(name)
        return command if command and command.spoken_by in (None, origin) else None

    def _unknown(self, name: str, turn: Turn) -> Reply:
        if turn.request.origin is Origin.PRESSED:  # of an earlier version
            return stale(turn)
        offered = [command.name for command in self.menu]
        nearest = process.extractOne(name, offered, scorer=fuzz.ratio, score_cutoff=LIKE)
        return pages.unknown_command(turn.words, nearest[0] if nearest else None)

    def _called(self, request: Request, me: str | None) -> Called | None:
        """Return what is asked for, or None where the bot had better be silent."""
        found = _COMMAND.fullmatch(request.text)
        if found is None:
            return _in_words(request.text) if request.addressed else None
        if found["bot"] and found["bot"].casefold() != (me or "").casefold():
            return None
        name, rest = found["name"].lower(), (found["rest"] or "").strip()
        if name not in self._commands and not rest and request.addressed:
            line = spoken_command(name.replace("_", " "))
            return _called(line, name) if line else Called(name, rest)
        return Called(name, rest)

    async def _reply_language(
        self, request: Request, called: Called, services: Services
    ) -> Language:
        if self.language:
            return self.language
        command = self._commands.get(called.name)
        said = detect(called.arguments if command and command.asks else called.words)
        if said:
            return said
        chosen = None
        if request.person:
            chosen = (await services.people.preferences(request.person.id)).language
        return chosen or from_tag(request.locale) or Language.EN


def _in_words(text: str) -> Called:
    """Return what a text without a slash asks for."""
    line = spoken_command(text)
    return Called(FREE_TEXT, text) if line is None else _called(line, text)


def _called(line: str, said: str) -> Called:
    """Return what a line calls that was said in plain words."""
    name, _, rest = line.removeprefix("/").partition(" ")
    return Called(name, rest, said)


async def _meant(called: Called, request: Request, services: Services) -> Called:
    """Return what is asked for: a word that says a wish may be the answer to an open question."""
    if may_answer(called.words) and await awaiting(services.asked, request):
        return Called(FREE_TEXT, called.words)
    return called


async def _too_much(turn: Turn, weight: int) -> Reply | None:
    """Return what is replied in place of an answer to a line too many, or too long."""
    bearing = Bearing.ANSWER
    if turn.request.origin not in UNCOUNTED:
        bearing = await turn.here.bearing(weight)
    if bearing is Bearing.SILENCE:
        return SILENCE
    if bearing is Bearing.NOTICE:
        return refuse(turn, turn.words("too-much", seconds=int(PAUSE.total_seconds())))
    if len(turn.request.text) > LONGEST_LINE:
        return refuse(turn, turn.words("too-long", most=LONGEST_LINE))
    return None
