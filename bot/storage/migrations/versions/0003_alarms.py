"""Lines that the clock says: reminders, daily questions, the end of a time limit."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("person", sa.String(64)),
        sa.Column("line", sa.String(256), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("claimed_until", Instant),
        sa.Column("rung", sa.Integer, nullable=False),
    )
    op.create_index("ix_alarms_at", "alarms", ["at"])
