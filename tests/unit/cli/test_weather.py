"""A memory that is busy, read-only, of another software or out of reach is refused in French."""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.cli import opening
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.store.opening import open_store

Maynum = Callable[..., Any]
NOBODY = 65534
READING = [
    ["imports"],
    ["imports", "--json"],
    ["sceller", "--liste"],
    ["echeancier", "--import", "1"],
    ["couverture", "--import", "courant", "--json"],
    ["ecarts", "1", "2"],
]
WRITING = [
    ["importer", str(DEMO_WORKBOOK)],
    ["restaurer", "1"],
    ["sceller", "2", "--comite", "2027-01-15"],
]


def assert_refused(answer: Any, *words: str) -> None:  # noqa: ANN401 -- the answer of a command
    assert (answer.status, answer.said) == (1, "")
    assert answer.complained.startswith("maynum : La base « ")
    assert answer.complained.endswith(".\n")
    assert answer.complained.count("\n") == 1
    for word in words:
        assert word in answer.complained


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for one's turn a moment only."""
    monkeypatch.setattr(opening, "open_store", partial(open_store, patience_seconds=0.2))


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Have another program hold the database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("words", WRITING, ids=[words[0] for words in WRITING])
def test_writing_waits_for_its_turn_then_is_refused(filled: Path, maynum: Maynum, words: list[str]) -> None:
    with held(filled / "maynum.db", "IMMEDIATE"):
        assert_refused(maynum(*words), "une autre opération l'occupe depuis trop longtemps")
        assert maynum("imports").status == 0
    assert maynum(*words).status == 0


@pytest.mark.usefixtures("hasty")
def test_a_memory_that_is_only_busy_is_not_replaced(filled: Path, maynum: Maynum, tmp_path: Path) -> None:
    archive = tmp_path / "memoire.zip"
    assert maynum("sauvegarder", archive).status == 0
    base = filled / "maynum.db"
    before = base.read_bytes()
    for how in ("IMMEDIATE", "EXCLUSIVE"):
        with held(base, how):
            assert_refused(maynum("restaurer", "--archive", archive, "--remplacer"), "occupe depuis trop")
    assert [path.name for path in filled.glob("*.db")] == ["maynum.db"]
    assert base.read_bytes() == before


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_reading_waits_for_its_turn_then_is_refused(filled: Path, maynum: Maynum, words: list[str]) -> None:
    with held(filled / "maynum.db", "EXCLUSIVE"):
        assert_refused(maynum(*words), "une autre opération l'occupe depuis trop longtemps")
    assert maynum(*words).status == 0


@pytest.mark.parametrize("words", [*READING, *WRITING], ids=" ".join)
def test_the_tables_of_another_software_are_refused(memory: Path, maynum: Maynum, words: list[str]) -> None:
    memory.mkdir()
    with closing(sqlite3.connect(memory / "maynum.db")) as base, base:
        base.execute("CREATE TABLE clients (name TEXT)")
    assert_refused(maynum(*words), "les tables d'un autre logiciel")


def test_a_folder_that_cannot_be_made_is_refused(memory: Path, process: Maynum) -> None:
    memory.write_text("un fichier", encoding="utf-8")
    answer = process("importer", str(DEMO_WORKBOOK), "--json")
    assert_refused(answer, "le dossier ne peut pas être créé", "MAYNUM_DOSSIER")


def test_a_server_out_of_reach_is_refused_without_its_password(process: Maynum) -> None:
    answer = process("imports", MAYNUM_DATABASE_URL="postgresql://bob:secret@127.0.0.1:1/maynum")
    assert_refused(answer, "127.0.0.1:1/maynum", "le serveur ne répond pas")
    assert "secret" not in answer.complained


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Drop the rights of root, to whom no folder is read-only."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def read_only(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A filled memory that everyone may read, and nobody write."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "memoire"
        shutil.copytree(filled, folder)
        Path(place).chmod(0o755)
        (folder / "maynum.db").chmod(0o444)
        folder.chmod(0o555)
        monkeypatch.setenv("MAYNUM_DOSSIER", str(folder))
        yield
        folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("words", [["restaurer", "1"], ["sceller", "2", "--comite", "2027-01-15"]])
def test_a_read_only_folder_lets_read_and_refuses_to_write(maynum: Maynum, words: list[str]) -> None:
    with as_ordinary_user():
        assert "courant" in maynum("imports").said
        assert_refused(maynum(*words), "en lecture seule")
