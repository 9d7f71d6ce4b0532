"""What we can do, whoever asks."""

from dataclasses import dataclass

from bot.domain.knowledge import Deck
from bot.services.answering import Answering
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
from bot.storage.alarms import AlarmStore
from bot.storage.asked import AskedStore
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.people import PeopleStore
from bot.storage.personal import PersonalStore


@dataclass(frozen=True)
class Services:
    """Everything a command may use: what is built on one deck, and the stores that all share.

    ``has_pictures`` tells whether answers can be shown as pictures; ``maintainers`` look after
    the decks.
    """

    database: Database
    deck: Deck
    answering: Answering
    improving: Improving
    quizzing: Quizzing
    grading: Grading
    timing: Timing
    reviewing: Reviewing
    progressing: Progressing
    rounds: Rounds
    dailies: Dailies
    suggesting: Suggesting
    scoring: Scoring
    people: PeopleStore
    personal: PersonalStore
    chats: ChatStore
    zones: Zones
    has_pictures: bool
    alarms: AlarmStore
    asked: AskedStore
    maintainers: Maintainers
    reporting: Reporting
    notices: Notices
