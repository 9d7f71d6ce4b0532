"""What tells the maintainers how to improve a deck."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from bot.storage.tables.columns import ID_LENGTH, METADATA, SERIAL, Instant

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
    Column("id", SERIAL, primary_key=True),
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
