"""« --scenario »: documents made from what is supposed bear its name everywhere; open data refuse it."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from maynum_dash.domain.moves import Renewal, Scenario, StateEnd
from maynum_dash.domain.posts import Funder
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.scenario import scenario_bytes, scenario_table
from maynum_dash.store.opening import open_store
from maynum_dash.store.scenarios import save_scenario

Maynum = Callable[..., Any]
SCENARIO = Scenario("Demain & après", (Renewal(date(2030, 12, 31)), StateEnd(date(2027, 1, 1), Decimal(50))))
SAID = "Scénario « Demain & après », pas des données réelles"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "demain.json"
    path.write_bytes(scenario_bytes(SCENARIO))
    return path


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _pages(path: Path) -> Iterator[str]:
    """Texts of each page, slide or sheet."""
    if path.suffix == ".pptx":
        for slide in Presentation(str(path)).slides:
            yield "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    elif path.suffix == ".pdf":
        for page in pypdf.PdfReader(BytesIO(path.read_bytes())).pages:
            yield " ".join(page.extract_text().split())
    else:
        for sheet in load_workbook(path).worksheets:
            yield "\n".join(str(row[0]) for row in sheet.iter_rows(max_row=4, values_only=True))


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("diaporama", "--diapos", "ouverture,budget,scenarios,scenarios-euros,methode"), "d.pptx"),
        (("diaporama", "--diapos", "budget,scenarios-ecart"), "d.pdf"),
        (("note",), "n.pdf"),
        (("classeur",), "c.xlsx"),
    ],
)
def test_every_page_slide_and_sheet_bears_the_name_of_the_scenario(
    maynum: Maynum, tmp_path: Path, file: Path, command: tuple[str, ...], name: str
) -> None:
    answer = maynum(*command, DEMO_WORKBOOK, "--scenario", file, "-o", tmp_path / name)
    assert (answer.status, answer.complained) == (0, "")
    pages = list(map(_plain, _pages(tmp_path / name)))
    assert len(pages) >= 2
    assert all(SAID in page for page in pages)


def test_a_page_a_map_and_a_leaflet_bear_it_too(maynum: Maynum, tmp_path: Path, file: Path) -> None:
    supposed = (DEMO_WORKBOOK, "--scenario", file)
    page, shapes, leaflet = tmp_path / "p.html", tmp_path / "e.geojson", tmp_path / "f.pdf"
    assert maynum("page", *supposed, "--diapos", "budget", "-o", page).status == 0
    assert SAID.replace("&", "&amp;") in _plain(page.read_text(encoding="utf-8"))
    assert maynum("geojson", *supposed, "-o", shapes).status == 0
    assert SAID in _plain(shapes.read_text(encoding="utf-8"))
    assert maynum("fiche", "territoire", *supposed, "--territoire", "Ernée", "-o", leaflet).status == 0
    assert all(SAID in _plain(text) for text in _pages(leaflet))


def test_the_figures_are_those_of_the_scenario(maynum: Maynum, tmp_path: Path, file: Path) -> None:
    told = json.loads(maynum("scenario", file, DEMO_WORKBOOK, "--json").said)
    supposed = sum(
        line["apres_centimes"] for line in told["lignes"] if line["financeur"] == Funder.DEPARTMENT.value
    )
    target = tmp_path / "d.pptx"
    asked = ("--scenario", file, "--diapos", "budget,scenarios-euros", "-o", target)
    assert maynum("diaporama", DEMO_WORKBOOK, *asked).status == 0
    charts = [
        next(shape.chart for shape in slide.shapes if shape.has_chart)
        for slide in Presentation(str(target)).slides
    ]
    budget, beside = ({one.name: one.values for one in chart.plots[0].series} for chart in charts)
    assert round(sum(budget["Département"]) * 100) == supposed
    # Beside the data, not beside itself: the chart starts from what is known.
    assert round(sum(beside[SCENARIO.name]) * 100) == supposed
    known = sum(
        line["avant_centimes"] for line in told["lignes"] if line["financeur"] == Funder.DEPARTMENT.value
    )
    assert round(sum(beside["Données actuelles"]) * 100) == known != supposed


def test_a_saved_one_is_named_by_its_number_or_its_name(maynum: Maynum, filled: Path, tmp_path: Path) -> None:
    del filled
    with closing(open_store()) as store:
        number = save_scenario(store, SCENARIO.name, scenario_table(SCENARIO), "Équipe").id
    for rank, name in enumerate((number, SCENARIO.name)):
        target = tmp_path / f"{rank}.pdf"
        asked = ("--import", "courant", "--scenario", name, "--diapos", "budget", "-o", target)
        assert maynum("note", *asked).status == 0
        assert all(SAID in _plain(text) for text in _pages(target))


def test_what_is_supposed_of_a_sealed_state_bears_no_seal(
    maynum: Maynum, filled: Path, tmp_path: Path, file: Path
) -> None:
    del filled
    seal = json.loads(maynum("sceller", "--liste", "--json").said)["etats"][0]["empreinte"]
    target = tmp_path / "d.pptx"
    asked = ("--sceau", seal, "--scenario", file, "--diapos", "budget", "-o", target)
    assert maynum("diaporama", *asked).status == 0
    (slide,) = Presentation(str(target)).slides
    texts = {shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    assert f"état scellé {seal}" in texts["Source"]
    assert "empreinte" not in texts["Mention"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scdl", "s.csv", "demain.json"), "Les données ouvertes ne publient que des faits"),
        (("diaporama", "d.pptx", "absent.json"), "absent.json"),
        (("classeur", "c.xlsx", "Jamais écrit"), "Aucun scénario enregistré ou prêt"),
    ],
)
def test_what_cannot_be_supposed_is_refused_and_nothing_is_written(
    maynum: Maynum, tmp_path: Path, file: Path, words: tuple[str, str, str], said: str
) -> None:
    command, name, scenario = words
    named = file.parent / scenario if scenario.endswith(".json") else scenario
    answer = maynum(command, DEMO_WORKBOOK, "--scenario", named, "-o", tmp_path / name)
    assert answer.status == 1
    assert said in _plain(answer.complained)
    assert not (tmp_path / name).exists()


def test_a_scenario_is_compared_with_its_data_and_with_nothing_else(
    maynum: Maynum, tmp_path: Path, file: Path
) -> None:
    target = tmp_path / "d.pptx"
    answer = maynum("diaporama", DEMO_WORKBOOK, "--scenario", file, "--depuis", "1", "-o", target)
    assert answer.status == 2
    assert "--depuis ne va pas avec --scenario" in answer.complained
    assert not target.exists()
