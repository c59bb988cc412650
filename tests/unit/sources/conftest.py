"""Workbooks written by the tests, and archives altered byte by byte."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import cast

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from maynum_dash.sources import workbook
from maynum_dash.sources.cells import Cell, Witness
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.workbook import Workbook

Rows = Sequence[Sequence[object]]
WriteBook = Callable[..., bytes]
Rewrite = Callable[[bytes, Mapping[str, Callable[[bytes], bytes]]], bytes]

HEADINGS = ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention")
POST = ("P1", "Structure A", "Ernée", "Occupé", date(2026, 9, 1))


def write_book(sheets: Mapping[str, Rows], *, epoch_1904: bool = False) -> bytes:
    """Write sheets cell by cell with openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def rewrite_parts(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Copy an archive, changing the parts named."""
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        for name in names:
            body = source.read(name)
            target.writestr(name, changes[name](body) if name in changes else body)
        for name in changes.keys() - set(names):
            target.writestr(name, changes[name](b""))
    return result.getvalue()


@pytest.fixture
def write() -> WriteBook:
    return write_book


@pytest.fixture
def rewrite() -> Rewrite:
    return rewrite_parts


@pytest.fixture
def posts_book() -> Callable[..., bytes]:
    """Write a « Postes » sheet: one good post with more columns, or rows of one's own."""

    def make(extra: Mapping[str, object] | None = None, rows: Rows | None = None, **sheets: Rows) -> bytes:
        more = extra or {}
        body = rows if rows is not None else [(*POST, *more.values())]
        return write_book({"Postes": [(*HEADINGS, *more), *body], **sheets})

    return make


@pytest.fixture
def understand(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workbook]:
    """Give a meaning to cells as if a reading process had just handed them over."""

    def make(sheets: Mapping[str, Rows], *, epoch_1904: bool = False) -> Workbook:
        raw = RawWorkbook(
            sheets=tuple(
                RawSheet(name, False, 0, 0, 0, False, _filled(rows), Witness.COMPLETE, len(rows))
                for name, rows in sheets.items()
            ),
            epoch_1904=epoch_1904,
            macros=False,
            external_links=False,
        )
        monkeypatch.setattr(workbook, "read_raw", lambda _content, _name: raw)
        return workbook.read_workbook(b"", "suivi.xlsx")

    return make


def _filled(rows: Rows) -> list[tuple[int, list[Cell]]]:
    """Number the rows as Excel does, and leave the blank ones out."""
    return [
        (number, [cast("Cell", cell) for cell in row])
        for number, row in enumerate(rows, start=1)
        if any(cell is not None for cell in row)
    ]
