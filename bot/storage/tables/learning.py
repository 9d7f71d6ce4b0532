"""What people learn: their choices, drills, memory and grades."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bot.storage.tables.columns import ID_LENGTH, METADATA, SERIAL, Instant

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

drills = Table(
    "drills",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    Column("chat", String(ID_LENGTH), nullable=False),
    Column("person", String(ID_LENGTH), nullable=False),
    Column("language", String(2), nullable=False),
    Column("kind", String(8), nullable=False, server_default="quiz"),
    Column("pool", JSON, nullable=False),  # entry ids that may be asked
    Column("length", Integer, nullable=False),  # questions to ask
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index(None, "chat", "person", "ended_at"),
    sqlite_autoincrement=True,
)

drill_cards = Table(
    "drill_cards",
    METADATA,
    Column("drill", SERIAL, ForeignKey("drills.id", ondelete="CASCADE"), primary_key=True),
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
    Column("drill", SERIAL, primary_key=True, autoincrement=False),
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
