"""No text of a file is ever run, whatever leaves the dashboard: each output is parsed by a second program.

The same outputs are made twice, with hostile texts and with plain words: their structure (formulas, tags and
attributes, keys) must be the same, so that no text has become anything but a text.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any, TypeAlias
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pptx
import pypdf
import pytest
from markdown_it import MarkdownIt

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.subsidies import subsidies
from maynum_dash.analysis.need.portrait import portrait
from maynum_dash.analysis.need.profiles import Asked
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.posts import Grouping, Reading
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering import portrait_page
from maynum_dash.rendering.annotation import annotate
from maynum_dash.rendering.charts.coverage import densities
from maynum_dash.rendering.computed.book import computed_workbook
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.leaflets.paper import leaflet_pdf
from maynum_dash.rendering.leaflets.slide import leaflet_slide
from maynum_dash.rendering.leaflets.territory import territory_leaflet
from maynum_dash.rendering.neutral import html_text, markdown_text, write_text
from maynum_dash.rendering.opendata.subsidies import subsidies_csv
from maynum_dash.rendering.opendata.territories import Values, territories_geojson
from maynum_dash.rendering.payloads import schedule_payload
from maynum_dash.rendering.powerpoint.deck import write_deck
from maynum_dash.rendering.session.page import session_page
from maynum_dash.rendering.slides.catalogue import compose
from maynum_dash.rendering.slides.model import Deck
from maynum_dash.rendering.slides.subject import Subject as Presented
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.rendering.tables import Column, csv_table, html_table
from maynum_dash.rendering.timeline import timeline_html
from maynum_dash.rendering.typeset.documents import note_pdf
from maynum_dash.rendering.verification import verification_payload
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.publisher import load_publisher

MakeBoard: TypeAlias = Callable[..., Board]
DAY = date(2026, 11, 23)
ERNEE = "245300355"
SKIPPED = " \n\u00a0\u202f\ufeff\u200b\u200c\u200d\u2060\u00ad"
STARTS = tuple("=+-@\t\r\0＝＋－＠")
COLUMNS = [
    Column(name, name) for name in ("post_id", "employer", "remarks", "decision_reference", "epci_name")
]

LEADING = ("href", "src", "action", "style", "xlink:href")


@pytest.fixture(scope="module")
def make_board(make_board: MakeBoard) -> MakeBoard:
    """Give every post the end that reading a workbook always gives it."""

    def make(posts: list[dict[str, Any]], **others: Any) -> Board:  # noqa: ANN401 -- passed on as they are
        return make_board([{"end": date(2029, 8, 31), **line} for line in posts], **others)

    return make


def board_of(texts: list[str], make_board: MakeBoard, basis: Basis) -> Board:
    """Put the texts wherever somebody can type one: posts, payments, criteria, places, territories."""
    posts: list[dict[str, Any]] = [
        {
            "post_id": f"{text} {rank}",
            "employer": f"{text} n{rank}",
            "remarks": text,
            "decision_reference": text,
            "commune": text,
            "epci": ERNEE,
            "served": text,
            "siret": "20001190600019",
            "decided_on": date(2026, 6, 29),
        }
        for rank, text in enumerate(texts)
    ]
    board = make_board(
        posts,
        payments=[{"post_id": f"{text} {rank}", "order_number": text} for rank, text in enumerate(texts)],
        criteria=[{"post_id": "1", "criterion": text, "state": "rempli", "document": text} for text in texts],
        places=[{"name": text, "commune": text} for text in texts],
        envelopes=[{"vote": text} for text in texts],
    )
    epci = basis.reference.epci
    names = [f"{texts[rank % len(texts)]} {rank}" for rank in range(len(epci))]
    named = replace(basis.reference, epci=epci.assign(name=names, short_name=names))
    workbook = replace(board.workbook, name=texts[0])
    found = tuple(
        Anomaly("CODE", Severity.WARNING, "Postes", rank + 2, text, text, text)
        for rank, text in enumerate(texts)
    )
    codes = board.posts["epci_code"].map(dict(zip(epci["code"], names, strict=True)))
    matched = replace(board.matched, posts=board.posts.assign(epci_name=codes))
    return replace(
        board, workbook=workbook, basis=replace(basis, reference=named), matched=matched, anomalies=found
    )


def outputs(texts: list[str], make_board: MakeBoard, basis: Basis) -> dict[str, bytes]:
    board = board_of(texts, make_board, basis)
    stamp = Stamp(f"Classeur « {texts[0]} »", DAY, texts[1], texts[2])
    posts = board.posts
    subject = Subject(board, Reading.TRANCHE, 2026, NeedSource.ESTIMATED, stamp)
    values = Values(board, Level.EPCI, NeedSource.ESTIMATED, Reading.TRANCHE, 2026)
    labels = [html_text(text) for text in posts["employer"]]
    lasting = posts.assign(last=posts["end"].fillna(posts["start"]))
    return {
        "tableau.csv": csv_table(posts, COLUMNS, [stamp.source]),
        "tableau.html": html_table(posts, COLUMNS, stamp.source).encode(),
        "classeur.xlsx": computed_workbook(subject),
        "annote.xlsx": annotated(texts, board),
        "subventions.csv": subsidies_csv(subsidies(board), load_publisher(), stamp),
        "territoires.geojson": territories_geojson(values, stamp),
        "fiche.html": sheet_of(board, stamp),
        "frise.html": timeline_html(lasting, DAY, texts[0]).encode(),
        "densites.figure": str(densities(named_territories(texts), 1.0).to_json()).encode(),
        "etiquettes.html": "".join(labels).encode(),
        "verification.json": json.dumps(verification_payload(board)).encode(),
        "echeancier.json": json.dumps(
            schedule_payload(board.movements, Reading.PAYMENT, Grouping.POST)
        ).encode(),
        "diaporama.pptx": write_deck(deck_of(board, stamp)),
        "note.pdf": note_pdf(subject_of(board, stamp)),
        "seance.page": session_page(deck_of(board, stamp)),
        "fiche.pdf": leaflet_pdf(leaflet_of(board, stamp)),
        "fiche.pptx": leaflet_slide(leaflet_of(board, stamp)),
        "refus.md": markdown_text(str(UnreadableFileError(texts[0], texts[1], texts[2]))).encode(),
    }


def named_territories(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"name": texts, "fte_per_1000": 1.0, "ci_low": 0.5, "ci_high": 1.5})


def annotated(texts: list[str], board: Board) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Postes"
    for column, heading in enumerate(("ID Poste", "Structure", "EPCI", "Statut", "Début de convention"), 1):
        sheet.cell(1, column, heading)
    for row, text in enumerate(texts, start=2):
        for column in range(1, 6):
            write_text(sheet, row, column, text)
    saved = io.BytesIO()
    book.save(saved)
    return annotate(saved.getvalue(), texts[0], board.anomalies)


def sheet_of(board: Board, stamp: Stamp) -> bytes:
    asked = Asked(NeedSource.ESTIMATED, Hosts.BOTH, 10.0, Reading.TRANCHE, 2026)
    sheet = portrait(board, Tier.EPCI, ERNEE, asked, DAY)
    places = board.reference.epci[["code", "name", "longitude", "latitude"]]
    drawing = portrait_page.territory_map(sheet, places, board.basis.boundaries["epci"])
    return portrait_page.page(sheet, drawing, stamp.source, stamp.source).encode()


def subject_of(board: Board, stamp: Stamp) -> Presented:
    return Presented(board, board.posts, Reading.TRANCHE, 2026, NeedSource.ESTIMATED, stamp)


def deck_of(board: Board, stamp: Stamp) -> Deck:
    return compose(subject_of(board, stamp))


def leaflet_of(board: Board, stamp: Stamp) -> Leaflet:
    asked = Asked(NeedSource.ESTIMATED, Hosts.BOTH, 10.0, Reading.TRANCHE, 2026)
    return territory_leaflet(portrait(board, Tier.EPCI, ERNEE, asked, DAY), stamp.source, stamp)


class Skeleton(HTMLParser):
    """Tags and attributes of a page, without its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        links = [value or "" for name, value in attrs if name in LEADING]
        self.found.append((tag, *(name for name, _ in attrs), *links))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", str(len(data))))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", decl))


def of_html(content: bytes) -> object:
    parser = Skeleton()
    parser.feed(content.decode())
    parser.close()
    return parser.found


def of_page(content: bytes) -> object:
    """Kinds of elements of a page whose words are laid out: longer ones take more lines."""
    parser = Skeleton()
    parser.feed(content.decode())
    parser.close()
    return set(parser.found)


def of_workbook(content: bytes) -> object:
    """Formulas, links, names and outside references of a workbook."""
    opened = openpyxl.load_workbook(io.BytesIO(content))
    with ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        outside = sorted(name for name in names if "externalLink" in name or "vba" in name)
        sheets = [parts.read(name) for name in names if "worksheets/sheet" in name]
    links = [re.findall(rb"<hyperlink [^>]*>", sheet) for sheet in sheets]
    formulas = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type in ("f", "e")
    }
    return formulas, links, sorted(opened.defined_names), outside


def of_json(content: bytes) -> object:
    """Keys and types; what a text holds is for whoever reads it."""

    def shape(value: object) -> object:
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        return [shape(one) for one in value] if isinstance(value, list) else type(value).__name__

    return shape(json.loads(content))


def of_figure(content: bytes) -> object:
    """Tags that Plotly would read in the texts that it draws."""

    def tags(value: object) -> list[str]:
        if isinstance(value, dict):
            return [tag for one in value.values() for tag in tags(one)]
        if isinstance(value, list):
            return [tag for one in value for tag in tags(one)]
        return re.findall(r"<[^>]*>?", value) if isinstance(value, str) else []

    return tags(json.loads(content))


def of_csv(content: bytes) -> object:
    text = content.decode("utf-8-sig")
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    active = [field for row in rows for field in row if field.lstrip(SKIPPED).startswith(STARTS)]
    return [len(row) for row in rows], active


def of_markdown(content: bytes) -> object:
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(content.decode())
    )
    inline = {child.type for token in tokens for child in token.children or ()}
    return [token.type for token in tokens], inline - {"text_special"} <= {"text"}


def of_deck(content: bytes) -> object:
    """Shapes of the slides, links and macros of a presentation."""
    slides = pptx.Presentation(io.BytesIO(content)).slides
    shapes = [[shape.shape_type for shape in slide.shapes] for slide in slides]
    with ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        relations = [parts.read(name) for name in names if "_rels" in name]
        books = [of_workbook(parts.read(name)) for name in names if name.endswith(".xlsx")]
    links = [one for part in relations for one in re.findall(rb'TargetMode="External"[^>]*', part)]
    return shapes, links, books, [name for name in names if "vba" in name]


def of_pdf(content: bytes) -> object:
    """Links, forms and scripts of a PDF."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    annotations = [one for page in reader.pages for one in page.get("/Annots", ())]
    root: Any = reader.root_object
    return annotations, [name for name in ("/OpenAction", "/AA", "/AcroForm", "/Names") if name in root]


READERS: dict[str, Callable[[bytes], object]] = {
    "figure": of_figure,
    "html": of_html,
    "page": of_page,
    "xlsx": of_workbook,
    "json": of_json,
    "geojson": of_json,
    "csv": of_csv,
    "md": of_markdown,
    "pptx": of_deck,
    "pdf": of_pdf,
}
NAMES = (
    *("tableau.csv", "tableau.html", "classeur.xlsx", "annote.xlsx", "subventions.csv"),
    *(
        "territoires.geojson",
        "fiche.html",
        "frise.html",
        "densites.figure",
        "etiquettes.html",
        "verification.json",
    ),
    *("verification.json", "echeancier.json", "refus.md"),
    *("diaporama.pptx", "note.pdf", "seance.page", "fiche.pdf", "fiche.pptx"),
)


@pytest.fixture(scope="module")
def made(make_board: MakeBoard, basis: Basis, hostile: dict[str, list[str]]) -> dict[str, dict[str, bytes]]:
    kinds = {**hostile, "plain": [f"mot{rank:02d}" for rank in range(max(map(len, hostile.values())))]}
    plain = {
        f"plain {kind}": outputs(kinds["plain"][: len(texts)], make_board, basis)
        for kind, texts in hostile.items()
    }
    return {**plain, **{kind: outputs(texts, make_board, basis) for kind, texts in hostile.items()}}


@pytest.mark.parametrize("kind", ["formulas", "markup"])
@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_text_stays_a_text(name: str, kind: str, made: dict[str, dict[str, bytes]]) -> None:
    read = READERS[name.rpartition(".")[2]]
    assert read(made[kind][name]) == read(made[f"plain {kind}"][name])


def test_every_output_is_looked_at(made: dict[str, dict[str, bytes]]) -> None:
    assert set(made["formulas"]) == set(NAMES)


@pytest.mark.parametrize(
    ("name", "spoilt"),
    [
        ("tableau.html", b"<img src=x onerror=alert(1)>"),
        ("fiche.html", b"<svg><script>alert(1)</script></svg>"),
        ("refus.md", b"[a](https://e.example)"),
        ("seance.page", b"<a href='javascript:alert(1)'>x</a>"),
        ("tableau.csv", b"\r\n=1+1;2;3;4;5"),
    ],
)
def test_the_readers_see_what_is_active(name: str, spoilt: bytes, made: dict[str, dict[str, bytes]]) -> None:
    read = READERS[name.rpartition(".")[2]]
    whole = made["plain formulas"][name]
    assert read(whole + spoilt) != read(whole)


def test_the_reader_of_workbooks_sees_a_formula(made: dict[str, dict[str, bytes]]) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(made["plain formulas"]["annote.xlsx"]))
    opened.worksheets[0]["A2"] = "=1+1"
    saved = io.BytesIO()
    opened.save(saved)
    assert re.search("1\\+1", str(of_workbook(saved.getvalue())))
