import csv
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from maynum_dash.rendering.neutral import csv_text, html_text, inert_text, markdown_text, write_text

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","cliquez")',
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\x00=1+1",
    "\u202e=1+1",
    "\x00\x01=1+1",
    "\x01=1+1",
    "\x1f \x02-1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\n=1+1",
]
WORDS = ["", "Ernée", "Pays de Château-Gontier", "1er mars", "'=1+1", "a=b", "CC de l’Ernée"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_csv_field_that_could_run_stands_behind_an_apostrophe(text: str) -> None:
    written = csv_text(text)
    assert written.startswith("'")
    assert "\x00" not in written


@pytest.mark.parametrize("text", WORDS)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert csv_text(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_neutral_csv_field_survives_a_round_trip(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([csv_text(text), "suite"])
    read = next(csv.reader(io.StringIO(file.getvalue(), newline="")))
    assert read == [csv_text(text), "suite"]


@pytest.mark.parametrize("text", [*FORMULAS, "#REF!", "#N/A", "{=1+1}"])
def test_a_cell_holds_a_text_never_a_formula_or_an_error(text: str) -> None:
    workbook = Workbook()
    write_text(workbook.worksheets[0], 1, 1, text)
    saved = io.BytesIO()
    workbook.save(saved)
    cell = load_workbook(saved).worksheets[0]["A1"]
    assert cell.data_type == "s"
    with zipfile.ZipFile(saved) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_cell_that_starts_like_a_formula_is_quoted_for_later_editing() -> None:
    workbook = Workbook()
    assert write_text(workbook.worksheets[0], 1, 1, "=1+1").quotePrefix
    assert not write_text(workbook.worksheets[0], 2, 1, "Ernée").quotePrefix


def test_characters_that_xml_forbids_disappear() -> None:
    assert inert_text("a\x00\x08\x0b\x1f\ud800\uffffb\tc\nd") == "ab\tc\nd"


def test_a_name_is_read_in_one_direction() -> None:
    # « Mairie 000 51 » would be shown as « Mairie 15 000 ».
    assert inert_text("Mairie \u202e000 51\u202c") == "Mairie 000 51"
    assert html_text("\u2067a\u2069") == markdown_text("\u2067a\u2069") == "a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ernée", "Ernée"),
        ("# titre", "\\# titre"),
        ("[x](javascript:alert(1))", "\\[x\\]\\(javascript\\:alert\\(1\\)\\)"),
        (":red[rouge]", "\\:red\\[rouge\\]"),
        ("$x^2$", "\\$x\\^2\\$"),
        ("<script>", "\\<script\\>"),
        ("&lt;b&gt;", "\\&lt\\;b\\&gt\\;"),
        ("1. liste", "1\\. liste"),
        ("deux\nlignes", "deux lignes"),
        ("www.example.org", "www\\.example\\.org"),
    ],
)
def test_markdown_shows_the_text_letter_for_letter(text: str, expected: str) -> None:
    assert markdown_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ernée", "Ernée"),
        ("<b>gras</b>", "&lt;b&gt;gras&lt;/b&gt;"),
        ('" onmouseover="x', "&#34; onmouseover=&#34;x"),
        ("l'Ernée", "l&#39;Ernée"),
        ("a & b", "a &amp; b"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_html_shows_the_text_letter_for_letter(text: str, expected: str) -> None:
    assert html_text(text) == expected
