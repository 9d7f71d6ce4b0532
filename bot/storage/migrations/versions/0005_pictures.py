"""Pictures that Telegram holds, by what they show."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("bot", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("files", sa.JSON(), nullable=False),
    )
