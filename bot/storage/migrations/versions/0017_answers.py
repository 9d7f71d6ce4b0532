"""Only what is settled in the index of answers: SQLite had looked there for what is open, too."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SETTLED = sa.text("settled_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_outbox_bot_chat_question", "outbox")
    op.create_index(
        "ix_outbox_answers",
        "outbox",
        ["bot", "chat", "question"],
        sqlite_where=SETTLED,
        postgresql_where=SETTLED,
    )
