"""A memory of its own for each test, and the command line called in this process or in another."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from openpyxl import load_workbook

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.cli import main
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.snapshots import seal

HEADINGS = 3  # row of the headings in the demonstration
TODAY = "2026-11-23"


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    status: int
    said: str
    complained: str


Maynum: TypeAlias = Callable[..., Answer]


def later_workbook(path: Path) -> Path:
    """Write the demonstration as it could be some months later."""
    book = load_workbook(DEMO_WORKBOOK)
    sheet = book["Postes"]
    columns = {str(cell.value): rank for rank, cell in enumerate(sheet[HEADINGS], start=1)}
    changed: dict[tuple[int, str], Any] = {
        (5, "Statut"): "Rendu",
        (5, "Date de rendu"): datetime(2027, 3, 1),  # noqa: DTZ001 -- a cell holds no time zone
        (6, "Structure"): "Association « Le Numérique »",
        (6, "SIRET"): None,
        (8, "Département A2"): 4000,
    }
    for (row, heading), value in changed.items():
        sheet.cell(row, columns[heading]).value = value
    sheet.delete_rows(9)
    book.save(path)
    return path


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, some months later."""
    return later_workbook(tmp_path_factory.mktemp("classeurs") / "suite.xlsx")


@pytest.fixture(scope="session")
def two_imports(tmp_path_factory: pytest.TempPathFactory, later: Path) -> Path:
    """A folder with two imports, the first of which is sealed; copied, never changed."""
    folder = tmp_path_factory.mktemp("memoire")
    store = open_store(f"sqlite:///{folder / 'maynum.db'}")
    basis = load_basis()
    for path in (DEMO_WORKBOOK, later):
        board = build_board(read_workbook(path.read_bytes(), path.name), basis)
        made, _ = add_import(store, board.workbook, import_totals(board), "Équipe", basis.sha256)
        if path == DEMO_WORKBOOK:
            parameters = {"jour": TODAY, "exercice": "2026", "lecture": "paiement", "besoin": "uniforme"}
            figures = sealed_figures(board)
            seal(store, made.id, date(2026, 12, 12), basis.files, parameters, figures, "0.1.0", "Équipe")
    store.close()
    return folder


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder of an empty memory, which every command of every test uses: never the one of the user."""
    folder = tmp_path / "memoire"
    monkeypatch.setenv("MAYNUM_DOSSIER", str(folder))
    monkeypatch.delenv("MAYNUM_DATABASE_URL", raising=False)
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", TODAY)
    return folder


@pytest.fixture
def filled(memory: Path, two_imports: Path) -> Path:
    """Folder of a memory that holds two imports and a sealed state."""
    shutil.copytree(two_imports, memory)
    return memory


@pytest.fixture
def maynum(capsys: pytest.CaptureFixture[str]) -> Maynum:
    """Run a command in this process, on the memory of the test."""

    def run(*words: str | Path) -> Answer:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stopped:
            status = int(str(stopped.code))
        written = capsys.readouterr()
        return Answer(status, written.out, written.err)

    return run


@pytest.fixture
def process() -> Maynum:
    """Run a command in a process of its own, on the memory of the test."""

    def run(*words: str | Path, **environment: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "maynum_dash", *map(str, words)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    return run
