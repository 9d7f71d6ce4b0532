"""Answers in the order of their questions' numbers: what is written together is kept together."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SETTLED = sa.text("settled_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_outbox_answers", "outbox")
    op.create_index(
        "ix_outbox_answers",
        "outbox",
        ["bot", "question", "chat"],
        sqlite_where=SETTLED,
        postgresql_where=SETTLED,
    )
