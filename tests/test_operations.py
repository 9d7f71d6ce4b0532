"""docs/operations.md tells what every line of the log and every figure means."""

import re
from pathlib import Path

from bot.telegram.exposition import Figures

ROOT = Path(__file__).parents[1]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
LOGGED = re.compile(r'\blog\.(?:info|warning|error|exception)\(\s*"([^"]+)"')


def test_every_line_of_the_log_is_explained() -> None:
    code = [path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("*.py"))]
    lines = {line for text in code for line in LOGGED.findall(text)}
    assert len(lines) > 20
    assert sorted(line for line in lines if f"`{line}`" not in OPERATIONS) == []


def test_every_figure_is_explained() -> None:
    names = [figure.name for figure in Figures().collect()]
    assert len(names) > 5
    assert sorted(name for name in names if f"`{name}" not in OPERATIONS) == []
