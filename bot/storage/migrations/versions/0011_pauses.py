"""Who is not answered for a while."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pauses",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("until", Instant, nullable=False),
    )
