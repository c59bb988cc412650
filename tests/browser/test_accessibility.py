"""RGAA begins here: no serious fault that a machine can see, on any page."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.snapshots import seal

pytestmark = pytest.mark.browser

READY = {
    "": ".mn-card",
    "carte": ".mn-map path[data-code]",
    "budget": ".mn-table",
    "couverture": ".mn-table",
    "postes": ".mn-table",
    "postes?feuillet=frise": ".mn-timeline",
    "postes?feuillet=fiche": ".mn-facts",
    "scenarios": ".mn-table",
    "scenarios?partie=composer": ".mn-sentence",
    "scenarios?partie=enveloppe": ".mn-table",
    "scenarios?partie=simulateur": ".mn-table",
    "scenarios?partie=bareme": "[data-testid=stDataFrame]",
    "imports": "[data-testid=stFileUploader]",
    "methode": "[role=tabpanel] h2",
}
PANELS = {
    "enveloppes": ".st-key-consommation-ae .js-plotly-plot",
    "paiements": ".st-key-tresorerie .js-plotly-plot",
    "echeances": ".st-key-marche .js-plotly-plot",
    "alertes": ".mn-table",
}
SECTIONS = {
    "historique": ".mn-table",
    "ecarts": ".js-plotly-plot",
    "scelles": ".mn-table",
    "registre": ".mn-table",
}


@pytest.fixture(scope="module")
def remembering(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server that holds two imports and a sealed state."""
    folder = tmp_path_factory.mktemp("souvenirs")
    workbook = read_workbook(DEMO_WORKBOOK.read_bytes(), "juin.xlsx")
    board = build_board(workbook, load_basis())
    fewer = replace(workbook, name="novembre.xlsx", sha256="f" * 64, posts=workbook.posts.iloc[:-1])
    parameters = {"jour": "2026-11-23", "exercice": "2026", "lecture": "tranche"}
    with closing(open_store(f"sqlite:///{folder / 'maynum.db'}")) as store:
        made, _ = add_import(store, workbook, import_totals(board), "Équipe", board.basis.sha256)
        figures = sealed_figures(board)
        seal(store, made.id, date(2026, 12, 10), board.basis.files, parameters, figures, "0.2.0", "Équipe")
        add_import(store, fewer, import_totals(build_board(fewer, board.basis)), "Équipe")
    return serve(MAYNUM_DOSSIER=str(folder))


@pytest.mark.parametrize("path", READY)
def test_a_page_has_no_serious_fault(path: str, server: str, page: Page) -> None:
    page.goto(f"{server}/{path}")
    expect(page.locator(READY[path]).first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [
        (fault["id"], fault["impact"]) for fault in found if fault["impact"] in {"serious", "critical"}
    ] == []


@pytest.mark.parametrize("path", READY)
def test_headings_go_down_one_level_at_a_time(path: str, server: str, page: Page) -> None:
    page.goto(f"{server}/{path}")
    expect(page.locator(READY[path]).first).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    names = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map((one) => one.tagName)")
    levels = [int(name[1]) for name in names]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_the_imports_has_no_serious_fault(section: str, remembering: str, page: Page) -> None:
    page.goto(f"{remembering}/imports?rubrique={section}")
    expect(page.locator(SECTIONS[section]).first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [
        (fault["id"], fault["impact"]) for fault in found if fault["impact"] in {"serious", "critical"}
    ] == []
    expect(page.locator("h1")).to_be_visible()
    names = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map((one) => one.tagName)")
    levels = [int(name[1]) for name in names]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("panel", PANELS)
def test_a_section_of_the_budget_has_no_serious_fault(panel: str, server: str, page: Page) -> None:
    page.goto(f"{server}/budget?volet={panel}")
    expect(page.locator(PANELS[panel]).first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [
        (fault["id"], fault["impact"]) for fault in found if fault["impact"] in {"serious", "critical"}
    ] == []
    expect(page.locator("h1")).to_be_visible()
    names = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map((one) => one.tagName)")
    levels = [int(name[1]) for name in names]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_envelopes_are_typed_in_french_and_without_a_serious_fault(remembering: str, page: Page) -> None:
    page.goto(f"{remembering}/budget?volet=enveloppes")
    page.get_by_text("Saisir les enveloppes").click()
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    grid.hover()
    expect(page.get_by_role("button", name="Ajouter une ligne")).to_be_visible()
    expect(page.get_by_role("button", name="Enregistrer la saisie")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [
        (fault["id"], fault["impact"]) for fault in found if fault["impact"] in {"serious", "critical"}
    ] == []


def test_the_home_page_says_what_changed_since_the_committee(remembering: str, page: Page) -> None:
    page.goto(remembering)
    expect(page.get_by_role("heading", name="Depuis le comité du 10 décembre 2026")).to_be_visible()
    page.get_by_role("button", name="Tout ce qui a changé").click()
    expect(page.get_by_role("heading", name="En toutes lettres")).to_be_visible()
    expect(page.get_by_role("combobox", name="De", exact=True)).to_have_value(re.compile("état scellé"))


def test_every_chart_has_a_text_alternative_and_its_figures(server: str, page: Page) -> None:
    page.goto(f"{server}/budget")
    chart = page.locator(".st-key-engagements")
    expect(chart.locator(".js-plotly-plot")).to_be_visible()
    expect(page.get_by_label("Engagements par exercice, tous financeurs").first).to_be_visible()
    page.get_by_text("Voir les chiffres").first.click()
    expect(page.get_by_role("table", name="Engagements par exercice et financeur, en euros")).to_be_visible()
