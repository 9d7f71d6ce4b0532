"""What was handled, with the replies that are still to be shown, in place of answers."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("question", sa.BigInteger),
        sa.Column("content", sa.Text),
        sa.Column("messages", sa.JSON, nullable=False),
        sa.Column("free_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.UniqueConstraint("bot", "key", name="uq_outbox_bot_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_bot_chat_question", "outbox", ["bot", "chat", "question"])
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["bot", "chat", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    # Who edits a question that was answered before this revision is answered anew.
    op.drop_table("answers")
