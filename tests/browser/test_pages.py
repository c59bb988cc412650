"""What only a browser can tell: charts are drawn, clicks select, choices survive, nothing leaves the host."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

DRAWN = {
    "": ".st-key-engagements-accueil .js-plotly-plot",
    "carte": ".mn-map svg path[data-code]",
    "budget": ".st-key-engagements .js-plotly-plot",
    "couverture": ".st-key-densites .js-plotly-plot",
    "postes": ".mn-table",
    "postes?feuillet=frise": ".st-key-frise .mn-timeline li",
    "postes?poste=DEMO-05": "dl.mn-facts",
    "scenarios": ".st-key-scenarios-exercices .js-plotly-plot",
    "imports": "[data-testid=stFileUploader]",
    "presentation": ".mn-stage .mn-slide.shown",
}


def _chart(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} .js-plotly-plot")


@pytest.mark.parametrize("path", DRAWN)
def test_a_deep_link_on_a_fresh_server_draws_its_chart(
    path: str, serve: Callable[[], str], page: Page, heard: dict[str, list[str]]
) -> None:
    page.goto(f"{serve()}/{path}")
    expect(page.locator(DRAWN[path]).first).to_be_visible()
    expect(page.locator(".mn-demo").first).to_have_text("Données de démonstration")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert heard["errors"] == []
    assert heard["foreign"] == []


def test_the_method_page_opens_by_deep_link(server: str, page: Page, heard: dict[str, list[str]]) -> None:
    page.goto(f"{server}/methode")
    expect(page.get_by_role("heading", name="quatre lectures du même argent")).to_be_visible()
    assert heard["errors"] == []
    assert heard["foreign"] == []


def test_a_click_on_the_map_opens_the_sheet_of_the_territory(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    expect(page.locator(".mn-map path[data-code]")).to_have_count(10)
    expect(page.locator(".st-key-sheet")).to_have_count(0)
    page.get_by_role("button", name="Ernée").click()
    expect(page.locator(".st-key-sheet h2")).to_have_text("CC de l'Ernée")
    expect(page).to_have_url(re.compile("territoire=245300355"))
    expect(page.locator(".mn-map path.chosen")).to_have_attribute("data-code", "245300355")


def test_the_map_is_driven_by_keyboard(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    first = page.locator(".mn-map path[data-code]").first
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-sheet h2")).to_be_visible()
    expect(page).to_have_url(re.compile(r"territoire=\d{9}"))


def test_another_indicator_redraws_the_map_and_keeps_the_territory(server: str, page: Page) -> None:
    page.goto(f"{server}/carte?territoire=200083392")
    expect(page.locator(".mn-map path.chosen")).to_have_count(1)
    page.get_by_role("combobox", name="Indicateur").click()
    page.get_by_role("option", name="Personnes en illectronisme").click()
    expect(page.locator(".mn-map svg")).to_have_attribute(
        "aria-label", re.compile("Personnes en illectronisme")
    )
    expect(page.locator(".mn-map path.chosen")).to_have_attribute("data-code", "200083392")
    expect(page.locator(".mn-map circle").first).to_be_visible()


def test_communes_are_drawn_each_once(server: str, page: Page) -> None:
    page.goto(f"{server}/carte?niveau=communes")
    expect(page.locator(".mn-map path[data-code]")).to_have_count(240)


def test_a_territory_without_data_is_hatched(server: str, page: Page) -> None:
    # Posts serve EPCI: at commune level the density does not exist, and the choice is not offered.
    page.goto(f"{server}/carte?niveau=communes&indicateur=densite")
    expect(page.locator(".mn-map svg")).to_have_attribute("aria-label", re.compile("Taux d’illectronisme"))


def test_the_map_zooms_and_comes_back(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    drawing = page.locator(".mn-map svg")
    whole = drawing.get_attribute("viewBox")
    page.get_by_role("button", name="Agrandir la carte").click()
    expect(drawing).not_to_have_attribute("viewBox", str(whole))
    page.get_by_role("button", name="Voir toute la carte").click()
    width = str(drawing.get_attribute("viewBox")).split()[2]
    assert float(width) == float(str(whole).split()[2])


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
    expect(page.locator(".mn-sentence").first).to_contain_text("acompte au premier jour de chaque")
    expect(page.get_by_text("Exercice 2025")).to_be_visible()
    expect(page.get_by_role("combobox", name="Territoire")).to_have_value("Laval Agglomération")
    expect(page).to_have_url(re.compile("lecture=paiement"))


def test_a_parameter_that_means_nothing_is_ignored(
    server: str, page: Page, heard: dict[str, list[str]]
) -> None:
    page.goto(f"{server}/budget?exercice=abc&epci=<script>&lecture=1&statut=,,&densite=NaN")
    expect(_chart(page, "engagements")).to_be_visible()
    assert heard["errors"] == []


def test_a_bad_file_is_explained_and_the_view_stands(server: str, page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "budget.xlsx"
    bad.write_text("<html>pas un classeur</html>", encoding="utf-8")
    page.goto(f"{server}/budget")
    expect(_chart(page, "engagements")).to_be_visible()
    page.get_by_role("button", name="Ouvrir un classeur").click()
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_text("La vue précédente reste affichée")).to_be_visible()
    expect(_chart(page, "engagements")).to_be_visible()
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


def test_the_alerts_of_the_home_page_lead_to_their_section(
    server: str, page: Page, heard: dict[str, list[str]]
) -> None:
    page.goto(server)
    page.get_by_role("button", name=re.compile("Voir .* alertes")).click()
    expect(page).to_have_url(re.compile("/budget.*volet=alertes"))
    expect(page.get_by_role("heading", name="Toutes les alertes")).to_be_visible()
    page.get_by_text("Paiements", exact=True).click()
    expect(page.locator(".st-key-tresorerie .js-plotly-plot")).to_be_visible()
    expect(page).to_have_url(re.compile("volet=paiements"))
    assert heard["errors"] == []
    assert heard["foreign"] == []


def test_a_figure_says_where_it_comes_from(server: str, page: Page) -> None:
    page.goto(server)
    page.locator(".st-key-why-postes-occupes button").click()
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
