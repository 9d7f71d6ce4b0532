"""Polls, and the rounds that groups play with them."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, text

from bot.storage.tables.columns import ID_LENGTH, METADATA, SERIAL, Instant

polls = Table(
    "polls",
    METADATA,
    Column("id", String(32), primary_key=True),  # as the front end calls it
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("line", String(64), nullable=False),  # what a vote says, but for the options
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=False),  # when it closes by itself
    Index(None, "chat", "line"),
)

rounds = Table(
    "rounds",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("kind", String(8), nullable=False),  # of the chat
    Column("forum", String(ID_LENGTH), nullable=False),  # that the chat is a topic of, or itself
    Column("starter", String(ID_LENGTH), nullable=False),
    Column("language", String(2), nullable=False),
    Column("seconds", Integer, nullable=False),  # for each question
    Column("members", Integer),  # how many can play, if known
    Column("position", Integer, nullable=False),  # of the open question
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index(None, "forum"),
    Index(
        "uq_rounds_running",
        "chat",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

round_questions = Table(
    "round_questions",
    METADATA,
    Column("round", SERIAL, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entry", String(40), nullable=False),
    Column("choice", Integer, nullable=False),  # which of the entry's
    Column("order", JSON, nullable=False),  # of the deck's options, as shown
    Column("correct", JSON, nullable=False),  # places in that order
)

votes = Table(
    "votes",
    METADATA,
    Column("round", SERIAL, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", String(ID_LENGTH), primary_key=True),
    Column("options", String(32), nullable=False),  # places that were chosen, "0,2"
    Column("points", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "person"),
)

players = Table(
    "players",
    METADATA,
    Column("forum", String(ID_LENGTH), primary_key=True),  # the whole group
    Column("person", String(ID_LENGTH), primary_key=True),
    Column("name", String(64), nullable=False),  # the first name, as others see it
)
