"""The schema brought up to date; mostly it is, and then Alembic is not even imported."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    Select,
    String,
    Table,
    func,
    inspect,
    select,
    update,
)

from bot.storage.tables import METADATA

MIGRATING: Final = 0x6D6967  # the number of PostgreSQL's lock that whoever migrates holds
VERSIONS: Final = Path(__file__).parent / "migrations" / "versions"
_VERSION: Final = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32)),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where Alembic notes the revision."""
_REVISION: Final[Select[str]] = select(_VERSION.c.version_num)
TOUCH: Final = update(_VERSION).values(version_num=_VERSION.c.version_num)
"""Writes, and changes nothing: what cannot be written is found out so."""


class NewerSchemaError(Exception):
    """The database has a revision that this version of the bot does not know."""


@dataclass(frozen=True)
class Schema:
    """How far a database's schema is.

    Args:
        dialect: the name of the kind of database.
        revision: its revision; None where there are no tables of ours yet.
    """

    dialect: str
    revision: str | None

    @property
    def is_current(self) -> bool:
        """Whether the next start leaves it as it is."""
        return self.revision == newest_revision()


def look(connection: Connection) -> Schema:
    """Tell how far a database's schema is, and try whether it can be written.

    What is tried is to be undone by whoever asks.

    Raises:
        NewerSchemaError: it has a revision that is not known here.
    """
    if _VERSION.name not in inspect(connection).get_table_names():
        _VERSION.create(connection)
        return Schema(connection.dialect.name, None)
    connection.execute(TOUCH)
    revision = connection.scalar(_REVISION)
    if revision is not None and revision not in _revisions():
        raise NewerSchemaError(f"its revision {revision} is not known here")
    return Schema(connection.dialect.name, revision)


def migrate(connection: Connection) -> None:
    """Bring a database to the newest revision; an empty one gets its tables as they are today.

    Raises:
        NewerSchemaError: it has a newer one.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    tables = inspect(connection).get_table_names()
    if not tables:
        _create(connection)
    elif _VERSION.name not in tables or connection.scalar(_REVISION) != newest_revision():
        _upgrade(connection)
    else:  # not with what people say
        connection.execute(TOUCH)


def _create(connection: Connection) -> None:
    METADATA.create_all(connection, checkfirst=False)
    _VERSION.create(connection)
    connection.execute(_VERSION.insert(), {"version_num": newest_revision()})


def _upgrade(connection: Connection) -> None:
    # Only here: Alembic takes a fifth of a second to import.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise NewerSchemaError(str(error)) from error


def newest_revision() -> str:
    """Return the last of the revisions."""
    return max(_revisions())


def _revisions() -> set[str]:
    """Return the revisions, whose files begin with their numbers."""
    return {file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*.py")}
