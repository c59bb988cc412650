import pytest

from maynum_dash.sources.grid import column_letters, column_number
from maynum_dash.sources.scan import ScanError, SheetScan, scan_sheet

LARGEST = 1000


def scan(data: str, *, before: str = "", after: str = "", prefix: str = "") -> SheetScan:
    colon = f":{prefix}" if prefix else ""
    tag = f"{prefix}:" if prefix else ""
    xml = (
        f'<{tag}worksheet xmlns{colon}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<{tag}sheetData>{data}</{tag}sheetData>{after}</{tag}worksheet>"
    ).encode()
    return scan_sheet("Postes", [xml[:40], xml[40:]], LARGEST)


def test_an_empty_sheet_holds_nothing() -> None:
    found = scan("")
    assert (found.cells, found.box) == (0, 0)


def test_the_rectangle_covers_the_cells_that_hold_something() -> None:
    found = scan(
        '<row r="2"><c r="B2"><v>1</v></c><c r="Z2" s="4"/></row>'
        '<row r="5"><c r="D5" t="inlineStr"><is><t>x</t></is></c></row><row r="900"/>'
    )
    assert (found.first_row, found.first_column, found.last_row, found.last_column) == (2, 2, 5, 4)
    assert (found.cells, found.box) == (2, 12)


def test_cells_without_references_follow_one_another() -> None:
    found = scan("<row><c><v>1</v></c><c/><c><v>1</v></c></row><row><c><v>1</v></c></row>")
    assert (found.first_row, found.first_column, found.last_row, found.last_column) == (1, 1, 2, 3)


def test_a_prefixed_namespace_changes_nothing() -> None:
    found = scan('<x:row r="3"><x:c r="C3" t="e"><x:v>#N/A</x:v></x:c></x:row>', prefix="x")
    assert found.errors == {(3, 3): "#N/A"}


def test_errors_and_formulas_without_result_are_located() -> None:
    found = scan(
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="B1"><f>A2+1</f></c><c r="C1"><f>A2+1</f><v></v></c><c r="D1"><f>A2+1</f><v>3</v></c>'
        '<c r="E1" t="str"><f>""</f><v></v></c><c r="F1" t="e"><v/></c></row>'
    )
    assert found.errors == {(1, 1): "#DIV/0!", (1, 6): "#ERREUR!"}
    assert found.formulas == {(1, 2), (1, 3)}
    assert found.cells == 6


def test_only_the_text_of_the_cell_is_its_error() -> None:
    after = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>ISBLANK(A1)</formula></cfRule>'
        "</conditionalFormatting><dataValidations><dataValidation><formula1>Listes!A1</formula1>"
        "</dataValidation></dataValidations>"
    )
    assert scan('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', after=after).errors == {(1, 1): "#REF!"}
    formula = scan('<row r="1"><c r="A1"><f>A2</f><v></v></c></row>', after=after)
    assert formula.formulas == {(1, 1)}
    rich = scan(
        '<row r="1"><c r="A1" t="e"><is><r><t>#RE</t></r><r><t>F!</t></r></is></c></row>', after=after
    )
    assert rich.errors == {(1, 1): "#REF!"}


def test_what_is_hidden_merged_or_filtered_is_counted() -> None:
    found = scan(
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>',
        before='<cols><col min="2" max="16384" hidden="1"/></cols>',
        after='<autoFilter ref="A1:C9"><filterColumn colId="0"/></autoFilter>'
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    assert (found.hidden_rows, found.hidden_columns, found.merges, found.filtered) == (1, 2, 1, True)


def test_a_filter_that_filters_nothing_is_not_active() -> None:
    assert not scan("", after='<autoFilter ref="A1:C9"/>').filtered


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            "trop de cellules",
        ),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "limites d'Excel"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "ligne impossible"),
        ('<row r="1"><c r="A1048577"><v>1</v></c></row>', "limites d'Excel"),
        ('<row r="0"><c r="A1"><v>1</v></c></row>', "ligne impossible"),
        ('<row r="-1"/>', "ligne impossible"),
        ('<row r="99999999999999"/>', "ligne impossible"),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "cellule impossible"),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', "cellule impossible"),
        ('<row r="1"><c r="ABCD1"><v>1</v></c></row>', "cellule impossible"),
        ("<row>", "endommagé"),
        ("<row>\x01</row>", "endommagé"),
    ],
)
def test_a_sheet_that_no_reader_should_get_is_refused_in_french(data: str, words: str) -> None:
    with pytest.raises(ScanError, match=words) as caught:
        scan(data)
    assert "« Postes »" in caught.value.reason
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_letters_and_numbers(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number
