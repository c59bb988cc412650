import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TypeAlias

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.analysis.board import build_board
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.errors import UnannotatableFileError, UnreadableFileError
from maynum_dash.rendering.annotation import annotate, suffix
from maynum_dash.rendering.recap import COLOURS
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook

Convert: TypeAlias = Callable[[bytes, str], bytes]
Place: TypeAlias = tuple[str, int, int]
BLOCKING, WARNING, INFORMATION = Severity
SUMMER = "L'été « à part »"
FOUND = (
    Anomaly("POSTE", BLOCKING, "Postes", 5, "ID Poste", "P5", "Il est en double. Corrigez.", 350_000),
    Anomaly("EPCI", WARNING, "Postes", 5, "EPCI", "Ernee", "Il est inconnu."),
    Anomaly("MONTANT", INFORMATION, "Postes", 4, "Département A1", "3500", "Il est hors barème.", -1050),
    Anomaly("STRUCTURE", WARNING, "Postes", 4, "Structure", "", "Elle est écrite autrement.", 7),
    Anomaly("LIGNE", WARNING, "Postes", 7, "", "", "Elle est répétée."),
    Anomaly("COULEUR", INFORMATION, "Postes", 6, "EPCI", "Ernée", "Il est ancien."),
    Anomaly("VIDE", WARNING, "Postes", 9, "Remarques", "", "Elle est vide."),
    Anomaly("MONTANT", BLOCKING, SUMMER, 3, "Montant", "mille", "Il est illisible.", 12),
    Anomaly("FEUILLE", INFORMATION, "Postes", None, "", "", "Une ligne est masquée."),
    Anomaly("MACROS", INFORMATION, "", None, "", "", "Le classeur a des macros."),
)
COLUMN = {"Postes": 8, SUMMER: 4}
TOUCHED = {
    *(("Postes", 5, 1), ("Postes", 5, 3), ("Postes", 4, 6), ("Postes", 4, 2), ("Postes", 7, 1)),
    *(("Postes", 6, 3), ("Postes", 9, 7), (SUMMER, 3, 3)),
}
OURS = {("Postes", row, 8) for row in (3, 4, 5, 6, 7, 9)} | {(SUMMER, row, 4) for row in (1, 3)}
CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
REFERENCE = re.compile(rb'r="([A-Z]+[0-9]+)"')


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def look(cell: Cell | MergedCell) -> tuple[object, ...]:
    styles = (cell.font, cell.border, cell.alignment, cell.protection)
    # openpyxl compares the styles of two workbooks as different objects.
    return (cell.value, cell.data_type, cell.number_format, *map(repr, styles))


def painted(cell: Cell | MergedCell) -> tuple[object, ...]:
    # The second colour of a solid fill and the transparency are not seen, and LibreOffice changes them.
    fill = cell.fill
    return fill.fill_type, str(fill.fgColor.rgb)[-6:].upper() if fill.fill_type else None


def cells(sheet: Worksheet) -> Iterator[tuple[int, int, Cell]]:
    for line in sheet.iter_rows():
        for cell in line:
            if not isinstance(cell, MergedCell):
                yield cell.row, cell.column, cell


def text_of(comment: Comment | None) -> str:
    return "" if comment is None else comment.text


@pytest.fixture(scope="module")
def annotated(rich: bytes) -> bytes:
    return annotate(rich, "suivi.xlsx", FOUND)


@pytest.fixture(scope="module")
def book(annotated: bytes) -> openpyxl.Workbook:
    return opened(annotated)


def assert_same_cells(before: bytes, after: bytes, touched: set[Place], added: set[Place]) -> None:
    first, second = opened(before), opened(after)
    for sheet in first.worksheets:
        other = second[sheet.title]
        seen = {(row, column) for row, column, _ in cells(sheet)}
        for row, column, cell in cells(sheet):
            twin = other.cell(row, column)
            if (sheet.title, row, column) in added:
                continue
            assert look(cell) == look(twin), (sheet.title, cell.coordinate)
            if (sheet.title, row, column) not in touched:
                assert painted(cell) == painted(twin)
                assert text_of(cell.comment) == text_of(twin.comment)
        for row, column, cell in cells(other):
            if (row, column) not in seen and (sheet.title, row, column) not in touched | added:
                assert cell.value is None
                assert cell.comment is None


def test_untouched_cells_are_identical_and_touched_ones_differ_by_their_fill(
    rich: bytes, annotated: bytes
) -> None:
    assert_same_cells(rich, annotated, TOUCHED, OURS)


def test_untouched_cells_keep_the_bytes_of_their_xml(rich: bytes, annotated: bytes) -> None:
    before, after = parts(rich), parts(annotated)
    names = {"Postes": "xl/worksheets/sheet1.xml", SUMMER: "xl/worksheets/sheet2.xml"}
    for title, name in names.items():
        kept = {REFERENCE.findall(xml)[0]: xml for xml in CELL.findall(after[name])}
        for xml in CELL.findall(before[name]):
            reference = REFERENCE.findall(xml)[0]
            place = coordinate_to_tuple(reference.decode())
            if (title, *place) not in TOUCHED | OURS:
                assert kept[reference] == xml


def test_every_part_without_a_fault_is_copied_byte_for_byte(rich: bytes, annotated: bytes) -> None:
    before, after = parts(rich), parts(annotated)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }
    assert after.keys() - before.keys() == {
        "xl/worksheets/sheet4.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert any(name.startswith("xl/charts/") for name in before)
    assert any(name.startswith("xl/media/") for name in before)


def test_the_sheet_around_the_cells_is_kept(rich: bytes, annotated: bytes) -> None:
    before, after = (parts(content)["xl/worksheets/sheet1.xml"] for content in (rich, annotated))
    for tag in (
        b"sheetViews",
        b"mergeCells",
        b"conditionalFormatting",
        b"dataValidations",
        b"sheetProtection",
    ):
        pattern = re.compile(rb"<" + tag + rb"\b.*?(?:/>(?=<)|</" + tag + rb">)", re.DOTALL)
        assert pattern.findall(before) == pattern.findall(after) != []
    for tag in (b"autoFilter", b"drawing", b"legacyDrawing", b"hyperlinks"):
        pattern = re.compile(rb"<" + tag + rb"\b[^>]*>")
        assert pattern.findall(before) == pattern.findall(after) != []
    assert b'hidden="1"' in after
    assert b'<dimension ref="A1:H9"' in after


def test_a_faulty_cell_is_coloured_by_its_gravest_anomaly(book: openpyxl.Workbook) -> None:
    expected = {
        ("Postes", "A5"): BLOCKING,
        ("Postes", "C5"): WARNING,
        ("Postes", "F4"): INFORMATION,
        ("Postes", "A7"): WARNING,
        ("Postes", "G9"): WARNING,
        (SUMMER, "C3"): BLOCKING,
    }
    for (sheet, reference), severity in expected.items():
        fill = book[sheet][reference].fill
        assert (fill.fill_type, fill.fgColor.rgb) == ("solid", f"FF{COLOURS[severity]}")


def test_a_faulty_cell_has_a_comment_with_severity_explanation_and_euros(book: openpyxl.Workbook) -> None:
    said = text_of(book["Postes"]["A5"].comment)
    assert said == (
        "MayNum Dash :\nBloquante – ID Poste\nIl est en double. Corrigez.\n"
        "Euros en jeu : 3\u202f500,00\u00a0€"
    )
    assert text_of(book[SUMMER]["C3"].comment).startswith("MayNum Dash :\nBloquante – Montant\n")


def test_a_comment_that_was_there_is_kept_and_followed_by_ours(book: openpyxl.Workbook) -> None:
    comment = book["Postes"]["B4"].comment
    assert comment is not None
    assert comment.author == "Équipe"
    assert comment.text.startswith("Vu avec la structure\n\nMayNum Dash :\nAvertissement – Structure\n")
    assert text_of(book["Postes"]["B7"].comment) == "Rien à voir"


def test_each_table_has_a_column_at_its_right(book: openpyxl.Workbook) -> None:
    sheet = book["Postes"]
    assert sheet["H3"].value == "Anomalie"
    assert sheet["H5"].value == (
        "Bloquante – ID Poste : Il est en double. Corrigez. | Avertissement – EPCI : Il est inconnu."
    )
    assert sheet["H7"].value == "Avertissement – Elle est répétée."
    assert sheet["H8"].value is None
    assert (book[SUMMER]["D1"].value, book[SUMMER]["D2"].value) == ("Anomalie", None)
    assert sheet.column_dimensions["H"].width == 80
    assert (sheet.column_dimensions["B"].width, sheet.column_dimensions["G"].width) == (33, 41)


def test_the_last_sheet_lists_everything_by_severity_then_euros(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Postes", SUMMER, "Brouillon", "Anomalies"]
    lines = list(book["Anomalies"].iter_rows(values_only=True))
    heading = next(rank for rank, line in enumerate(lines) if line[1] == "Feuille")
    listed = [(line[0], line[1], line[2], line[4], line[7], line[8]) for line in lines[heading + 1 :]]
    assert listed[:5] == [
        ("Bloquante", "Postes", 5, "A5", 3500, "POSTE"),
        ("Bloquante", SUMMER, 3, "C3", 0.12, "MONTANT"),
        ("Avertissement", "Postes", 4, "B4", 0.07, "STRUCTURE"),
        ("Avertissement", "Postes", 5, "C5", None, "EPCI"),
        ("Avertissement", "Postes", 7, "A7", None, "LIGNE"),
    ]
    assert listed[-2:] == [
        ("Information", "Postes", None, "Feuille", None, "FEUILLE"),
        ("Information", "Tout le classeur", None, None, None, "MACROS"),
    ]
    assert len(listed) == len(FOUND)
    counts = {line[0]: line[1:3] for line in lines[:heading] if isinstance(line[1], int)}
    assert counts == {
        "Bloquante": (2, 3500.12),
        "Avertissement": (4, 0.07),
        "Information": (4, 10.5),
        "Ensemble": (10, 3510.69),
    }


def test_links_lead_to_the_cells_whatever_the_name_of_the_sheet(book: openpyxl.Workbook) -> None:
    sheet = book["Anomalies"]
    locations = {cell.hyperlink.location for line in sheet.iter_rows() for cell in line if cell.hyperlink}
    assert "'L''été « à part »'!C3" in locations
    assert "'Postes'!A5" in locations
    assert "'Postes'!A1" in locations


def test_a_protected_sheet_is_named(book: openpyxl.Workbook) -> None:
    texts = [str(cell.value) for cell in book["Anomalies"]["A"]]
    assert any("La feuille « Postes » est protégée" in text for text in texts)
    assert not any(f"La feuille « {SUMMER} » est protégée" in text for text in texts)


def test_libreoffice_opens_it_and_sees_the_same_cells(
    rich: bytes, annotated: bytes, libreoffice: Convert
) -> None:
    before, after = (libreoffice(content, "xlsx") for content in (rich, annotated))
    assert_same_cells(before, after, TOUCHED, OURS)
    book = opened(after)
    assert book.sheetnames[-1] == "Anomalies"
    assert "Il est en double" in text_of(book["Postes"]["A5"].comment)
    assert "Vu avec la structure" in text_of(book["Postes"]["B4"].comment)
    assert book["Postes"]["A5"].fill.fgColor.rgb == f"FF{COLOURS[BLOCKING]}"
    assert book["Anomalies"].max_row >= len(FOUND)
    names = parts(after)
    assert any(name.startswith("xl/charts/") for name in names)
    assert any(name.startswith("xl/media/") for name in names)


def test_a_workbook_saved_by_libreoffice_is_annotated_alike(rich: bytes, libreoffice: Convert) -> None:
    source = libreoffice(rich, "xlsx")
    assert b"legacyDrawing" in parts(source)["xl/worksheets/sheet1.xml"]
    result = annotate(source, "suivi.xlsx", FOUND)
    assert_same_cells(source, result, TOUCHED, OURS)
    assert_same_cells(libreoffice(source, "xlsx"), libreoffice(result, "xlsx"), TOUCHED, OURS)


def test_annotated_again_it_says_what_is_left_only(rich: bytes, annotated: bytes) -> None:
    again = annotate(annotated, "suivi.xlsx", FOUND[5:])
    book, first = opened(again), opened(rich)
    assert book.sheetnames == ["Postes", SUMMER, "Brouillon", "Anomalies"]
    sheet = book["Postes"]
    assert sheet["A5"].comment is None
    assert text_of(sheet["B4"].comment) == "Vu avec la structure"
    assert (sheet["H5"].value, sheet["I3"].value) == (None, None)
    assert sheet["H6"].value == "Information – EPCI : Il est ancien."
    assert sheet["A5"].fill.fill_type is None
    assert sheet["C6"].fill.fgColor.rgb == f"FF{COLOURS[INFORMATION]}"
    lines = [line for line in book["Anomalies"].iter_rows(values_only=True) if line[8]]
    assert len(lines) == 1 + len(FOUND[5:])
    clean = opened(annotate(again, "suivi.xlsx", FOUND[8:]))
    assert clean["Postes"]["H3"].value is None
    for row, column, cell in cells(first["Postes"]):
        assert painted(clean["Postes"].cell(row, column)) == painted(cell)
        assert text_of(clean["Postes"].cell(row, column).comment) == text_of(cell.comment)


def test_a_corrected_cell_has_its_colour_again_even_after_libreoffice(
    rich: bytes, annotated: bytes, libreoffice: Convert
) -> None:
    first = opened(rich)["Postes"]
    for content, yellow in ((annotated, "solid"), (libreoffice(annotated, "xlsx"), None)):
        sheet = opened(annotate(content, "suivi.xlsx", []))["Postes"]
        for row, column, cell in cells(first):
            if cell.coordinate != "C6" and column < 8:
                assert painted(sheet.cell(row, column)) == painted(cell), cell.coordinate
            assert text_of(sheet.cell(row, column).comment) == text_of(cell.comment)
        # LibreOffice forgets the colour that ours replaced.
        assert sheet["C6"].fill.fill_type == yellow
        assert sheet["H3"].value is None


def test_annotated_again_after_libreoffice_it_says_each_thing_once(
    annotated: bytes, libreoffice: Convert
) -> None:
    book = opened(annotate(libreoffice(annotated, "xlsx"), "suivi.xlsx", FOUND))
    sheet = book["Postes"]
    assert text_of(sheet["A5"].comment).count("Il est en double") == 1
    assert text_of(sheet["B4"].comment).count("Elle est écrite autrement") == 1
    assert book.sheetnames == opened(annotated).sheetnames
    assert (sheet["H3"].value, sheet["I3"].value) == ("Anomalie", None)


def test_a_sheet_of_that_name_is_not_replaced() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "anomalies"
    book.worksheets[0]["A1"] = "Mes notes"
    written = BytesIO()
    book.save(written)
    result = opened(annotate(written.getvalue(), "a.xlsx", FOUND[-1:]))
    assert result.sheetnames == ["anomalies", "Anomalies (2)"]
    assert result["anomalies"]["A1"].value == "Mes notes"


PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://example.org","cliquez")',
    "@SUM(A1)",
    "\t=1+1",
    "－1",
    "#REF!",
    "<script>alert(1)</script>",
    "]]></t></is></c>",
    '" onmouseover="x',
    "&lt;b&gt;",
    "_x003D_1+1",
    "a\x00b\ud800c",
    "{=1+1}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_others_stay_words(rich: bytes, payload: str) -> None:
    hostile = Anomaly(payload, BLOCKING, "Postes", 5, payload, payload, payload)
    result = annotate(rich, f"{payload}.xlsx", [hostile])
    for name, content in parts(result).items():
        if name.startswith("xl/worksheets/sheet4"):
            assert b"<f>" not in content
    clean = payload.replace("\x00", "").replace("\ud800", "")
    sheet = opened(result)["Anomalies"]
    row = sheet.max_row
    assert str(sheet.cell(row, 6).value) == clean
    assert sheet.cell(row, 6).data_type == "s"
    assert clean in str(opened(result)["Postes"]["H5"].value)


def test_a_risky_text_stays_a_text_when_it_is_edited(rich: bytes) -> None:
    result = opened(annotate(rich, "a.xlsx", [Anomaly("X", BLOCKING, "Postes", 5, "", "=1+1", "Non.")]))
    sheet = result["Anomalies"]
    assert sheet.cell(sheet.max_row, 6).quotePrefix


def test_two_thousand_anomalies_are_marked() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Postes"
    sheet.append([*(f"Colonne {rank}" for rank in range(20)), "ID Poste", "Structure", "EPCI", "Statut"])
    for row in range(4000):
        sheet.append([*range(20), f"P{row}", "Mairie", "Ernée", "Occupé"])
    written = BytesIO()
    book.save(written)
    found = [
        Anomaly("X", WARNING, "Postes", 2 + 2 * rank, "EPCI", "Ernée", "Il est inconnu.", rank)
        for rank in range(2000)
    ]
    result = annotate(written.getvalue(), "a.xlsx", found)
    sheet = opened(result)["Postes"]
    assert sum(cell.comment is not None for cell in sheet["W"]) == 2000


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_other_natures_are_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UnannotatableFileError, match="enregistrez-le au format"):
        annotate(content, "suivi.csv", FOUND)


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_other_archives_are_refused(part: str) -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        zipped.writestr(part, "<a/>")
    with pytest.raises((UnannotatableFileError, UnreadableFileError)):
        annotate(written.getvalue(), "suivi.ods", FOUND)


@pytest.mark.parametrize(
    "part", ["xl/styles.xml", "xl/comments/comment1.xml", "xl/worksheets/_rels/sheet1.xml.rels"]
)
def test_a_damaged_part_is_refused(rich: bytes, part: str) -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        for name, content in parts(rich).items():
            zipped.writestr(name, content[:-9] if name == part else content)
    with pytest.raises(UnannotatableFileError, match="une de ses parties est endommagée"):
        annotate(written.getvalue(), "suivi.xlsx", FOUND)


def test_a_sheet_of_posts_of_another_name_is_marked_too(basis: Basis) -> None:
    book = openpyxl.load_workbook(DEMO_WORKBOOK)
    book["Postes"].title = "Suivi des postes"
    written = BytesIO()
    book.save(written)
    found = _check(written.getvalue(), basis)
    given = opened(annotate(written.getvalue(), "suivi.xlsx", found))["Suivi des postes"]
    marked = {cell.row for line in given.iter_rows(min_row=4) for cell in line if text_of(cell.comment)}
    assert marked >= {one.row for one in found if one.code == "PLAFOND_DEPASSE"} != set()


def test_macros_stay_and_the_name_keeps_its_end(rich: bytes) -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts(rich).items():
            zipped.writestr(
                name,
                content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ),
            )
        zipped.writestr("xl/vbaProject.bin", b"\xcc\x61macros")
    result = annotate(written.getvalue(), "suivi.xlsm", FOUND)
    assert parts(result)["xl/vbaProject.bin"] == b"\xcc\x61macros"
    assert (suffix(result), suffix(annotate(rich, "suivi.xlsx", FOUND))) == (".xlsm", ".xlsx")


def test_a_corrected_copy_given_again_has_none_of_the_faults(basis: Basis) -> None:
    book = openpyxl.load_workbook(DEMO_WORKBOOK)
    posts, payments = book["Postes"], book["Versements"]
    columns = {str(cell.value): rank for rank, cell in enumerate(posts[3], start=1)}
    faults = {(4, "EPCI"): "Ernai", (5, "Statut"): "Parti", (6, "Début de convention"): "31/02/2026"}
    right = {place: posts.cell(place[0], columns[place[1]]).value for place in faults}
    for (row, heading), value in faults.items():
        posts.cell(row, columns[heading]).value = value
    amount = payments["C4"].value
    payments["C4"].value = "beaucoup"
    spoiled = BytesIO()
    book.save(spoiled)
    sound = {_key(one) for one in _check(DEMO_WORKBOOK.read_bytes(), basis)}
    found = _check(spoiled.getvalue(), basis)
    injected = {_key(one) for one in found} - sound
    assert {one.row for one in found if _key(one) in injected and one.sheet == "Postes"} >= {4, 5, 6}
    annotated = annotate(spoiled.getvalue(), "suivi.xlsx", found)
    assert {_key(one) for one in _check(annotated, basis)} == {_key(one) for one in found}
    given = openpyxl.load_workbook(BytesIO(annotated))
    assert given["Versements"]["C4"].comment is not None
    for (row, heading), before in right.items():
        given["Postes"].cell(row, columns[heading]).value = before
    given["Versements"]["C4"] = amount
    corrected = BytesIO()
    given.save(corrected)
    assert {_key(one) for one in _check(corrected.getvalue(), basis)} == sound


def _check(content: bytes, basis: Basis) -> tuple[Anomaly, ...]:
    return build_board(read_workbook(content, "suivi.xlsx"), basis).anomalies


def _key(anomaly: Anomaly) -> tuple[object, ...]:
    return anomaly.code, anomaly.sheet, anomaly.row, anomaly.column, anomaly.message


@settings(max_examples=25, deadline=None)
@given(
    table=st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.integers(-9, 9),
                st.booleans(),
                st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6),
            ),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=6,
    ),
    spots=st.sets(st.tuples(st.integers(1, 7), st.sampled_from(["", "A", "B", "Montant"])), max_size=5),
)
def test_any_small_sheet_keeps_its_other_cells(
    table: list[list[object]], spots: set[tuple[int, str]]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Feuille d'été"
    sheet.append(["A", "B", "Montant"])
    for line in table:
        sheet.append(line)
    written = BytesIO()
    book.save(written)
    found = [Anomaly("X", WARNING, sheet.title, row + 1, column, "", "Non.") for row, column in spots]
    result = annotate(written.getvalue(), "a.xlsx", found)
    columns = {"": 1, "A": 1, "B": 2, "Montant": 3}
    touched = {(sheet.title, row + 1, columns[column]) for row, column in spots}
    added = {
        (sheet.title, row, column)
        for row, column, cell in cells(opened(result)[sheet.title])
        if column > 3 and str(cell.value).startswith(("Anomalie", "Avertissement – "))
    }
    assert len(added) <= len({row for row, _ in spots}) + 1
    assert_same_cells(written.getvalue(), result, touched, added)
    assert opened(result).sheetnames[-1] == "Anomalies"
