"""One time zone for a person and their private chat, where there were two.

What was chosen in ``/settings`` counts; where nothing was, what was chosen in ``/daily``.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PRIVATE = "chats.id NOT LIKE '%:-%' AND chats.zone IS NOT NULL"  # groups have negative numbers


def upgrade() -> None:
    op.execute(
        "INSERT INTO people (id, keep_queries, timezone) "  # noqa: S608 -- nothing from outside
        f"SELECT chats.id, true, chats.zone FROM chats WHERE {PRIVATE} "
        "AND NOT EXISTS (SELECT 1 FROM people WHERE people.id = chats.id)"
    )
    chosen = f"SELECT chats.zone FROM chats WHERE chats.id = people.id AND {PRIVATE}"  # noqa: S608
    op.execute(
        f"UPDATE people SET timezone = ({chosen}) "  # noqa: S608
        f"WHERE timezone IS NULL AND EXISTS ({chosen})"
    )
    op.execute(f"UPDATE chats SET zone = NULL WHERE {PRIVATE}")  # noqa: S608
