"""The site's scripts as they are exported: a linter has nothing to say."""

import subprocess
import sysconfig
from pathlib import Path

RULES = Path(__file__).parents[2] / ".oxlintrc.json"


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts")) / "oxlint"
    command = [str(it) for it in (program, "--config", RULES, "--deny-warnings", folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_scripts_are_clean(exported: Path) -> None:
    folder = exported / "assets"  # KaTeX lies deeper, and minified files are left out
    said = linted(folder)
    assert said.returncode == 0, said.stdout
    assert f"on {len([*folder.glob('*.js')])} files" in said.stdout


def test_a_slip_is_found(tmp_path: Path) -> None:
    (tmp_path / "slip.js").write_text("const found = shwo();\n", "utf-8")
    said = linted(tmp_path)
    assert said.returncode == 1
    assert "'shwo' is not defined" in said.stdout
