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
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
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

# SQLite gives rising ids only to a column of exactly this type.
_Serial: Final = BigInteger().with_variant(Integer, "sqlite")

people = Table(
    "people",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("language", String(2), CheckConstraint("language IN ('zh', 'en')", name="language")),
    Column("keep_queries", Boolean, nullable=False),
    Column("display", String(8), nullable=False, server_default="auto"),  # how formulas are shown
)

chats = Table(
    "chats",
    METADATA,
    Column("id", String(64), primary_key=True),  # a group or a channel
    Column("display", String(8), nullable=False),
)

drills = Table(
    "drills",
    METADATA,
    Column("id", _Serial, primary_key=True),
    Column("chat", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("language", String(2), nullable=False),
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
    Column("hints", Integer, nullable=False),
    Column("revealed_at", Instant),
    Column("outcome", String(8)),  # a grade, or skipped
    Column("answered_at", Instant),
)

queries = Table(
    "queries",
    METADATA,
    Column("digest", String(16), primary_key=True),  # of the text, short enough for a button
    Column("outcome", String(10), primary_key=True),
    Column("chosen", String(40), primary_key=True),  # entry picked from did-you-mean, or ''
    Column("text", Text, nullable=False),  # normalised; nobody's id stands beside it
    Column("count", Integer, nullable=False),
    Column("last_seen", Instant, nullable=False),
)

alarms = Table(
    "alarms",
    METADATA,
    Column("key", String(128), primary_key=True),  # what it is for: "reminder:telegram:42"
    Column("chat", String(64), nullable=False),
    Column("kind", String(8), nullable=False),  # of the chat
    Column("person", String(64)),  # for whom the line is said, if for somebody
    Column("line", String(256), nullable=False),
    Column("at", Instant, nullable=False),
    Column("claimed_until", Instant),  # who rings it has until then to be done with it
    Column("rung", Integer, nullable=False),  # how often it was begun
    Index(None, "at"),
)

answers = Table(
    "answers",
    METADATA,
    Column("chat", String(64), primary_key=True),
    Column("question", BigInteger, primary_key=True, autoincrement=False),
    Column("messages", JSON, nullable=False),  # ids of the messages that answer it, in order
    Column("at", Instant, nullable=False),
)
