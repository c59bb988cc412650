"""What is read fast is what openpyxl reads, value by value, failure by failure; odd XML is left to it."""

import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from maynum_dash.sources.readers import FAILURES
from maynum_dash.sources.testimony import second_rows

Rewrite = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Style 1 is a day, style 2 a duration.
PLAIN = [
    '<c r="{}"/>',
    '<c r="{}" s="1"/>',
    '<c r="{}"><v>12</v></c>',
    '<c r="{}" t="n"><v>-3500.5</v></c>',
    '<c r="{}"><v>1E3</v></c>',
    '<c r="{}" s="1"><v>46266</v></c>',
    '<c r="{}" s="1"><v>46266.75</v></c>',
    '<c r="{}" s="2"><v>1.25</v></c>',
    '<c r="{}" t="s"><v>0</v></c>',
    '<c r="{}" t="b"><v>1</v></c>',
    '<c r="{}" t="e"><v>#REF!</v></c>',
    '<c r="{}" t="str"><f>A1&amp;"&lt;"</f><v>a &lt;b&gt; &#233;&#x2019; &amp;amp;lt;</v></c>',
    '<c r="{}" t="str"><v>a\r\nb\rc&#13;&#10;d</v></c>',
    '<c r="{}" t="inlineStr"><is><t>a\r\nb</t></is></c>',
    '<c r="{}"><f t="shared" si="0"/><v>7</v></c>',
    '<c r="{}"><f>1+1</f></c>',
    '<c r="{}"><f>1+1</f><v></v></c>',
    '<c r="{}"><v/></c>',
    '<c r="{}" t="inlineStr"><is><t xml:space="preserve"> é </t></is></c>',
    '<c r="{}" t="d"><v>2026-09-01</v></c>',
]
ODD = [
    '<c r="{}" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
    '<c s="1" r="{}"><v>46266</v></c>',
    '<c r="{}" cm="1"><v>5</v></c>',
    "<c><v>5</v></c>",
    '<c r="{}"><v><![CDATA[12]]></v></c>',
    '<c r="{}"><!-- 13 --><v>12</v></c>',
    '<c r="{}"> <v>12</v> </c>',
    '<c r="{}" t="s"><v>99</v></c>',
    '<c r="{}"><v>abc</v></c>',
    '<c r="{}" s="1"><v>99999999999</v></c>',
    '<c r="{}" t="b"><v>true</v></c>',
    '<c r="{}" t="d"><v>hier</v></c>',
    '<c r="A1"><v>5</v></c>',
    '<c r="{}"><v>5</v><extLst><ext/></extLst></c>',
    '<x:c xmlns:x="http://example.org" r="{}"><v>5</v></x:c>',
]
ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.lists(st.sampled_from([*PLAIN, *PLAIN, *ODD]), max_size=4)), max_size=4
)


@pytest.fixture
def book() -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as made:
        sheet = made.add_worksheet("Feuille")
        sheet.write_string("A1", "texte")
        sheet.write_number("B1", 46266, made.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number("C1", 1.25, made.add_format({"num_format": "[h]:mm"}))
    return content.getvalue()


def opened(content: bytes) -> Any:  # noqa: ANN401 -- its stubs do not say what iter_rows gives
    sheet: Any = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()
    return sheet


def told(rows: Iterator[Any]) -> list[object]:
    """Take the rows, without the blank cells of their ends; then how they ended."""
    found: list[object] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for row in rows:
                cells = list(row)
                while cells and cells[-1] in {None, ""}:
                    cells.pop()
                found.append([(type(cell), cell) for cell in cells])
    except FAILURES as error:
        found.append(type(error))
    return found


def sheet_xml(body: str, before: str = "", after: str = "") -> bytes:
    return f'<worksheet xmlns="{SPACE}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'.encode()


def check(content: bytes) -> None:
    expected = told(opened(content).iter_rows(values_only=True))
    assert told(second_rows(opened(content))) == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_each_value_is_the_one_of_openpyxl(
    rows: list[tuple[int, list[str]]], book: bytes, rewrite: Rewrite
) -> None:
    number, body = 0, ""
    for step, cells in rows:
        number += step
        written = "".join(cell.format(f"{'ABDE'[rank]}{number}") for rank, cell in enumerate(cells))
        body += f'<row r="{number}" spans="1:4">{written}</row>' if written else f'<row r="{number}"/>'
    check(rewrite(book, {SHEET: lambda _: sheet_xml(body)}))


@pytest.mark.parametrize(
    ("body", "before"),
    [
        ("", ""),
        ('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>', ""),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>', ""),
        ('<row><c r="A1"><v>1</v></c></row><row><c r="A2"><v>2</v></c></row>', ""),
        ('<!-- <row r="1"><c r="A1"><v>9</v></c></row> --><row r="1"><c r="A1"><v>1</v></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', "<!-- <sheetData> -->"),
        ('<row r="1.0"><c r="A1"><v>1</v></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1</v></c>texte</row>', ""),
        ('\n <row r="1" ht="12">\n<c r="A1"><v>1</v></c>\n</row>\n ', '<dimension ref="A1:XFD1048576"/>'),
        ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + " " * 300_000 + '<row r="5"/>', ""),
    ],
)
def test_an_odd_sheet_is_the_one_of_openpyxl(body: str, before: str, book: bytes, rewrite: Rewrite) -> None:
    check(rewrite(book, {SHEET: lambda _: sheet_xml(body, before)}))


def test_a_number_met_again_is_what_its_own_style_makes_of_it(book: bytes, rewrite: Rewrite) -> None:
    cells = [
        f'<c r="{letter}{{0}}"{style}><v>46266</v></c>'
        for letter, style in zip("ABC", ("", ' s="1"', ' s="2"'), strict=True)
    ]
    body = "".join(f'<row r="{row}">{"".join(cells).format(row)}</row>' for row in (1, 2))
    check(rewrite(book, {SHEET: lambda _: sheet_xml(body)}))


def test_what_usual_programs_write_needs_no_help(
    write: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = datetime(2026, 9, 1)  # noqa: DTZ001 -- a cell holds no time zone
    rows = [[f"P{rank}", rank, rank / 8, start, None, rank > 5, "é & <à>"] for rank in range(2000)]
    content = write({"Feuille": rows})
    expected = told(opened(content).iter_rows(values_only=True))
    monkeypatch.setattr(ReadOnlyWorksheet, "iter_rows", None)
    assert told(second_rows(opened(content))) == expected
