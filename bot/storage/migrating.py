"""The schema brought up to date; mostly it is, and then Alembic is not even imported."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Select, String, column, inspect, select, table

VERSIONS: Final = Path(__file__).parent / "migrations" / "versions"
_REVISION: Final[Select[str]] = select(column("version_num", String)).select_from(
    table("alembic_version")
)


class NewerSchemaError(Exception):
    """The database has a revision that this version of the bot does not know."""


def migrate(connection: Connection) -> None:
    """Bring a database to the newest revision.

    Raises:
        NewerSchemaError: it has a newer one.
    """
    known = inspect(connection).has_table("alembic_version")
    if known and connection.scalar(_REVISION) == newest_revision():
        return
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
    """Return the last of the revisions, whose files begin with their numbers."""
    return max(file.name for file in VERSIONS.glob("[0-9]*.py")).partition("_")[0]
