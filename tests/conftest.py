"""A real PostgreSQL in a temporary folder, for the tests that ask for one."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PLACES = (*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.get_exec_path()))
# Nothing here outlives the tests: no need to wait for the disk.
SETTINGS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


def _programs() -> Path:
    """Folder of initdb and pg_ctl."""
    found = [place for place in PLACES if (place / "initdb").exists() and (place / "pg_ctl").exists()]
    if not found:
        pytest.fail("no PostgreSQL was found: « make postgresql » installs Debian's")
    return found[0].resolve()


def _owner() -> str | None:
    """Account that runs the server: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(program: Path, *options: str) -> str:
    done = subprocess.run(
        [program, *options],
        user=_owner(),
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    if done.returncode:
        pytest.fail(f"{program.name}: {done.stdout}{done.stderr}")
    return done.stdout


@pytest.fixture(autouse=True)
def _no_memory_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a store of its own, created when it asks for one: never the user's."""
    folder = tmp_path_factory.getbasetemp() / f"memoire-{secrets.token_hex(6)}"
    monkeypatch.setenv("MAYNUM_DOSSIER", str(folder))
    monkeypatch.delenv("MAYNUM_DATABASE_URL", raising=False)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """Folder of the socket of a server; the user « postgres » needs no password, « locked » needs one."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="maynum-pg-"))
    owner = _owner()
    if owner is not None:
        shutil.chown(folder, owner)
    data = folder / "data"
    _run(programs / "initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all locked scram-sha-256\n{rules.read_text()}")
    server = ("-D", str(data), "-l", str(folder / "log"), "-w")
    _run(programs / "pg_ctl", *server, "-o", f"-k {folder} -c listen_addresses='' {SETTINGS}", "start")
    yield folder
    _run(programs / "pg_ctl", *server, "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def postgresql_control(postgresql: Path) -> tuple[str, ...]:
    """Options of a campaign that stops the server and starts it again."""
    return (
        *("--program", str(_programs() / "pg_ctl")),
        *("--data", str(postgresql / "data")),
        *("--log", str(postgresql / "log")),
        *("--owner", _owner() or ""),
    )


@pytest.fixture
def postgresql_order(postgresql: Path) -> Callable[[str], str]:
    """Run one order of SQL as the administrator of the server, and give its output."""

    def run(order: str, database: str = "postgres") -> str:
        connection = ("-h", str(postgresql), "-U", "postgres", "-d", database)
        return _run(_programs() / "psql", *connection, "-v", "ON_ERROR_STOP=1", "-qAt", "-c", order)

    return run


@pytest.fixture
def new_database(postgresql: Path, postgresql_order: Callable[[str], str]) -> Iterator[Callable[[str], str]]:
    """Create an empty database and give its URL; every one is dropped after the test."""
    made: list[str] = []

    def create(options: str = "") -> str:
        name = f"t{secrets.token_hex(6)}"
        postgresql_order(f"CREATE DATABASE {name} {options}")
        made.append(name)
        return f"postgresql://postgres@/{name}?host={postgresql}"

    yield create
    for name in made:
        postgresql_order(f"DROP DATABASE {name} WITH (FORCE)")
