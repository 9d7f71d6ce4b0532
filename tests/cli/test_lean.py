"""What a start does not import: each costs hundredths of a second and megabytes."""

import os
import subprocess
import sys


def test_what_no_answer_needs_is_not_imported() -> None:
    """Each of these takes hundredths of a second and megabytes of every start."""
    script = (
        "import bot.cli.serve, bot.commands, bot.telegram.app, sys;"
        "bot.commands.all_commands(); print(*sys.modules)"
    )
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    needless = {
        "aiohttp.web",
        "alembic",
        "asyncpg",
        "babel",
        "bot.console",
        "bot.storage.knowledge.loader",
        "fluent.runtime",
        "genanki",
        "jinja2",
        "matplotlib",
        "prometheus_client",
        "prompt_toolkit",
        "ruamel",
        "snowballstemmer",
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.orm",
        "typst",
        "wcwidth",
        "yaml",
    }
    assert needless & set(found) == set()


def test_what_libraries_would_import_for_themselves_is_not_imported() -> None:
    """Where they find rich, structlog and httpx import it for what nobody here asks of them."""
    script = (
        "import sys; from bot.cli import run; run(['run']); print(*sys.modules);"
        "import rich.console, click"
    )
    environment = {key: value for key, value in os.environ.items() if key != "BOT_TOKEN"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert "BOT_TOKEN" in ran.stderr
    found = set(ran.stdout.split())
    assert "telegram" in found
    assert {"click", "pygments", "rich.console"} & found == set()
