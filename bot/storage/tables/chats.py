"""What is chosen for chats, told to them, and asked in them every day."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.storage.tables.columns import ID_LENGTH, METADATA, SERIAL, Instant

chats = Table(
    "chats",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("display", String(8), nullable=False),  # of a group or a channel
    Column("zone", String(64)),  # IANA name of its time zone
    Column("asker_only", Boolean, nullable=False, server_default=false()),  # who sees answers
    Column("deck", String(40)),  # its id; none: the first that there is
    Column("tidies", Boolean, nullable=False, server_default=false()),  # what passes is deleted
)

hosts = Table(
    "hosts",
    METADATA,
    Column("chat", String(ID_LENGTH), primary_key=True),
    Column("person", String(ID_LENGTH), nullable=False),  # who added the bot
    Column("title", String(128), nullable=False),
    Index(None, "person"),
)

lacks = Table(  # what the bot may not do, of which those in charge were told
    "lacks",
    METADATA,
    Column("chat", String(ID_LENGTH), primary_key=True),
    Column("lack", String(16), primary_key=True),
    Column("at", Instant, nullable=False),
)

passing = Table(  # messages of the bot that are to be deleted
    "passing",
    METADATA,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", String(ID_LENGTH), primary_key=True),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)

moves = Table(  # groups that have become supergroups, and so have another id
    "moves",
    METADATA,
    Column("old", Text, primary_key=True),  # in no column of ids, which follow a move
    Column("new", String(ID_LENGTH), nullable=False),
)

pauses = Table(
    "pauses",
    METADATA,
    Column("chat", String(ID_LENGTH), primary_key=True),  # or a person
    Column("until", Instant, nullable=False),  # when they are answered again
)

dailies = Table(
    "dailies",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("kind", String(8), nullable=False),  # of the chat
    Column("forum", String(ID_LENGTH), nullable=False),  # that the chat is a topic of, or itself
    Column("time", String(5), nullable=False),  # "09:00", on the clocks of the chat
    Column("days", String(7), nullable=False),  # "01234" from Monday to Friday
    Column("order", String(100), nullable=False),  # what may be asked, as after /quiz
    Column("language", String(2), nullable=False),
    UniqueConstraint("chat", "time"),
    Index(None, "forum"),
    sqlite_autoincrement=True,
)

daily_posts = Table(
    "daily_posts",
    METADATA,
    Column("daily", SERIAL, primary_key=True, autoincrement=False),
    Column("due", Instant, primary_key=True),
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("entry", String(40), nullable=False),
    Index(None, "chat"),
)
