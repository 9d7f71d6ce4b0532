"""The one place where the parts meet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random, SystemRandom

from bot.commands import all_commands
from bot.conversation.dispatcher import Dispatcher
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.matching import Matcher
from bot.services import Services
from bot.services.answering import Answering
from bot.services.quizzing import Quizzing
from bot.settings import LanguageSetting, Settings
from bot.storage.answers import AnswerStore
from bot.storage.database import open_database
from bot.storage.drills import DrillStore
from bot.storage.knowledge import load_deck, shipped_knowledge
from bot.storage.people import PeopleStore
from bot.storage.queries import QueryStore


@dataclass(frozen=True)
class Bot:
    """The product without a front end."""

    dispatcher: Dispatcher
    deck: Deck
    answers: AnswerStore


def open_matcher(settings: Settings) -> tuple[Deck, Matcher]:
    """Load the knowledge, and what finds an answer in it.

    Raises:
        KnowledgeError: the knowledge base has problems.
    """
    deck = load_deck(settings.knowledge or shipped_knowledge())
    return deck, Matcher(deck)


@asynccontextmanager
async def open_bot(settings: Settings, *, random: Random | None = None) -> AsyncIterator[Bot]:
    """Load the knowledge, open the database, and put the bot together.

    Args:
        settings: where both are, and how to speak.
        random: the source of chance; the operating system's if None.

    Raises:
        KnowledgeError: the knowledge base has problems.
        StorageError: the database cannot be opened.
    """
    deck, matcher = open_matcher(settings)
    async with open_database(settings.effective_database_url) as engine:
        services = Services(
            deck=deck,
            answering=Answering(matcher, len(deck.entries), QueryStore(engine)),
            quizzing=Quizzing(deck, DrillStore(engine), random or SystemRandom()),
            people=PeopleStore(engine),
        )
        spoken = settings.language
        language = None if spoken is LanguageSetting.AUTO else Language(spoken.value)
        dispatcher = Dispatcher(all_commands(), services, language)
        yield Bot(dispatcher, deck, AnswerStore(engine))
