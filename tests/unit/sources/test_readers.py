import re
import time
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest

from maynum_dash.sources.cells import Cell, Flaw, FlawKind, Witness
from maynum_dash.sources.guard import inspect
from maynum_dash.sources.readers import Readers, Report

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Rewrite = Callable[..., bytes]
Write = Callable[..., bytes]


def read(
    content: bytes, *, seconds: float = 60.0, first: bool = True
) -> tuple[dict[int, list[Cell]], Report]:
    found = inspect(content, "suivi.xlsx")
    readers = Readers(content, found, time.monotonic() + seconds, first=first)
    sheet, scan = found.sheets[0]
    report = Report()
    rows = readers.rows(sheet.name, scan, report)
    assert rows is not None
    return dict(rows), report


def disagreement(text: str) -> Flaw:
    return Flaw(FlawKind.DISAGREEMENT, text)


def test_entities_cannot_expand_in_the_second_reader() -> None:
    assert openpyxl.DEFUSEDXML is True


def test_both_readers_agree_on_every_type(write: Write) -> None:
    row = ["texte", 12, 12.5, True, date(2026, 9, 1), datetime.fromisoformat("2026-09-01T08:30"), None, "fin"]
    cells, report = read(write({"Postes": [[], row]}))
    assert cells == {2: row}
    assert report.witness is Witness.COMPLETE


def test_a_table_that_does_not_start_in_a1_keeps_its_place(write: Write) -> None:
    cells, _ = read(write({"Postes": [[], [], [None, None, "C3"]]}))
    assert cells == {3: [None, None, "C3"]}


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#SPILL!", "#CALC!"])
def test_an_error_is_located_and_the_rest_is_read(write: Write, rewrite: Rewrite, error: str) -> None:
    content = rewrite(
        write({"Postes": [[1, 2], [3, 4]]}),
        {
            SHEET: lambda body: body.replace(
                b'<c r="B1" t="n"><v>2</v>', f'<c r="B1" t="e"><v>{error}</v>'.encode()
            )
        },
    )
    cells, _ = read(content)
    assert cells == {1: [1, Flaw(FlawKind.ERROR, error)], 2: [3, 4]}


def test_a_formula_without_result_is_located(write: Write) -> None:
    cells, _ = read(write({"Postes": [[1, "=A1+1"], [2, None, "=A2"]]}))
    formula = Flaw(FlawKind.FORMULA, "formule")
    assert cells == {1: [1, formula], 2: [2, None, formula]}


def test_a_row_that_one_reader_drops_is_a_disagreement(write: Write, rewrite: Rewrite) -> None:
    def swap(body: bytes) -> bytes:
        first, second = re.findall(rb"<row .*?</row>", body)
        return body.replace(first + second, second + first)

    cells, _ = read(rewrite(write({"Postes": [[10, 20], [30, 40]]}), {SHEET: swap}))
    flat = [cell for row in cells.values() for cell in row]
    assert all(isinstance(cell, Flaw) or cell in {30, 40} for cell in flat)
    assert disagreement("10 ou vide") in flat


def test_a_cell_written_twice_is_not_silent(write: Write, rewrite: Rewrite) -> None:
    twice = b'<c r="A1" t="n"><v>1</v></c><c r="A1" t="n"><v>9</v></c>'
    content = rewrite(
        write({"Postes": [[1, 2]]}),
        {SHEET: lambda body: body.replace(b'<c r="A1" t="n"><v>1</v></c>', twice)},
    )
    cells, report = read(content)
    assert cells[1][0] == 9 or isinstance(cells[1][0], Flaw)
    assert report.witness is Witness.COMPLETE


def test_a_lying_dimension_hides_nothing(write: Write, rewrite: Rewrite) -> None:
    content = rewrite(
        write({"Postes": [[1, 2], [3, 4]]}),
        {SHEET: lambda body: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', body)},
    )
    assert read(content)[0] == {1: [1, 2], 2: [3, 4]}


def test_the_iso_strict_dialect_has_no_witness_and_it_is_said(write: Write, rewrite: Rewrite) -> None:
    def strict(body: bytes) -> bytes:
        return body.replace(MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            RELATIONS, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )

    content = write({"Postes": [["a", date(2026, 9, 1)]]})
    parts = (
        "xl/workbook.xml",
        "xl/styles.xml",
        SHEET,
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
    )
    cells, report = read(rewrite(content, dict.fromkeys(parts, strict)))
    assert cells == {1: ["a", date(2026, 9, 1)]}
    assert report.witness is Witness.ABSENT


@pytest.mark.filterwarnings("ignore:Workbook contains no stylesheet")
def test_a_witness_that_breaks_down_is_not_a_disagreement(write: Write, rewrite: Rewrite) -> None:
    content = rewrite(
        write({"Postes": [[1, 2]]}), {"xl/styles.xml": lambda _: b"<styleSheet><cellXfs/></styleSheet>"}
    )
    cells, report = read(content)
    assert [cell for cell in cells[1] if isinstance(cell, Flaw)] == []
    assert report.witness in {Witness.ABSENT, Witness.COMPLETE}


def test_a_late_witness_leaves_the_values_and_says_where_it_stopped(write: Write) -> None:
    cells, report = read(write({"Postes": [[1], [2], [3]]}), seconds=-1.0)
    assert cells == {1: [1], 2: [2], 3: [3]}
    assert (report.witness, report.last) == (Witness.PARTIAL, 0)


def test_a_witness_that_stumbles_on_a_cell_is_not_called_late(write: Write, rewrite: Rewrite) -> None:
    content = rewrite(
        write({"Postes": [[1], [2], [3]]}), {SHEET: lambda body: body.replace(b"<v>3</v>", b"<v>NaN</v>")}
    )
    cells, report = read(content)
    assert (cells[1], cells[2]) == ([1], [2])
    assert (report.witness, report.last) == (Witness.BROKEN, 2)


def test_the_second_reader_can_read_alone(write: Write) -> None:
    cells, report = read(write({"Postes": [["a", 1], [], ["b", date(2026, 9, 1)]]}), first=False)
    assert cells == {1: ["a", 1], 3: ["b", datetime.fromisoformat("2026-09-01")]}
    assert report.witness is Witness.ALONE


def test_days_are_counted_from_1904_by_both_readers(write: Write) -> None:
    cells, report = read(write({"Postes": [[date(2026, 9, 1)]]}, epoch_1904=True))
    assert cells == {1: [date(2026, 9, 1)]}
    assert report.witness is Witness.COMPLETE
