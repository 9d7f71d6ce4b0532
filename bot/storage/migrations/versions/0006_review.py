"""Spaced repetition: what is remembered, every graded answer, ways to answer.

Answers graded before become attempts. What was remembered was not kept then, so each entry starts
with what FSRS assumes after one meeting with its last grade.
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# By grade: stability in days, difficulty, when it comes again, whether it was known.
FIRST_MEETING = {
    "again": (0.212, 6.4133, timedelta(minutes=10), False),
    "hard": (1.2931, 5.1122, timedelta(minutes=15), False),
    "good": (2.3065, 2.1181, timedelta(days=2), True),
    "easy": (8.2956, 1.0, timedelta(days=8), True),
}


def upgrade() -> None:
    _add_columns()
    cards = _create_cards()
    attempts = _create_attempts()
    _carry_over(op.get_bind(), cards, attempts)


def _add_columns() -> None:
    for column in (
        sa.Column("mode", sa.String(8), nullable=False, server_default="reveal"),
        sa.Column("grades", sa.Integer, nullable=False, server_default="2"),
        sa.Column("timezone", sa.String(64)),
        sa.Column("daily_cap", sa.Integer, nullable=False, server_default="30"),
        sa.Column("reminder_hour", sa.Integer),
    ):
        op.add_column("people", column)
    op.add_column("drills", sa.Column("kind", sa.String(8), nullable=False, server_default="quiz"))
    op.add_column(
        "drill_cards", sa.Column("mode", sa.String(8), nullable=False, server_default="reveal")
    )
    op.add_column("drill_cards", sa.Column("answer", sa.Text))


def _create_cards() -> sa.Table:
    cards = op.create_table(
        "cards",
        sa.Column(
            "person",
            sa.String(64),
            sa.ForeignKey("people.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("entry", sa.String(40), primary_key=True),
        sa.Column("stability", sa.Float, nullable=False),
        sa.Column("difficulty", sa.Float, nullable=False),
        sa.Column("due", Instant, nullable=False),
        sa.Column("reviewed", Instant, nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("step", sa.Integer),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("lapses", sa.Integer, nullable=False),
    )
    op.create_index("ix_cards_person_due", "cards", ["person", "due"])
    return cards


def _create_attempts() -> sa.Table:
    attempts = op.create_table(
        "attempts",
        sa.Column("drill", SERIAL, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "person", sa.String(64), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("grade", sa.String(8), nullable=False),
        sa.Column("mode", sa.String(8), nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("before", sa.JSON(none_as_null=True)),
        sa.Column("due", Instant),
        sa.Column("lapses", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["drill", "position"],
            ["drill_cards.drill", "drill_cards.position"],
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_attempts_person_at", "attempts", ["person", "at"])
    return attempts


def _carry_over(connection: sa.Connection, cards: sa.Table, attempts: sa.Table) -> None:
    graded = connection.execute(
        sa.text(
            "SELECT c.drill, c.position, d.person, c.entry, c.answered_at AS at,"
            " c.outcome AS grade FROM drill_cards c JOIN drills d ON d.id = c.drill"
            " WHERE c.outcome IN ('again', 'hard', 'good', 'easy') AND c.answered_at IS NOT NULL"
            " ORDER BY c.answered_at, c.drill, c.position"
        ).columns(at=Instant)
    ).all()
    if not graded:
        return
    connection.execute(
        sa.text(
            "INSERT INTO people (id, keep_queries) SELECT DISTINCT person, true FROM drills"
            " WHERE person NOT IN (SELECT id FROM people)"
        )
    )
    rows = [row._mapping for row in graded]  # noqa: SLF001 -- the public name of the row's values
    connection.execute(attempts.insert(), [{**row, "mode": "reveal", "lapses": 0} for row in rows])
    latest = {(row["person"], row["entry"]): row for row in rows}
    connection.execute(cards.insert(), [_first_meeting(row) for row in latest.values()])


def _first_meeting(row: sa.RowMapping) -> dict[str, object]:
    stability, difficulty, wait, known = FIRST_MEETING[row["grade"]]
    return {
        "person": row["person"],
        "entry": row["entry"],
        "stability": stability,
        "difficulty": difficulty,
        "due": row["at"] + wait,
        "reviewed": row["at"],
        "stage": "review" if known else "learning",
        "step": None if known else 0,
        "reps": 1,
        "lapses": 0,
    }
