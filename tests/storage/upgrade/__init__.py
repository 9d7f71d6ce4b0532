"""Databases of earlier revisions, as SQL.

``python -m tests.storage.upgrade`` writes the dumps that are missing: each from the one before it,
brought to its revision by the migrations. Rows for what a revision has added are written into its
dump by hand.
"""

import sqlite3
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

FOLDER: Final = Path(__file__).parent


def revisions() -> list[str]:
    """Return all revisions, the first first."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return [script.revision for script in scripts][::-1]


def load(revision: str, database: Path) -> None:
    """Make a database of an earlier revision."""
    connection = sqlite3.connect(database)
    connection.executescript((FOLDER / f"{revision}.sql").read_text("utf-8"))
    connection.close()


def bring_to(revision: str, database: Path) -> None:
    """Migrate a SQLite database to a revision, not further."""
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        upgrade(connection, revision)
    engine.dispose()


def upgrade(connection: Connection, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def dump(database: Path) -> str:
    """Return a database as SQL."""
    connection = sqlite3.connect(database)
    lines = "\n".join(connection.iterdump())
    connection.close()
    return f"{lines}\n"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    return config
