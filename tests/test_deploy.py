"""The examples in ``deploy/`` can be read by whoever is to read them, and name what there is."""

import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from configparser import ConfigParser
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from bot.settings import APP_NAME, Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "dl-interview-bot.service"
SETTINGS = {f"BOT_{name.upper()}" for name in Settings.model_fields}


def read_unit(path: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd minds the case
    parser.read(path, "utf-8")
    return parser


@pytest.fixture
def unit() -> ConfigParser:
    return read_unit(UNIT)


def test_the_unit_runs_the_bot_and_gives_it_time_to_finish(unit: ConfigParser) -> None:
    service = unit["Service"]
    assert service["ExecStart"].endswith("/dl-interview-bot run")
    assert service["Environment"].split("=")[0] in SETTINGS
    assert int(service["TimeoutStopSec"]) > 10
    assert unit["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_has_nothing_to_say_about_the_units(tmp_path: Path) -> None:
    units = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
    for path in units:
        text = path.read_text("utf-8").replace(
            "/opt/dl-interview-bot/bin/dl-interview-bot", "/bin/true"
        )
        (tmp_path / path.name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert [line for line in said.splitlines() if UNIT.stem in line] == []


def test_the_unit_runs_what_was_compiled_without_docstrings(unit: ConfigParser) -> None:
    setting, folder = "PYTHONOPTIMIZE=2", Path(unit["Service"]["ExecStart"].split()[0]).parent
    assert setting in unit["Service"]["Environment"].split()
    operations = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert f"{setting} {folder}/python -m compileall" in operations


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="there is no sqlite3 here")
def test_the_backup_is_whole_while_somebody_writes(tmp_path: Path, unit: ConfigParser) -> None:
    service = read_unit(DEPLOY / "dl-interview-bot-backup.service")["Service"]
    file = unit["Service"]["Environment"].split()[0].removeprefix("BOT_DATABASE_URL=sqlite:///")
    assert file == f"{service['WorkingDirectory']}/bot.db"
    (tmp_path / "backups").mkdir()
    old = tmp_path / "backups" / "bot-2026-01-01T00:00:00.db"
    old.touch()
    os.utime(old, (0, 0))
    command = shlex.split(service["ExecStart"].replace("\\\n", ""))
    unescaped = [it.replace("$$", "$").replace("%%", "%") for it in command]
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE kept (x)")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO kept VALUES (1)")
        subprocess.run(unescaped, cwd=tmp_path, check=True)
    (backup,) = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_what_decks_are_compiled_into_is_kept_for_the_next_start(unit: ConfigParser) -> None:
    service = unit["Service"]
    assert service["CacheDirectory"] == APP_NAME
    assert service["CacheDirectoryMode"] == "0700"
    assert "XDG_CACHE_HOME=/var/cache" in service["Environment"].split()
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert image.index("USER 10001:10001") < image.index(f"RUN /opt/bot/bin/{APP_NAME} compile")
    assert "XDG_CACHE_HOME=/home/bot/.cache" in image


def test_the_image_runs_what_it_has_compiled() -> None:
    *_, build, final = (ROOT / "Dockerfile").read_text("utf-8").split("\nFROM ")
    level = re.compile(r"PYTHONOPTIMIZE=(\d)")
    assert f"PYTHONOPTIMIZE={level.findall(final)[0]} /opt/bot/bin/python -m compileall" in build


def test_it_works_without_docstrings_as_in_the_image(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-OO", "-m", "bot", "ask", "--json", "dropout"],
        cwd=ROOT,
        env={**os.environ, "BOT_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout)["outcome"] == "found"


@pytest.mark.parametrize(("status", "ends"), [(200, 0), (503, 1), (None, 1)])
def test_the_image_asks_the_process_that_serves_how_it_is(status: int | None, ends: int) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert status
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()

    image = (ROOT / "Dockerfile").read_text("utf-8")
    (port,) = re.findall(r"BOT_METRICS_LISTEN=127\.0\.0\.1:(\d+)", image)
    (command,) = re.findall(r"^HEALTHCHECK .* CMD (\[.*\])$", image, re.MULTILINE)
    _, option, program = json.loads(command)
    assert f"'127.0.0.1', {port}," in program
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        program = program.replace(port, str(server.server_port))
        if status is None:
            server.server_close()
        else:
            Thread(target=server.handle_request).start()
        asked = subprocess.run([sys.executable, option, program], capture_output=True, check=False)
    assert asked.returncode == ends


def test_docker_gives_it_time_to_finish_and_little_else() -> None:
    (service,) = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"].values()
    assert int(service["stop_grace_period"].removesuffix("s")) > 10
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


@pytest.fixture
def objects() -> dict[str, dict[str, Any]]:
    text = (ROOT / "deploy" / "kubernetes.yaml").read_text("utf-8")
    return {it["kind"]: it for it in yaml.safe_load_all(text)}


def test_kubernetes_runs_several_without_rights(objects: dict[str, dict[str, Any]]) -> None:
    deployment = objects["Deployment"]["spec"]
    pod = deployment["template"]["spec"]
    (container,) = pod["containers"]
    assert deployment["replicas"] > 1
    assert pod["terminationGracePeriodSeconds"] > 10
    assert pod["securityContext"]["runAsUser"] == 10001
    assert "useradd --create-home --uid 10001" in (ROOT / "Dockerfile").read_text("utf-8")
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert {it["name"] for it in container["env"]} <= SETTINGS
    mounted = {it["name"] for it in container["volumeMounts"]}
    assert mounted == {it["name"] for it in pod["volumes"]}


def test_kubernetes_parts_fit_together(objects: dict[str, dict[str, Any]]) -> None:
    deployment, service = objects["Deployment"], objects["Service"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert deployment["spec"]["selector"]["matchLabels"] == labels == service["spec"]["selector"]
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    ports = {it["name"]: it["containerPort"] for it in container["ports"]}
    values = {it["name"]: it["value"] for it in container["env"]}
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        asked = container[probe]["httpGet"]
        assert asked["path"] == ("/readyz" if probe == "readinessProbe" else "/healthz")
        assert values["BOT_METRICS_LISTEN"].endswith(f":{ports[asked['port']]}")
    assert values["BOT_LISTEN"].endswith(f":{ports[service['spec']['ports'][0]['targetPort']]}")
    (rule,) = objects["Ingress"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert values["BOT_WEBHOOK_URL"] == f"https://{rule['host']}{path['path']}"
    assert path["backend"]["service"]["name"] == service["metadata"]["name"]
