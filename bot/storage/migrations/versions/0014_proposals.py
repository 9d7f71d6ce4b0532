"""Aliases that maintainers propose; unanswered questions know their deck."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("queries", sa.Column("deck", sa.String(40), nullable=False, server_default=""))
    op.create_table(
        "proposals",
        sa.Column("entry", sa.String(40), primary_key=True),
        sa.Column("digest", sa.String(16), primary_key=True),
        sa.Column("deck", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
