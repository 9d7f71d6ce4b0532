"""Mistakes that people report."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("deck", sa.String(40), nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tell", sa.Boolean, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.UniqueConstraint("person", "entry", "digest", name="uq_reports_person_entry_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_state_id", "reports", ["state", "id"])
    op.create_index("ix_reports_person_at", "reports", ["person", "at"])
