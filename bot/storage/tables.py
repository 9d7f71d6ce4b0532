"""The database's tables. A change here needs a migration in ``migrations/versions``."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID_LENGTH: Final = 64
"""Of the id of a chat or a person: moving a chat looks through all columns of this length."""

# SQLite gives rising ids only to a column of exactly this type.
_Serial: Final = BigInteger().with_variant(Integer, "sqlite")

people = Table(
    "people",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("language", String(2), CheckConstraint("language IN ('zh', 'en')", name="language")),
    Column("keep_queries", Boolean, nullable=False),
    Column("display", String(8), nullable=False, server_default="auto"),  # how formulas are shown
    Column("mode", String(8), nullable=False, server_default="reveal"),  # of answering
    Column("grades", Integer, nullable=False, server_default="2"),  # how many to choose from
    Column("timezone", String(64)),  # an IANA name
    Column("daily_cap", Integer, nullable=False, server_default="30"),  # most reviews a day
    Column("reminder_hour", Integer),  # of the person's clock; none: no reminder
)

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

pauses = Table(
    "pauses",
    METADATA,
    Column("chat", String(ID_LENGTH), primary_key=True),  # or a person
    Column("until", Instant, nullable=False),  # when they are answered again
)

drills = Table(
    "drills",
    METADATA,
    Column("id", _Serial, primary_key=True),
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("person", String(ID_LENGTH), nullable=False),
    Column("language", String(2), nullable=False),
    Column("kind", String(8), nullable=False, server_default="quiz"),
    Column("pool", JSON, nullable=False),  # entry ids that may be asked
    Column("length", Integer, nullable=False),  # questions to ask
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index(None, "chat", "person"),
    sqlite_autoincrement=True,
)

drill_cards = Table(
    "drill_cards",
    METADATA,
    Column("drill", _Serial, ForeignKey("drills.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entry", String(40), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("mode", String(8), nullable=False, server_default="reveal"),  # of answering
    Column("hints", Integer, nullable=False),
    Column("answer", Text),  # what was typed, or the numbers of the options picked
    Column("revealed_at", Instant),
    Column("outcome", String(8)),  # a grade, or skipped
    Column("answered_at", Instant),
)

cards = Table(  # what each person remembers of each entry
    "cards",
    METADATA,
    Column("person", String(64), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("entry", String(40), primary_key=True),
    Column("stability", Float, nullable=False),  # days
    Column("difficulty", Float, nullable=False),  # 1 to 10
    Column("due", Instant, nullable=False),
    Column("reviewed", Instant, nullable=False),
    Column("stage", String(10), nullable=False),
    Column("step", Integer),
    Column("reps", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Index(None, "person", "due"),
)

attempts = Table(  # every answer that was graded
    "attempts",
    METADATA,
    Column("drill", _Serial, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", String(64), ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("entry", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("grade", String(8), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("score", Float),  # 0 to 1; of an answer that was typed or picked
    Column("before", JSON(none_as_null=True)),  # the memory until then; none: first meeting
    Column("due", Instant),  # when it was to be met again
    Column("lapses", Integer, nullable=False),
    ForeignKeyConstraint(
        ["drill", "position"], ["drill_cards.drill", "drill_cards.position"], ondelete="CASCADE"
    ),
    Index(None, "person", "at"),
)

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
    Column("id", _Serial, primary_key=True),
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
        postgresql_where=text("ended_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

round_questions = Table(
    "round_questions",
    METADATA,
    Column("round", _Serial, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entry", String(40), nullable=False),
    Column("choice", Integer, nullable=False),  # which of the entry's
    Column("order", JSON, nullable=False),  # of the deck's options, as shown
    Column("correct", JSON, nullable=False),  # places in that order
)

votes = Table(
    "votes",
    METADATA,
    Column("round", _Serial, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
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

dailies = Table(
    "dailies",
    METADATA,
    Column("id", _Serial, primary_key=True),
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
    Column("daily", _Serial, primary_key=True, autoincrement=False),
    Column("due", Instant, primary_key=True),
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("entry", String(40), nullable=False),
    Index(None, "chat"),
)

queries = Table(
    "queries",
    METADATA,
    Column("digest", String(16), primary_key=True),  # of the text, short enough for a button
    Column("outcome", String(10), primary_key=True),
    Column("chosen", String(40), primary_key=True),  # entry picked from did-you-mean, or ''
    Column("text", Text, nullable=False),  # normalised; nobody's id stands beside it
    Column("deck", String(40), nullable=False, server_default=""),  # that was asked; '': unknown
    Column("count", Integer, nullable=False),
    Column("last_seen", Instant, nullable=False),
)

proposals = Table(  # of aliases, until they stand in the files of a deck
    "proposals",
    METADATA,
    Column("entry", String(40), primary_key=True),
    Column("digest", String(16), primary_key=True),  # of the text
    Column("deck", String(40), nullable=False),
    Column("language", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("at", Instant, nullable=False),
)

reports = Table(
    "reports",
    METADATA,
    Column("id", _Serial, primary_key=True),
    Column("person", String(ID_LENGTH), nullable=False),  # who reported; nobody is told
    Column("deck", String(40), nullable=False),
    Column("entry", String(40), nullable=False),
    Column("version", String(16), nullable=False),  # of the entry, as it was then
    Column("language", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(16), nullable=False),  # of the text: what comes again is one report
    Column("state", String(10), nullable=False),
    Column("tell", Boolean, nullable=False),  # whether the person wants to hear of the outcome
    Column("at", Instant, nullable=False),
    Column("settled_at", Instant),
    UniqueConstraint("person", "entry", "digest"),
    Index(None, "state", "id"),
    Index(None, "person", "at"),
    sqlite_autoincrement=True,
)

alarms = Table(
    "alarms",
    METADATA,
    Column("key", String(128), primary_key=True),  # what it is for: "reminder:telegram:42"
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("kind", String(8), nullable=False),  # of the chat
    Column("person", String(ID_LENGTH)),  # for whom the line is said, if for somebody
    Column("line", String(256), nullable=False),
    Column("at", Instant, nullable=False),
    Column("claimed_until", Instant),  # who rings it has until then to be done with it
    Column("rung", Integer, nullable=False),  # how often it was begun
    Index(None, "at"),
)

# One row for everything that was handled: an update of Telegram, an alarm. No row, not handled.
outbox = Table(
    "outbox",
    METADATA,
    Column("id", _Serial, primary_key=True),
    Column("bot", BigInteger, nullable=False),
    Column("key", String(160), nullable=False),  # what was handled
    Column("chat", String(64), nullable=False),  # where the reply belongs; it keeps its order
    Column("question", BigInteger),  # the message that is answered
    Column("content", Text),  # the reply, until it is shown
    Column("messages", JSON, nullable=False),  # ids of the messages that show it so far, in order
    Column("free_at", Instant, nullable=False),  # until then only one process may show it
    Column("settled_at", Instant),  # since when there is nothing more to do
    UniqueConstraint("bot", "key"),
    Index(None, "bot", "chat", "question"),
    sqlite_autoincrement=True,
)
Index(
    "ix_outbox_open",
    outbox.c.bot,
    outbox.c.chat,
    outbox.c.id,
    sqlite_where=outbox.c.settled_at.is_(None),
    postgresql_where=outbox.c.settled_at.is_(None),
)

pictures = Table(
    "pictures",
    METADATA,
    Column("digest", String(64), primary_key=True),  # of what they show
    Column("bot", BigInteger, primary_key=True, autoincrement=False),  # file ids are each bot's own
    Column("files", JSON, nullable=False),  # ids of the uploaded pictures, in order
)
