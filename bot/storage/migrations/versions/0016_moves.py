"""Which groups have become supergroups, and so have another id."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moves",
        sa.Column("old", sa.Text, primary_key=True),
        sa.Column("new", sa.String(64), nullable=False),
    )
