"""Putting the services together, once for each deck."""

from random import Random
from zoneinfo import ZoneInfo

from bot.domain.knowledge import Deck
from bot.domain.matching import Matcher
from bot.services import Services
from bot.services.answering import Answering
from bot.services.asking import Asking
from bot.services.dailies import Dailies
from bot.services.grading import Grading
from bot.services.improving import Improving
from bot.services.maintainers import Maintainers
from bot.services.notices import Notices
from bot.services.progressing import Progressing
from bot.services.quizzing import Quizzing
from bot.services.reporting import Reporting
from bot.services.reviewing import Reviewing
from bot.services.rounds import Rounds
from bot.services.scoring import Scoring
from bot.services.suggesting import Suggesting
from bot.services.timing import Timing
from bot.services.zones import Zones
from bot.settings import Settings
from bot.storage.alarms import AlarmStore
from bot.storage.asked import AskedStore
from bot.storage.attempts import AttemptStore
from bot.storage.cards import CardStore
from bot.storage.chats import ChatStore
from bot.storage.dailies import DailyStore
from bot.storage.database import Database
from bot.storage.drills import DrillStore
from bot.storage.lacks import LackStore
from bot.storage.people import PeopleStore
from bot.storage.personal import PersonalStore
from bot.storage.polls import PollStore
from bot.storage.proposals import ProposalStore
from bot.storage.queries import QueryStore
from bot.storage.reports import ReportStore
from bot.storage.rounds import RoundStore


class Assembly:
    """Puts together what commands may use.

    Args:
        database: where everything is kept.
        settings: how to speak, and who the maintainers are.
        random: the source of chance.
        has_pictures: whether answers can be shown as pictures.
    """

    def __init__(
        self, database: Database, settings: Settings, random: Random, *, has_pictures: bool
    ) -> None:
        self._database = database
        self._maintainers = Maintainers(settings.maintainers, settings.maintainers_address)
        self._random = random
        self._has_pictures = has_pictures
        self._zone = ZoneInfo(settings.timezone)
        self.queries = QueryStore(database)
        self.alarms = AlarmStore(database)
        self.polls = PollStore(database)
        self._chats = ChatStore(database)
        self._people = PeopleStore(database)
        self._attempts = AttemptStore(database)
        self._zones = Zones(self._people, self._chats, self._zone)

    def services(self, deck: Deck, matcher: Matcher) -> Services:
        """Return the services of one deck, on the stores that all share."""
        database, chance = self._database, self._random
        attempts, people = self._attempts, self._people
        answering = Answering(matcher, deck, self.queries)
        reviewing = Reviewing(deck, CardStore(database), attempts, people, self._zone)
        scoring = Scoring(deck)
        drills = DrillStore(database)
        asking = Asking(deck, drills, people, reviewing, chance)
        timing = Timing(drills, self.alarms)
        grading = Grading(deck, drills, attempts, people, reviewing, timing, chance)
        return Services(
            database=database,
            deck=deck,
            answering=answering,
            improving=Improving(deck, matcher, self.queries, ProposalStore(database)),
            quizzing=Quizzing(deck, drills, asking, grading, scoring, timing),
            grading=grading,
            timing=timing,
            reviewing=reviewing,
            progressing=Progressing(deck, attempts, people, reviewing),
            scoring=scoring,
            rounds=Rounds(deck, RoundStore(database), self.polls, self.alarms, chance),
            dailies=Dailies(deck, DailyStore(database), self._zones, self.alarms, chance),
            suggesting=Suggesting(deck, answering, reviewing, chance),
            people=people,
            personal=PersonalStore(database),
            chats=self._chats,
            zones=self._zones,
            has_pictures=self._has_pictures,
            alarms=self.alarms,
            asked=AskedStore(database),
            maintainers=self._maintainers,
            notices=Notices(LackStore(database), self.alarms),
            reporting=Reporting(ReportStore(database), self.alarms, self._chats, self._maintainers),
        )
