"""docs/write-a-deck.md, followed to the letter: its files are written, its commands typed."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "write-a-deck.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[tuple[str, str, list[str]]]:
    """Yield what is to be done: a file's name with its text, or a command with what it prints."""
    for kind, name, held in BLOCK.findall(PAGE):
        if name:
            yield name, held, []
            continue
        assert kind == "console", kind
        for typed in re.split(r"^\$ ", held, flags=re.MULTILINE)[1:]:
            command, *printed = typed.splitlines()
            yield "", command, printed


def matches(printed: list[str], promised: list[str]) -> bool:
    """Tell whether lines are as promised; ``…`` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*?" if p == "…" else re.escape(p) + r" *\n" for p in promised)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Where the installed command is what it is for a reader, and nothing else is set."""
    command = tmp_path / "bin" / "dl-interview-bot"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n')
    command.chmod(0o755)
    return {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "BOT_DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
        "LC_ALL": "en_US.UTF-8",
        "COLUMNS": "80",
    }


def test_the_page_does_what_it_promises(tmp_path: Path, environment: dict[str, str]) -> None:
    commands = 0
    for name, held, promised in steps():
        if name:
            (tmp_path / name).write_text(held, "utf-8")
            continue
        commands += 1
        done = subprocess.run(
            ["sh", "-c", f"{held} 2>&1"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        printed = done.stdout.decode().replace("\u00a0", " ").splitlines()
        assert matches(printed, promised), "\n".join([f"$ {held}", *printed])
    assert commands >= 9


def test_the_readme_leads_to_the_page() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert "(docs/write-a-deck.md)" in readme
