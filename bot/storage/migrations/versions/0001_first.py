"""The first schema: people, drills, noted queries, answered questions."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column(
            "language",
            sa.String(2),
            sa.CheckConstraint("language IN ('zh', 'en')", name="language"),
        ),
        sa.Column("keep_queries", sa.Boolean, nullable=False),
    )
    op.create_table(
        "drills",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("pool", sa.JSON, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drills_chat_person", "drills", ["chat", "person"])
    op.create_table(
        "drill_cards",
        sa.Column(
            "drill", SERIAL, sa.ForeignKey("drills.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("hints", sa.Integer, nullable=False),
        sa.Column("revealed_at", Instant),
        sa.Column("outcome", sa.String(8)),
        sa.Column("answered_at", Instant),
    )
    op.create_table(
        "queries",
        sa.Column("digest", sa.String(16), primary_key=True),
        sa.Column("outcome", sa.String(10), primary_key=True),
        sa.Column("chosen", sa.String(40), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_seen", Instant, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("question", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("messages", sa.JSON, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
