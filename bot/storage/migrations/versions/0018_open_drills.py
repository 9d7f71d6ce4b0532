"""The open drill of a chat and a person is found without looking at those that have ended."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_drills_chat_person", "drills")
    op.create_index("ix_drills_chat_person_ended_at", "drills", ["chat", "person", "ended_at"])
