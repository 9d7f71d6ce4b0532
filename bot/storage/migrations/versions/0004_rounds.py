"""Rounds that groups play: questions, polls, votes, and what the players are called."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("chats", sa.Column("zone", sa.String(64)))
    op.create_table(
        "polls",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("message", sa.BigInteger, nullable=False),
        sa.Column("line", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("until", Instant, nullable=False),
    )
    op.create_index("ix_polls_chat_line", "polls", ["chat", "line"])
    op.create_table(
        "rounds",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("forum", sa.String(64), nullable=False),
        sa.Column("starter", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("members", sa.Integer),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rounds_forum", "rounds", ["forum"])
    op.create_index(
        "uq_rounds_running",
        "rounds",
        ["chat"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "round_questions",
        sa.Column(
            "round", SERIAL, sa.ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("order", sa.JSON, nullable=False),
        sa.Column("correct", sa.JSON, nullable=False),
    )
    op.create_table(
        "votes",
        sa.Column(
            "round", SERIAL, sa.ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("options", sa.String(32), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_index("ix_votes_person", "votes", ["person"])
    op.create_table(
        "players",
        sa.Column("forum", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
    )
