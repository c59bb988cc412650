"""A sealed state gives the same figures, to the byte, whatever happened since."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DATA, DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store import schema
from maynum_dash.store.archive import write_archive
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, current_import, read_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.restoration import read_archive
from maynum_dash.store.snapshots import check_snapshot, find_snapshot, seal, write_documents

REBUILT = Path(__file__).parent / "data" / "revisions"
PARAMETERS = {"jour": "2026-11-23", "exercice": "2026", "lecture": "tranche", "besoin": "estimee"}


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'maynum.db'}"
    else:
        create: Callable[[], str] = request.getfixturevalue("new_database")
        address = create()
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data folder, whose scale may change."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def later_workbook() -> bytes:
    """The demonstration with one post less."""
    book = load_workbook(DEMO_WORKBOOK)
    sheet = book["Postes"]
    sheet.delete_rows(sheet.max_row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def take_in(store: Store, content: bytes, name: str, data: Path) -> tuple[int, Board]:
    board = build_board(read_workbook(content, name), load_basis(data))
    record, _ = add_import(store, board.workbook, import_totals(board), "équipe", board.basis.sha256)
    return record.id, board


def sealed_demo(store: Store, data: Path) -> str:
    number, board = take_in(store, DEMO_WORKBOOK.read_bytes(), "juin.xlsx", data)
    figures = sealed_figures(board)
    snapshot, _ = seal(
        store, number, date(2026, 12, 10), board.basis.files, PARAMETERS, figures, "0.2.0", "équipe"
    )
    return snapshot.fingerprint


def replayed(store: Store, fingerprint: str, folder: Path) -> bytes:
    """Compute the figures again from what was sealed, and nothing else."""
    check_snapshot(store, fingerprint)
    write_documents(store, fingerprint, folder)
    snapshot = find_snapshot(store, fingerprint)
    return sealed_figures(build_board(read_import(store, snapshot.import_id), load_basis(folder)))


def change_scale(data: Path) -> None:
    scale = data / "bareme.toml"
    text = scale.read_text(encoding="utf-8")
    assert "3500" in text
    scale.write_text(text.replace("3500", "3400"), encoding="utf-8")


def test_a_newer_import_and_another_scale_change_nothing_of_it(
    store: Store, data: Path, tmp_path: Path
) -> None:
    fingerprint = sealed_demo(store, data)
    sealed = find_snapshot(store, fingerprint).figures
    change_scale(data)
    number, board = take_in(store, later_workbook(), "novembre.xlsx", data)
    assert current_import(store).id == number  # type: ignore[union-attr]
    assert sealed_figures(board) != sealed
    assert replayed(store, fingerprint, tmp_path / "fige") == sealed


def test_with_the_scale_of_today_the_figures_would_be_others(
    store: Store, data: Path, tmp_path: Path
) -> None:
    """What the test above rests on: the frozen scale is the one that is used."""
    fingerprint = sealed_demo(store, data)
    snapshot = find_snapshot(store, fingerprint)
    change_scale(data)
    today = build_board(read_import(store, snapshot.import_id), load_basis(data))
    assert sealed_figures(today) != snapshot.figures
    assert replayed(store, fingerprint, tmp_path / "fige") == snapshot.figures


def test_a_migration_of_the_schema_changes_nothing_of_it(store: Store, data: Path, tmp_path: Path) -> None:
    fingerprint = sealed_demo(store, data)
    sealed = find_snapshot(store, fingerprint).figures
    with store.upgrading() as connection:
        schema.upgrade(connection, more=[REBUILT])
    assert replayed(store, fingerprint, tmp_path / "fige") == sealed


def test_an_archive_restored_elsewhere_changes_nothing_of_it(
    store: Store, data: Path, tmp_path: Path
) -> None:
    fingerprint = sealed_demo(store, data)
    sealed = find_snapshot(store, fingerprint).figures
    write_archive(store, tmp_path / "memoire.zip")
    other = open_store(f"sqlite:///{tmp_path / 'ailleurs' / 'maynum.db'}")
    try:
        read_archive(other, tmp_path / "memoire.zip", "équipe")
        assert replayed(other, fingerprint, tmp_path / "fige") == sealed
    finally:
        other.close()


def test_the_same_figures_always_give_the_same_bytes(data: Path) -> None:
    content = DEMO_WORKBOOK.read_bytes()
    one, other = (
        build_board(read_workbook(content, name), load_basis(data)) for name in ("a.xlsx", "b.xlsx")
    )
    assert sealed_figures(one) == sealed_figures(other)
