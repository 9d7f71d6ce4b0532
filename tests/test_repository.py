"""What the repository promises elsewhere than in code: files, settings, words, links."""

import re
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

from bot.commands import all_commands
from bot.conversation.texts import words
from bot.domain.language import Language
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_setting_is_in_the_readme() -> None:
    missing = [name for name in Settings.model_fields if f"`BOT_{name.upper()}`" not in README]
    assert missing == []


def test_every_command_of_the_menu_is_in_the_readme_and_has_its_line() -> None:
    names = {command.name for command in all_commands().values() if command.in_menu}
    assert {name for name in names if f"`/{name}" not in README} == set()
    for language in Language:
        say = words(language)
        assert {*say.names("menu-")} == {f"menu-{name}" for name in names}
        assert all(len(say(f"menu-{name}")) <= 256 for name in names)


def test_places_in_the_menu_are_given_once() -> None:
    places = [command.in_menu for command in all_commands().values() if command.in_menu]
    assert len(set(places)) == len(places)


def messages(language: Language) -> dict[str, set[str]]:
    """Return the ids of our words with the names of what each wants to be told."""
    text = (ROOT / "bot" / "locales" / f"{language.value}.ftl").read_text("utf-8")
    blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    return {b.split(" =")[0]: set(re.findall(r"\{ \$(\w+)", b)) for b in blocks}


def test_both_languages_say_the_same_things_of_the_same_values() -> None:
    zh, en = messages(Language.ZH), messages(Language.EN)
    assert zh.keys() == en.keys()
    # Chinese has no plural, so it need not be told whether there are several pages.
    assert {key for key in en if zh[key] != en[key]} == {"answer-pages"}
    assert en["answer-pages"] - zh["answer-pages"] == {"plural"}


def test_no_words_lie_about_unused() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    whole = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', code))
    families = set(re.findall(r'(?:f"|\.names\(")([a-z-]+-)["{]', code))
    unused = [
        key
        for key in messages(Language.EN)
        if key not in whole and not any(key.startswith(family) for family in families)
    ]
    assert unused == []


@pytest.mark.parametrize("name", ["Dockerfile"])
def test_every_path_that_is_copied_exists_and_reaches_the_build(name: str) -> None:
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")
    }
    copies = re.findall(r"^COPY (?!--from)(.+)$", (ROOT / name).read_text(), re.MULTILINE)
    sources = [source for copy in copies for source in copy.split()[:-1]]
    assert sources
    for source in sources:
        assert (ROOT / source).exists(), source
        assert source in allowed, source


def test_the_image_takes_from_an_index_only_what_is_locked_with_hashes() -> None:
    image = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    calls = [set(it.split()) for it in re.findall(r"-m pip (.+?)(?: && |\n)", image)]
    assert len(calls) == image.count("pip") > 0
    by_hash = [call for call in calls if "--require-hashes" in call]
    itself = [call for call in calls if call not in by_hash]
    assert {name for call in by_hash for name in call if name.endswith(".lock")} == {
        "requirements.lock",
        "requirements-build.lock",
    }
    for call in itself:
        assert "--no-deps" in call
        assert {"--no-index", "--no-build-isolation"} & call  # else pip fetches what builds it


def locked(name: str) -> set[str]:
    """Return the packages in a lock; each of them has a hash."""
    pins = (ROOT / name).read_text()
    packages = re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", pins, re.MULTILINE))
    return set(packages)


def test_every_dependency_is_locked_with_hashes() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, building = settings["project"], settings["build-system"]["requires"]
    extras = project["optional-dependencies"]
    running = (*project["dependencies"], *extras["pictures"], *extras["postgresql"])
    for lock, wanted in (("requirements.lock", running), ("requirements-build.lock", building)):
        names = {re.split(r"[^\w.-]", it)[0].replace(".", "-").lower() for it in wanted}
        assert names <= locked(lock)


def test_the_compose_file_builds_here_and_keeps_the_data() -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    service = compose["services"]["bot"]
    assert service["build"] == "."
    (volume,) = service["volumes"]
    name, folder = volume.split(":")
    assert name in compose["volumes"]
    image = (ROOT / "Dockerfile").read_text()
    assert f"VOLUME {folder}\n" in image
    assert f"BOT_DATABASE_URL=sqlite:///{folder}/" in image
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_the_wheel_holds_knowledge_words_and_migrations(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = set(ZipFile(wheel).namelist())
    for folder, installed in (("knowledge", "bot/_knowledge"), ("bot", "bot")):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".yaml", ".ftl", ".py", ".typ", ".html", ".css", ".js", ".woff2"}:
                assert f"{installed}/{path.relative_to(ROOT / folder)}" in names


def test_the_docs_name_only_files_that_exist() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
        for source in re.findall(r'<img src="([^"]+)"', page.read_text("utf-8")):
            assert (page.parent / source).exists(), f"{page.name}: {source}"
