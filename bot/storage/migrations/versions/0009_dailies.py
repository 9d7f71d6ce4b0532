"""Questions of the day: when and what, and what was asked."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "dailies",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("forum", sa.String(64), nullable=False),
        sa.Column("time", sa.String(5), nullable=False),
        sa.Column("days", sa.String(7), nullable=False),
        sa.Column("order", sa.String(100), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.UniqueConstraint("chat", "time", name="uq_dailies_chat_time"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dailies_forum", "dailies", ["forum"])
    op.create_table(
        "daily_posts",
        sa.Column("daily", SERIAL, primary_key=True, autoincrement=False),
        sa.Column("due", Instant, primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
    )
    op.create_index("ix_daily_posts_chat", "daily_posts", ["chat"])
