"""Leaflets: one page, tagged and French, with the figures of the simulator and of the territory sheet."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any, TypeAlias

import pptx
import pypdf
import pytest

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.need.portrait import portrait
from maynum_dash.analysis.need.profiles import Asked, profiles_table
from maynum_dash.analysis.scenario.simulation import LocalNeed, Request, Simulation, simulate
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.posts import EmployerCategory, Reading
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering.leaflets.employer import employer_leaflet
from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.leaflets.paper import leaflet_pdf
from maynum_dash.rendering.leaflets.slide import CONTACT, leaflet_slide
from maynum_dash.rendering.leaflets.territory import territory_leaflet
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.scale import load_scale
from maynum_dash.sources.workbook import read_workbook

MakeBoard: TypeAlias = Callable[..., Board]
DAY = date(2026, 11, 23)
STAMP = Stamp("Classeur « suivi.xlsx »", DAY, "7F3K-92QD", "Données de démonstration")
ASKED = Asked(NeedSource.ESTIMATED, Hosts.BOTH, 10.0, Reading.TRANCHE, 2026)
NEED = LocalNeed("CC de l’Ernée", 3295.0, 19.9, 1, 1.0, 0.30, 0.61, "estimation")
ERNEE = "245300355"


def simulation(need: LocalNeed = NEED, category: str = "Public bonifié") -> Simulation:
    request = Request(EmployerCategory(category), ERNEE, date(2027, 1, 1), DAY, 1.0)
    return simulate(load_scale(), request, need)


@pytest.fixture(scope="module")
def demo(basis: Basis) -> Board:
    return build_board(read_workbook(DEMO_WORKBOOK.read_bytes(), "suivi.xlsx"), basis)


def about(board: Board, code: str = ERNEE, tier: Tier = Tier.EPCI, stamp: Stamp = STAMP) -> Leaflet:
    return territory_leaflet(portrait(board, tier, code, ASKED, DAY), "Estimation", stamp)


def opened(leaflet: Leaflet) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(leaflet_pdf(leaflet)))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def tags(reader: pypdf.PdfReader) -> list[tuple[str, Any]]:
    def walk(node: object) -> Iterator[tuple[str, Any]]:
        found: Any = node.get_object() if isinstance(node, pypdf.generic.PdfObject) else node
        for child in found if isinstance(found, list) else ():
            yield from walk(child)
        if isinstance(found, dict):
            if "/S" in found:
                yield str(found["/S"]), found
            yield from walk(found.get("/K"))

    root: Any = reader.root_object
    return list(walk(root["/StructTreeRoot"]))


def words(content: bytes) -> str:
    slides = pptx.Presentation(BytesIO(content)).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    cells = [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]
    return " ".join([*texts, *cells])


@pytest.mark.parametrize("category", list(EmployerCategory))
def test_the_leaflet_of_an_employer_says_what_remains_to_be_paid(category: str) -> None:
    made = simulation(category=category)
    leaflet = employer_leaflet(made, STAMP)
    paid = {"Public bonifié": "10000€", "Public": "17500€", "Privé": "16000€"}[category]
    assert paid in squeezed(leaflet.title)
    text = squeezed(opened(leaflet).pages[0].extract_text())
    for said in (paid, "15000,00€", "75000,00€", "Critèresd’éligibilité", "Vosengagements"):
        assert said in text, said
    assert "VotrecontactauDépartement" in text
    assert "n’engagepasleDépartement" in text


@pytest.mark.parametrize("kind", ["employer", "territory"])
def test_a_leaflet_is_one_tagged_french_page_with_its_stamp(kind: str, demo: Board) -> None:
    leaflet = employer_leaflet(simulation(), STAMP) if kind == "employer" else about(demo)
    reader = opened(leaflet)
    root: Any = reader.root_object
    assert (len(reader.pages), str(root["/Lang"]).lower()[:2]) == (1, "fr")
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    found = tags(reader)
    names = [name for name, _ in found]
    assert names.index("/H1") < names.index("/H2")
    figures = [node for name, node in found if name == "/Figure"]
    assert leaflet.chart is not None
    assert leaflet.chart.alt in [str(node.get("/Alt")) for node in figures]
    assert "/TH" in names
    text = squeezed(reader.pages[0].extract_text())
    assert "Donnéesdedémonstration" in text
    assert "7F3K-92QD" in text


def test_every_territory_holds_on_one_page(demo: Board) -> None:
    epci = profiles_table(demo, Tier.EPCI, ASKED).index.tolist()
    communes = profiles_table(demo, Tier.COMMUNES, ASKED).index.tolist()[::60]
    cantons = profiles_table(demo, Tier.CANTONS, ASKED).index.tolist()[::6]
    department = profiles_table(demo, Tier.DEPARTMENT, ASKED).index.tolist()
    for tier, codes in (
        (Tier.EPCI, epci),
        (Tier.COMMUNES, communes),
        (Tier.CANTONS, cantons),
        (Tier.DEPARTMENT, department),
    ):
        for code in codes:
            assert len(opened(about(demo, code, tier)).pages) == 1, (tier, code)


def test_the_leaflet_of_a_territory_has_the_figures_of_its_sheet(demo: Board) -> None:
    sheet = portrait(demo, Tier.EPCI, ERNEE, ASKED, DAY)
    leaflet = about(demo)
    assert leaflet.chart is not None
    assert sum(value or 0 for value in leaflet.chart.series[0].values) == sheet.own.programme_cents
    text = squeezed(opened(leaflet).pages[0].extract_text())
    for said in ("3295", "19,9%", "6500,00€", "CCduPaysdeCraon"):
        assert said in text, said


def test_without_data_nothing_is_said_to_be_zero(make_board: MakeBoard) -> None:
    unknown = LocalNeed("CC de l’Ernée", None, None, 0, 0.0, None, None, "Sans donnée")
    text = opened(employer_leaflet(simulation(unknown), STAMP)).pages[0].extract_text()
    assert "sans donnée" in text
    nobody = about(make_board([]))
    assert nobody.chart is None
    assert len(opened(nobody).pages) == 1


@pytest.mark.parametrize("kind", ["employer", "territory"])
def test_the_slide_has_the_same_message_and_a_line_to_fill(kind: str, demo: Board) -> None:
    leaflet = employer_leaflet(simulation(), STAMP) if kind == "employer" else about(demo)
    content = leaflet_slide(leaflet)
    deck = pptx.Presentation(BytesIO(content))
    assert len(deck.slides) == 1
    said = words(content)
    assert leaflet.title in said
    assert CONTACT in said
    for line in leaflet.tables[0].rows:
        for cell in line:
            assert cell in said
    notes = deck.slides[0].notes_slide.notes_text_frame
    assert notes is not None
    assert leaflet.lists[0][1][0] in notes.text


@pytest.mark.parametrize("kind", ["formulas", "markup"])
def test_hostile_names_stay_words(kind: str, make_board: MakeBoard, hostile: dict[str, list[str]]) -> None:
    texts = hostile[kind]
    named = [f"{text} n{rank}" for rank, text in enumerate(texts[:5])]
    stamp = Stamp(f"Classeur « {texts[0]} »", DAY, "", texts[1])
    board = make_board([{"employer": name, "epci": ERNEE} for name in named])
    plain = make_board([{"employer": f"mot n{rank}", "epci": ERNEE} for rank in range(5)])
    attacked, quiet = opened(about(board, stamp=stamp)), opened(about(plain))
    assert len(attacked.pages) == 1
    assert [name for name, _ in tags(attacked)] == [name for name, _ in tags(quiet)]
    assert not [one for page in attacked.pages for one in page.get("/Annots", ())]
    slides = [leaflet_slide(about(one)) for one in (board, plain)]
    shapes = [
        [(shape.shape_type, shape.name) for shape in pptx.Presentation(BytesIO(slide)).slides[0].shapes]
        for slide in slides
    ]
    assert shapes[0] == shapes[1]


def test_the_same_leaflet_gives_the_same_bytes(demo: Board) -> None:
    assert leaflet_pdf(about(demo)) == leaflet_pdf(about(demo))
