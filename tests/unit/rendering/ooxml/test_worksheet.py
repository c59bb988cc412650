from io import BytesIO

import openpyxl
import pytest

from maynum_dash.rendering.ooxml.outline import Box, read_outline
from maynum_dash.rendering.ooxml.package import TRANSITIONAL, Package
from maynum_dash.rendering.ooxml.styles import Styles
from maynum_dash.rendering.ooxml.worksheet import Marks, mark_sheet

MAIN = TRANSITIONAL.main


@pytest.fixture
def styles() -> Styles:
    written = BytesIO()
    openpyxl.Workbook().save(written)
    return Styles(Package(written.getvalue()))


def marked(xml: str, marks: Marks, styles: Styles) -> str:
    content = xml.encode()
    return mark_sheet(content, read_outline(content, ["un", "deux"]), marks, styles, "urn:r").decode()


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def test_texts_are_read_and_other_values_only_noticed() -> None:
    outline = read_outline(
        sheet(
            '<row r="2"><c r="B2" t="s"><v>1</v></c><c t="str"><f>A1</f><v>trois</v></c>'
            '<c r="F2"><v>4</v></c><c r="G2" s="3"/></row>'
            '<row><c t="inlineStr"><is><r><t>qu</t></r><r><t>atre</t></r></is></c></row>'
            '<row r="9"><c t="s"><v>7</v></c></row>',
            after='<mergeCells><mergeCell ref="A1:C2"/></mergeCells>',
        ).encode(),
        ["un", "deux"],
        {3},
    )
    assert outline.rows == [(2, [None, "deux", "trois", None, None, 0]), (3, ["quatre"])]
    assert outline.merges == [Box(1, 1, 2, 3)]
    assert outline.marked == {2: {7}}
    assert list(outline.places) == [2, 3, 9]


def test_cells_without_a_reference_keep_their_place(styles: Styles) -> None:
    rows = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>\n<row/>'
    result = marked(
        sheet(rows),
        Marks(fills={1: {3: "FF0000", 5: "FF0000"}, 2: {1: "FF0000"}}, texts={1: {7: ("x", 0)}}),
        styles,
    )
    assert (
        '<row><c><v>1</v></c><c r="C1" s="1"/><c r="D1"><v>2</v></c><c s="1"><v>3</v></c><c r="G1"' in result
    )
    assert '</row>\n<row><c r="A2" s="1"/></row></sheetData>' in result


def test_a_prefix_is_taken_up(styles: Styles) -> None:
    row = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    result = marked(xml, Marks(texts={1: {2: ("=1+1", 0)}}, widths={2: 9}, notes="rId1"), styles)
    assert '<x:cols><x:col min="2" max="2" width="9" customWidth="1"/></x:cols><x:sheetData>' in result
    assert (
        '<x:c r="B1" s="0" t="inlineStr"><x:is><x:t xml:space="preserve">=1+1</x:t></x:is></x:c></x:row>'
        in result
    )
    assert '</x:sheetData><x:legacyDrawing xmlns:r="urn:r" r:id="rId1"/></x:worksheet>' in result


@pytest.mark.parametrize(
    ("cols", "expected"),
    [
        ('<col min="1" max="2" width="5"/>', '<col min="1" max="2" width="5"/>NEW'),
        ('<col min="9" max="9" width="5"/>', 'NEW<col min="9" max="9" width="5"/>'),
        ('<col min="4" max="4" hidden="1"/>', "NEW"),
        (
            '<col min="2" max="16384" width="5" hidden="1"/>',
            '<col min="2" max="3" width="5" hidden="1"/>NEW<col min="5" max="16384" width="5" hidden="1"/>',
        ),
    ],
)
def test_a_width_is_given_and_the_others_stay(styles: Styles, cols: str, expected: str) -> None:
    xml = sheet('<row r="1"><c r="A1"/></row>', before=f"<cols>{cols}</cols>")
    result = marked(xml, Marks(texts={1: {4: ("x", 0)}}, widths={4: 80}), styles)
    new = '<col min="4" max="4" width="80" customWidth="1"/>'
    assert f"<cols>{expected.replace('NEW', new)}</cols>" in result


def test_an_absent_cell_takes_the_style_of_its_row_or_column(styles: Styles) -> None:
    base = styles.filled(0, "00FF00")
    xml = sheet(
        f'<row r="1" s="{base}" customFormat="1"><c r="A1"/></row><row r="2" s="0"><c r="A2"/></row>',
        before=f'<cols><col min="3" max="5" style="{base}"/></cols>',
    )
    result = marked(xml, Marks(fills={1: {3: "FF0000"}, 2: {3: "FF0000", 7: "FF0000"}}), styles)
    styled, plain = styles.filled(base, "FF0000"), styles.filled(0, "FF0000")
    assert f'<c r="C1" s="{styled}"/>' in result
    assert f'<c r="C2" s="{styled}"/><c r="G2" s="{plain}"/>' in result


def test_spans_and_dimension_follow(styles: Styles) -> None:
    xml = sheet('<row r="4" spans="2:3" ht="30"><c r="B4"/></row>', before='<dimension ref="B4:C4"/>')
    result = marked(xml, Marks(texts={4: {9: ("x", 0)}}), styles)
    assert '<dimension ref="B4:I4"/>' in result
    assert '<row r="4" spans="2:9" ht="30">' in result


def test_the_drawing_of_comments_stands_where_the_schema_wants_it(styles: Styles) -> None:
    xml = sheet('<row r="1"/>', after='<drawing r:id="a"/><tableParts count="0"/><extLst/>')
    assert '<drawing r:id="a"/><legacyDrawing xmlns:r="urn:r" r:id="z"/><tableParts' in marked(
        xml, Marks(notes="z"), styles
    )
