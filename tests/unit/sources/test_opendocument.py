import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.archive import LIMITS, Limits
from maynum_dash.sources.cells import Flaw, FlawKind, Witness
from maynum_dash.sources.guard import inspect
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.workbook import read_workbook

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def cell(text: str = "", attributes: str = 'office:value-type="string"', inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}<text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "Postes", attributes: str = "", before: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{before}{"".join(rows)}</table:table>'


def content_of(*tables: str, styles: str = "") -> bytes:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content{SPACES}{CALC}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    ).encode()


def ods(*tables: str, styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Write a small OpenDocument workbook by hand."""
    manifest = b"<manifest/>"
    all_parts = {
        "mimetype": ODS,
        "content.xml": content_of(*tables, styles=styles),
        "META-INF/manifest.xml": manifest,
    }
    all_parts.update(parts or {})
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in all_parts.items():
            target.writestr(name, body)
    return content.getvalue()


def refusal(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        inspect(content, "suivi.ods", limits)
    return str(caught.value)


HEADINGS = row(
    *map(cell, ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Département A1"))
)
DATE = cell("01/09/26", 'office:value-type="date" office:date-value="2026-09-01"')
EUROS = cell("3 500,50 €", 'office:value-type="currency" office:value="3500.5"')


def post(*more: str, key: str = "0012", attributes: str = "") -> str:
    return row(*map(cell, (key, "Asso A", "Ernée", "Occupé")), DATE, *more, attributes=attributes)


def test_an_opendocument_workbook_is_read_to_the_cent() -> None:
    workbook = read_workbook(ods(sheet(HEADINGS, post(EUROS))), "suivi.ods")
    assert workbook.posts["post_id"].tolist() == ["12"]
    assert workbook.posts["department_y1_cents"].tolist() == [350_050]
    assert [one.code for one in workbook.anomalies if one.code == "RELECTURE_IMPOSSIBLE"]


def test_what_the_reader_keeps_silent_is_noted() -> None:
    formula = 'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
    error = f'{formula} calcext:value-type="error"'
    bare = '<table:table-cell table:formula="of:=A1"/>'
    empty_text = cell("", 'table:formula="of:=&quot;&quot;" office:value-type="string"')
    raw = read_raw(
        ods(sheet(row(cell("#DIV/0!", error), cell("Err:502", formula), bare, empty_text, cell("#N/A")))),
        "a.ods",
    )
    assert (raw.nature, raw.sheets[0].witness) == (Nature.ODS, Witness.ABSENT)
    ((number, cells),) = raw.sheets[0].rows
    assert number == 1
    assert cells == [
        Flaw(FlawKind.ERROR, "#DIV/0!"),
        Flaw(FlawKind.ERROR, "Err:502"),
        Flaw(FlawKind.FORMULA, "formule"),
        None,
        Flaw(FlawKind.ERROR, "#N/A"),
    ]


def test_an_error_repeated_is_noted_in_each_cell() -> None:
    error = 'calcext:value-type="error" office:value-type="string" table:number-columns-repeated="2"'
    repeated = 'table:number-rows-repeated="2"'
    (one,) = read_raw(ods(sheet(row(cell("#REF!", error), attributes=repeated))), "a.ods").sheets
    flaw = Flaw(FlawKind.ERROR, "#REF!")
    assert one.rows == [(1, [flaw, flaw]), (2, [flaw, flaw])]


def test_repeated_and_blank_rows_keep_their_numbers() -> None:
    blank = row("<table:table-cell/>", attributes='table:number-rows-repeated="3"')
    twice = row(cell("b"), attributes='table:number-rows-repeated="2"')
    far = row("<table:table-cell/>", attributes='table:number-rows-repeated="1048570"')
    (one,) = read_raw(ods(sheet(blank, row(cell("a")), twice, far)), "a.ods").sheets
    assert one.rows == [(4, ["a"]), (5, ["b"]), (6, ["b"])]


def test_a_comment_is_no_part_of_its_cell() -> None:
    note = "<office:annotation><text:p>#REF!</text:p></office:annotation>"
    (one,) = read_raw(ods(sheet(row(cell("12", inside=note), cell("x", inside=note)))), "a.ods").sheets
    assert one.rows == [(1, ["12", "x"])]
    error = f'<table:table-cell calcext:value-type="error"><text:p>#N/A</text:p>{note}</table:table-cell>'
    (one,) = read_raw(ods(sheet(row(error))), "a.ods").sheets
    assert one.rows == [(1, [Flaw(FlawKind.ERROR, "#N/A")])]


def test_an_error_without_its_formula_is_noted() -> None:
    said = 'calcext:value-type="error" office:value-type="string" office:string-value=""'
    (one,) = read_raw(ods(sheet(row(cell("Err:522", said)))), "a.ods").sheets
    assert one.rows == [(1, [Flaw(FlawKind.ERROR, "Err:522")])]


def test_hidden_rows_columns_sheets_filters_and_merges_are_counted() -> None:
    styles = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    merged = cell("x", 'office:value-type="string" table:number-columns-spanned="2"')
    content = ods(
        sheet(
            row(merged, cell("y")),
            row(cell("z"), attributes='table:visibility="collapse"'),
            row(cell("z"), attributes='table:visibility="filter"'),
            attributes='table:style-name="ta1"',
            before=columns,
        ),
        sheet(name="Calculs", attributes='table:style-name="ta2"'),
        styles=styles,
    )
    first, second = read_raw(content, "a.ods").sheets
    assert (first.hidden, first.hidden_rows, first.hidden_columns, first.merges) == (False, 2, 1, 1)
    assert first.filtered
    assert (second.name, second.hidden, second.rows) == ("Calculs", True, [])


@pytest.mark.parametrize(
    "attributes",
    [
        'table:number-columns-repeated="16384" table:number-rows-spanned="1"',
        'table:number-columns-repeated="999999999"',
        'table:number-columns-repeated="99999999999999999999"',
    ],
)
def test_a_cell_repeated_without_end_is_refused_before_any_reader(attributes: str) -> None:
    cells = cell("1", f'office:value-type="float" office:value="1" {attributes}')
    content = ods(sheet(row(cells, attributes='table:number-rows-repeated="1000"')))
    assert "trop de cellules" in refusal(content)


def test_a_far_cell_is_refused_before_any_reader() -> None:
    down = row("<table:table-cell/>", attributes='table:number-rows-repeated="1048575"')
    right = '<table:table-cell table:number-columns-repeated="16383"/>'
    content = ods(sheet(row(cell("1")), down, row(right, cell("2"))))
    assert "s'étend de A1 à XFD1048577" in refusal(content)


def test_all_sheets_together_are_limited() -> None:
    content = ods(sheet(row(cell("1"), cell("2"))), sheet(row(cell("1"), cell("2")), name="Autre"))
    inspect(content, "a.ods", replace(LIMITS, total_box=4))
    assert "trop de cellules" in refusal(content, replace(LIMITS, total_box=3))


ENCRYPTED = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ods(parts={"META-INF/manifest.xml": ENCRYPTED}), "protégé par mot de passe"),
        (ods(parts={"encrypted-package": b"x"}), "protégé par mot de passe"),
        (ods(parts={"mimetype": b"application/vnd.oasis.opendocument.text"}), "pas un classeur (.ods)"),
        (ods(), "aucune feuille"),
        (ods(parts={"content.xml": b"<a"}), "endommagé"),
        (ods(parts={"content.xml": b"<!DOCTYPE a><a/>"}), "DOCTYPE"),
        (ods(parts={"content.xml": "<a/>".encode("utf-16")}), "UTF-8"),
        (ods(parts={"content.xml": b"<a>" * 300}), "emboîtés"),
        (ods(parts={"../mal.xml": b"x"}), "chemin interdit"),
        (ods(sheet(sheet())), "emboîté"),
        (ods(sheet(), sheet(name="POSTES")), "même nom"),
        (ods(sheet(row(attributes='table:number-rows-repeated="-1"'))), "nombre impossible"),
        (ods(sheet(row(attributes='table:number-rows-repeated="x"'))), "nombre impossible"),
        (ods(sheet(row(cell("a"))))[:-40], "tronquée"),
        (ods(parts={"Pictures/a.png": b"\0" * 40 * 2**20}), "bombe"),
        (ods(parts={"content.xml": b"<a>" + b" " * 40 * 2**20}), "bombe"),
    ],
)
def test_hostile_archives_are_refused_in_french(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_raw(content, "suivi.ods")
    assert words in str(caught.value)
