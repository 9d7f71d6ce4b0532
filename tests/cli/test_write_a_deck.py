"""Writing a deck as README and docs/write-a-deck.md say: files are written, commands typed."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "write-a-deck.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
SECTION = README.partition("## Write your own deck in five minutes")[2].partition("\n## ")[0]
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what is to be done: a file's name with its text, or a command with what it prints."""
    for kind, name, held in BLOCK.findall(text):
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
        "PYTHONPATH": str(ROOT),
        "BOT_DATABASE_URL": f"sqlite:///{tmp_path / 'not-there-yet.db'}",
        "LC_ALL": "en_US.UTF-8",
        "COLUMNS": "80",
    }


@pytest.mark.parametrize(("text", "least"), [(SECTION, 2), (PAGE, 9)], ids=["README", "page"])
def test_what_is_promised_happens(
    text: str, least: int, tmp_path: Path, environment: dict[str, str]
) -> None:
    commands = 0
    for name, held, promised in steps(text):
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
    assert commands >= least


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/write-a-deck.md)" in SECTION
