"""Workbooks written by the tests, and archives altered byte by byte."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

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
