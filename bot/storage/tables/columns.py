"""What the tables share: their names' rules, and types of columns."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, TypeDecorator

Processor: TypeAlias = Callable[[Any], Any]


_LETTERS: Final = len("2026-11-27 09:00:00.000000")


class Instant(TypeDecorator[datetime]):
    """A moment in UTC.

    SQLite keeps it as text without its time zone. The text is what SQLAlchemy would make of it, in
    three steps; there are four moments in an answer, and two in each memory.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        return _to_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        if dialect.name == "sqlite":
            return _from_text
        return super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value else None


def _to_text(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(" ", "microseconds")[:_LETTERS]


def _from_text(text: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{text}+00:00") if text else None


METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID_LENGTH: Final = 64
"""Of the id of a chat or a person: moving a chat looks through all columns of this length."""

# SQLite gives rising ids only to a column of exactly this type.
SERIAL: Final = BigInteger().with_variant(Integer, "sqlite")
