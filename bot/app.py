"""The one place where the parts meet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

from bot.commands import all_commands
from bot.conversation.dispatcher import Dispatcher
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.matching import Matcher
from bot.rendering import picture
from bot.services import Services
from bot.services.answering import Answering
from bot.services.asking import Asking
from bot.services.dailies import Dailies
from bot.services.grading import Grading
from bot.services.progressing import Progressing
from bot.services.quizzing import Quizzing
from bot.services.reviewing import Reviewing
from bot.services.rounds import Rounds
from bot.services.scoring import Scoring
from bot.services.suggesting import Suggesting
from bot.services.timing import Timing
from bot.services.zones import Zones
from bot.settings import LanguageSetting, Settings
from bot.storage.alarms import AlarmStore
from bot.storage.attempts import AttemptStore
from bot.storage.cards import CardStore
from bot.storage.chats import ChatStore
from bot.storage.dailies import DailyStore
from bot.storage.database import Database, open_database
from bot.storage.drills import DrillStore
from bot.storage.knowledge import load_deck, shipped_knowledge
from bot.storage.pauses import PauseStore
from bot.storage.people import PeopleStore
from bot.storage.personal import PersonalStore
from bot.storage.pictures import PictureStore
from bot.storage.polls import PollStore
from bot.storage.queries import QueryStore
from bot.storage.rounds import RoundStore


@dataclass(frozen=True)
class Bot:
    """The product without a front end."""

    dispatcher: Dispatcher
    deck: Deck
    database: Database
    queries: QueryStore
    alarms: AlarmStore
    polls: PollStore
    pauses: PauseStore
    pictures: PictureStore | None
    """None where answers cannot be shown as pictures."""


@dataclass(frozen=True)
class Knowledge:
    """A deck, and what finds an answer in it."""

    deck: Deck
    matcher: Matcher


def open_knowledge(settings: Settings) -> Knowledge:
    """Load the knowledge base that the settings name.

    Raises:
        KnowledgeError: it has problems.
    """
    deck = load_deck(settings.knowledge or shipped_knowledge())
    return Knowledge(deck, Matcher(deck))


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
        StorageError: the database cannot be opened.
    """
    known = knowledge or open_knowledge(settings)
    async with open_database(settings.effective_database_url) as database:
        queries, alarms, polls = QueryStore(database), AlarmStore(database), PollStore(database)
        answering = Answering(known.matcher, len(known.deck.entries), queries)
        chance = random or SystemRandom()
        drills, people, attempts = (
            DrillStore(database),
            PeopleStore(database),
            AttemptStore(database),
        )
        zone = ZoneInfo(settings.timezone)
        chats = ChatStore(database)
        zones = Zones(people, chats, zone)
        reviewing = Reviewing(known.deck, CardStore(database), attempts, people, zone)
        scoring = Scoring(known.deck)
        asking = Asking(known.deck, drills, people, reviewing, chance)
        timing = Timing(drills, alarms)
        grading = Grading(known.deck, drills, attempts, people, reviewing, timing, chance)
        services = Services(
            database=database,
            deck=known.deck,
            answering=answering,
            quizzing=Quizzing(known.deck, drills, asking, grading, scoring, timing),
            grading=grading,
            timing=timing,
            reviewing=reviewing,
            progressing=Progressing(known.deck, attempts, people, reviewing),
            scoring=scoring,
            rounds=Rounds(known.deck, RoundStore(database), polls, alarms, chance),
            dailies=Dailies(known.deck, DailyStore(database), zones, alarms, chance),
            suggesting=Suggesting(known.deck, answering, chance),
            people=people,
            personal=PersonalStore(database),
            chats=chats,
            zones=zones,
            has_pictures=picture.missing() is None,
            alarms=alarms,
        )
        spoken = settings.language
        language = None if spoken is LanguageSetting.AUTO else Language(spoken.value)
        dispatcher = Dispatcher(all_commands(), services, language)
        pictures = PictureStore(database) if services.has_pictures else None
        pauses = PauseStore(database)
        yield Bot(dispatcher, known.deck, database, queries, alarms, polls, pauses, pictures)
