"""The database's tables. A change here needs a migration in ``migrations/versions``."""

from bot.storage.tables.chats import (
    chats,
    dailies,
    daily_posts,
    hosts,
    lacks,
    moves,
    passing,
    pauses,
)
from bot.storage.tables.columns import ID_LENGTH, METADATA, Instant
from bot.storage.tables.delivery import alarms, outbox, pictures
from bot.storage.tables.improving import proposals, queries, reports
from bot.storage.tables.learning import attempts, cards, drill_cards, drills, people
from bot.storage.tables.rounds import players, polls, round_questions, rounds, votes

__all__ = [
    "ID_LENGTH",
    "METADATA",
    "Instant",
    "alarms",
    "attempts",
    "cards",
    "chats",
    "dailies",
    "daily_posts",
    "drill_cards",
    "drills",
    "hosts",
    "lacks",
    "moves",
    "outbox",
    "passing",
    "pauses",
    "people",
    "pictures",
    "players",
    "polls",
    "proposals",
    "queries",
    "reports",
    "round_questions",
    "rounds",
    "votes",
]
