"""What is due, was handled and is shown."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.tables.columns import ID_LENGTH, METADATA, SERIAL, Instant

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
    Column("id", SERIAL, primary_key=True),
    Column("bot", BigInteger, nullable=False),
    Column("key", String(160), nullable=False),  # what was handled
    Column("chat", String(64), nullable=False),  # where the reply belongs; it keeps its order
    Column("question", BigInteger),  # the message that is answered
    Column("content", Text),  # the reply, until it is shown
    Column("messages", JSON, nullable=False),  # ids of the messages that show it so far, in order
    Column("free_at", Instant, nullable=False),  # until then only one process may show it
    Column("settled_at", Instant),  # since when there is nothing more to do
    UniqueConstraint("bot", "key"),
    sqlite_autoincrement=True,
)
# One index for what is open and one for the rest, each without the other: SQLite, which knows not
# how many rows are open, would look for those few among all. Telegram numbers the messages of all
# private chats in one row, so that with the question first, answers of one moment share a page.
Index(
    "ix_outbox_answers",
    outbox.c.bot,
    outbox.c.question,
    outbox.c.chat,
    sqlite_where=outbox.c.settled_at.is_not(None),
)
Index(
    "ix_outbox_open",
    outbox.c.bot,
    outbox.c.chat,
    outbox.c.id,
    sqlite_where=outbox.c.settled_at.is_(None),
)

pictures = Table(
    "pictures",
    METADATA,
    Column("digest", String(64), primary_key=True),  # of what they show
    Column("bot", BigInteger, primary_key=True, autoincrement=False),  # file ids are each bot's own
    Column("files", JSON, nullable=False),  # ids of the uploaded pictures, in order
)
