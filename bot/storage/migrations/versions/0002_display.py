"""How formulas are shown: a choice of each person, and of each group and channel."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "people", sa.Column("display", sa.String(8), nullable=False, server_default="auto")
    )
    op.create_table(
        "chats",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("display", sa.String(8), nullable=False),
    )
