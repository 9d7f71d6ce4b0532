"""What the bot lacks where, who has added it, and which of its messages are to be deleted."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lacks",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("lack", sa.String(16), primary_key=True),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_table(
        "hosts",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("title", sa.String(128), nullable=False),
    )
    op.create_index("ix_hosts_person", "hosts", ["person"])
    op.create_table(
        "passing",
        sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_index("ix_passing_at", "passing", ["at"])
    op.add_column(
        "chats", sa.Column("tidies", sa.Boolean, nullable=False, server_default=sa.false())
    )
