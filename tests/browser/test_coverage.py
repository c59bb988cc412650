"""The sections of the page Couverture in a real browser: clicks, addresses, no serious fault."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SECTIONS = {
    "offre": ".js-plotly-plot",
    "acces": ".mn-map path[data-code]",
    "priorites": ".js-plotly-plot",
    "equite": ".js-plotly-plot",
    "sources": ".js-plotly-plot",
    "fiche": ".mn-picture",
}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_is_drawn_by_deep_link_without_fault(
    section: str, server: str, page: Page, heard: dict[str, list[str]]
) -> None:
    page.goto(f"{server}/couverture?aspect={section}")
    expect(page.locator(SECTIONS[section]).first).to_be_visible()
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert serious == [], [(one["id"], one["nodes"][0]["html"]) for one in serious]
    names = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map((one) => one.tagName)")
    levels = [int(name[1]) for name in names]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert heard == {"errors": [], "foreign": []}


def test_a_click_on_a_commune_opens_a_place_there_and_a_second_one_closes_it(server: str, page: Page) -> None:
    page.goto(f"{server}/couverture?aspect=acces&rayon=5")
    commune = page.locator(".mn-map path[data-code='53057']")
    commune.click()
    expect(page).to_have_url(re.compile("ajouts=53057"))
    expect(page.get_by_text("Avec un lieu ouvert à")).to_be_visible()
    expect(page.locator(".mn-map path.chosen")).to_have_attribute("data-code", "53057")
    page.locator(".mn-map path[data-code='53057']").click()
    expect(page).not_to_have_url(re.compile("ajouts="))
    expect(page.get_by_text("Avec un lieu ouvert à")).to_have_count(0)


def test_from_the_map_to_the_sheet_in_two_gestures(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    page.get_by_role("button", name="Ernée").click()
    page.get_by_role("button", name="Fiche du territoire").click()
    expect(page).to_have_url(re.compile(r"/couverture\?.*aspect=fiche"))
    expect(page.get_by_role("heading", name="CC de l'Ernée")).to_be_visible()


def test_the_sheet_prints_on_one_page_and_fetches_nothing(
    server: str, page: Page, heard: dict[str, list[str]], tmp_path: Path
) -> None:
    # Laval has most posts, hence the longest sheet.
    page.goto(f"{server}/couverture?aspect=fiche&fiche=epci&code=200083392")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger la fiche").click()
    saved = tmp_path / "fiche.html"
    download.value.save_as(saved)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    expect(page.get_by_role("heading", name="CA Laval Agglomération")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert asked == [saved.as_uri()]
    serious = [
        one["id"]
        for one in Axe().run(page).response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    assert heard["errors"] == []
