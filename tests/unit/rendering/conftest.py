"""A workbook that holds what people put in workbooks, and LibreOffice to open it with."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TypeAlias

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.comparison.changes import compare
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.slides.catalogue import compose
from maynum_dash.rendering.slides.model import Deck
from maynum_dash.rendering.slides.subject import Previous, Subject
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook

HEADINGS = ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Département A1", "Remarques")
LAST_ROW = 9
MakeBoard: TypeAlias = Callable[..., Board]
Speak: TypeAlias = Callable[..., Subject]
Convert: TypeAlias = Callable[[bytes, str], bytes]
ConvertEach: TypeAlias = Callable[[Mapping[str, bytes], str], dict[str, bytes]]


def picture() -> BytesIO:
    drawn = BytesIO()
    Picture.new("RGB", (12, 8), (41, 89, 143)).save(drawn, "PNG")
    return drawn


def write_posts(sheet: Worksheet) -> None:
    """Fill a sheet with posts; row 1 is a title, row 3 the headings."""
    sheet["A1"] = "Suivi des postes"
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.merge_cells("A1:D1")
    for column, heading in enumerate(HEADINGS, start=1):
        cell = sheet.cell(3, column, heading)
        cell.fill = PatternFill("solid", fgColor="29598F")
        cell.font = Font(color="FFFFFF", bold=True)
    for row in range(4, LAST_ROW + 1):
        values = (f"P{row}", "Structure d'été", "Ernée", "Occupé", date(2026, 9, 1), 3500, None)
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            cell.border = Border(bottom=Side("thin", color="C9D3DE"))
            cell.alignment = Alignment(vertical="center", indent=1)
        sheet.cell(row, 5).number_format = "dd/mm/yyyy"
        sheet.cell(row, 6).number_format = "#,##0.00"
    sheet["F5"] = "=3000+500"
    sheet["C6"].fill = PatternFill("solid", fgColor="FFFF00")


def decorate(sheet: Worksheet) -> None:
    """Add what a program that writes a sheet again tends to lose."""
    sheet["G4"] = CellRichText("à ", TextBlock(InlineFont(b=True), "vérifier"), " =1+1")
    sheet["B4"].comment = Comment("Vu avec la structure", "Équipe")
    sheet["B7"].comment = Comment("Rien à voir", "Équipe")
    sheet["A5"].hyperlink = "https://example.org/poste"
    sheet.freeze_panes = "B4"
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["B"].width = 33
    sheet.column_dimensions["G"].width = 41
    sheet.auto_filter.ref = f"A3:G{LAST_ROW}"
    sheet.protection.sheet = True
    red = DifferentialStyle(fill=PatternFill(bgColor="FF0000"))
    rule = Rule("cellIs", operator="greaterThan", formula=["4000"], dxf=red)
    sheet.conditional_formatting.add(f"F4:F{LAST_ROW}", rule)
    choice = DataValidation("list", formula1='"Occupé,Vacant,Rendu"', allow_blank=True)
    choice.add(f"D4:D{LAST_ROW}")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=3, max_row=LAST_ROW), titles_from_data=True)
    sheet.add_chart(chart, "K4")
    sheet.add_image(Image(picture()), "K20")


@pytest.fixture(scope="session")
def rich() -> bytes:
    """A workbook with charts, images, comments, validations, formulas, rich text, a table, names, 1904."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    posts = book.worksheets[0]
    posts.title = "Postes"
    write_posts(posts)
    decorate(posts)
    summer = book.create_sheet("L'été « à part »")
    summer.append(["ID Poste", "Date", "Montant"])
    summer.append(["P4", date(2026, 10, 1), 1200.5])
    summer.append(["P5", date(2026, 10, 2), "mille"])
    summer.add_table(Table(displayName="Versements", ref="A1:C3"))
    free = book.create_sheet("Brouillon")
    free["B2"] = "=SUM(Postes!F4:F9)"
    free.sheet_state = "hidden"
    book.defined_names["Total"] = DefinedName("Total", attr_text="Brouillon!$B$2")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(scope="session")
def libreoffice_each(tmp_path_factory: pytest.TempPathFactory) -> ConvertEach:
    """Open several documents in LibreOffice and save each in another format (``make libreoffice``)."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice est introuvable : « make libreoffice » l'installe.")
    profile = tmp_path_factory.mktemp("profil")

    def convert(documents: Mapping[str, bytes], to: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("conversion")
        for name, content in documents.items():
            (folder / name).write_bytes(content)
        done = subprocess.run(
            [
                *(program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to),
                *("--outdir", str(folder / "sortie"), *(str(folder / name) for name in documents)),
            ],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        results = {name: (folder / "sortie" / name).with_suffix(f".{to}") for name in documents}
        assert all(path.is_file() for path in results.values()), done.stdout + done.stderr
        return {name: path.read_bytes() for name, path in results.items()}

    return convert


@pytest.fixture(scope="session")
def libreoffice(libreoffice_each: ConvertEach) -> Convert:
    """Open a workbook in LibreOffice and save it in another format."""

    def convert(content: bytes, to: str) -> bytes:
        return libreoffice_each({"classeur.xlsx": content}, to)["classeur.xlsx"]

    return convert


@pytest.fixture(scope="session")
def demo_board(basis: Basis) -> Board:
    """The demonstration, computed."""
    return build_board(read_workbook(DEMO_WORKBOOK.read_bytes(), DEMO_WORKBOOK.name), basis)


@pytest.fixture(scope="session")
def demo_before(basis: Basis, demo_board: Board) -> Board:
    """The demonstration as it was before: two posts fewer, another amount, a post not given back yet."""
    posts = demo_board.workbook.posts.iloc[:-2].copy()
    posts.loc[posts.index[0], "department_y1_cents"] = 300_000
    posts["returned_on"] = pd.NaT
    posts.loc[posts["status"] == "Rendu", "status"] = "Occupé"
    return build_board(replace(demo_board.workbook, posts=posts), basis)


@pytest.fixture(scope="session")
def speak() -> Speak:
    """Make the subject of a presentation of a board, on the day of the tests."""

    def make(board: Board, before: Board | None = None) -> Subject:
        previous = None if before is None else Previous("comité du 12 juin 2026", compare(before, board))
        stamp = Stamp("Classeur « suivi.xlsx »", date(2026, 11, 23), "7F3K-92QD", "Données de démonstration")
        return Subject(board, board.posts, Reading.TRANCHE, 2026, NeedSource.ESTIMATED, stamp, previous)

    return make


@pytest.fixture(scope="session")
def subject(speak: Speak, demo_board: Board, demo_before: Board) -> Subject:
    """What a presentation of the demonstration speaks of."""
    return speak(demo_board, demo_before)


@pytest.fixture(scope="session")
def deck(subject: Subject) -> Deck:
    """Every slide of the demonstration."""
    return compose(subject)


@pytest.fixture(scope="session")
def attacks(hostile: dict[str, list[str]]) -> dict[str, list[str]]:
    """Hostile texts that can name a structure: reading takes control characters and odd spaces away."""
    return {
        kind: [text for text in texts if text == " ".join(text.split()) and text.isprintable()]
        for kind, texts in hostile.items()
    }


@pytest.fixture(scope="session", params=["formulas", "markup"])
def attacked(
    request: pytest.FixtureRequest, attacks: dict[str, list[str]], make_board: MakeBoard, speak: Speak
) -> tuple[list[str], Deck]:
    """Structures whose names are attacks, thirty at least, and their slides."""
    # Names that differ by their punctuation only are one structure: a number tells them apart.
    names = [f"{attack} n{rank}" for rank, attack in enumerate(attacks[request.param], start=1)]
    posts = [{"employer": name, "end": date(2027, 1, 31)} for name in names]
    return names, compose(speak(make_board(posts)), is_cut=False)
