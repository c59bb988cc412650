"""What only a browser can tell: charts are drawn, clicks select, choices survive, nothing leaves the host."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

DRAWN = {
    "": "home-commitments",
    "carte": "map",
    "budget": "commitments",
    "couverture": "densities",
    "postes": "timeline",
}


def _chart(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} .js-plotly-plot")


@pytest.mark.parametrize("path", DRAWN)
def test_a_deep_link_on_a_fresh_server_draws_its_chart(
    path: str, serve: Callable[[], str], page: Page, heard: dict[str, list[str]]
) -> None:
    page.goto(f"{serve()}/{path}")
    expect(_chart(page, DRAWN[path])).to_be_visible()
    expect(page.locator(".mn-demo").first).to_have_text("Données de démonstration")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert heard["errors"] == []
    assert heard["foreign"] == []


def test_the_method_page_opens_by_deep_link(server: str, page: Page, heard: dict[str, list[str]]) -> None:
    page.goto(f"{server}/methode")
    expect(page.get_by_text("quatre lectures du même argent")).to_be_visible()
    assert heard["errors"] == []
    assert heard["foreign"] == []


def test_a_click_on_the_map_opens_the_sheet_of_the_territory(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    chart = _chart(page, "map")
    expect(chart).to_be_visible()
    expect(page.locator(".st-key-sheet")).to_have_count(0)
    expect(page.locator(".maplibregl-canvas")).to_be_visible()
    # The middle of the map lies in an EPCI; tiles are drawn a little after the canvas appears.
    box = chart.bounding_box()
    assert box is not None
    for _ in range(20):
        page.mouse.click(box["x"] + box["width"] * 0.52, box["y"] + box["height"] * 0.45)
        if page.locator(".st-key-sheet").count():
            break
        page.wait_for_timeout(250)
    expect(page.locator(".st-key-sheet h3")).to_be_visible()
    expect(page).to_have_url(re.compile(r"territoire=\d{9}"))


def test_a_filter_survives_navigation_and_reload(server: str, page: Page) -> None:
    page.goto(f"{server}/budget")
    page.get_by_test_id("stSidebar").get_by_text("Vacant", exact=True).click()
    expect(page).to_have_url(re.compile("statut=Vacant"))
    page.get_by_test_id("stSidebar").get_by_role("link", name="Postes").click()
    expect(page).to_have_url(re.compile(r"/postes.*statut=Vacant"))
    expect(page.locator(".mn-table tbody tr").first).to_contain_text("Vacant")
    page.reload()
    expect(page).to_have_url(re.compile(r"/postes.*statut=Vacant"))
    expect(page.locator(".mn-table").first).not_to_contain_text("Occupé")


def test_a_link_with_every_filter_opens_the_same_view(server: str, page: Page) -> None:
    page.goto(f"{server}/budget?exercice=2025&epci=200083392&lecture=paiement&categorie=Privé")
    expect(page.get_by_text("acompte au premier jour de chaque")).to_be_visible()
    expect(page.get_by_text("Exercice 2025")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Laval Agglomération")
    expect(page).to_have_url(re.compile("lecture=paiement"))


def test_a_parameter_that_means_nothing_is_ignored(
    server: str, page: Page, heard: dict[str, list[str]]
) -> None:
    page.goto(f"{server}/budget?exercice=abc&epci=<script>&lecture=1&statut=,,&densite=NaN")
    expect(_chart(page, "commitments")).to_be_visible()
    assert heard["errors"] == []


def test_a_bad_file_is_explained_and_the_view_stands(server: str, page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "budget.xlsx"
    bad.write_text("<html>pas un classeur</html>", encoding="utf-8")
    page.goto(f"{server}/budget")
    expect(_chart(page, "commitments")).to_be_visible()
    page.get_by_role("button", name="Ouvrir un classeur").click()
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_text("La vue précédente reste affichée")).to_be_visible()
    expect(_chart(page, "commitments")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Traceback")


def test_the_template_is_downloaded_and_opened_again(server: str, page: Page, tmp_path: Path) -> None:
    page.goto(server)
    page.get_by_role("button", name="Ouvrir un classeur").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Modèle de classeur vide").click()
    target = tmp_path / "modele.xlsx"
    download.value.save_as(target)
    assert "Postes" in load_workbook(target).sheetnames
    page.locator("input[type=file]").set_input_files(target)
    expect(page.get_by_text("est ouvert")).to_be_visible()
    expect(page.locator(".mn-demo")).to_have_count(0)


def test_a_figure_says_where_it_comes_from(server: str, page: Page) -> None:
    page.goto(server)
    page.locator(".st-key-why-posts-occupied button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Règle.")
    expect(dialog.locator("tfoot")).to_contain_text("Total")


def test_a_heading_sorts_its_table(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    table = page.locator(".mn-table").last
    heading = table.get_by_role("button", name="Population 2023")
    heading.click()
    expect(heading.locator("xpath=..")).to_have_attribute("aria-sort", "descending")
    expect(table.locator("tbody tr").first).to_contain_text("Laval Agglomération")
    heading.click()
    expect(table.locator("tbody tr").first).to_contain_text("Pays Sabolien")
