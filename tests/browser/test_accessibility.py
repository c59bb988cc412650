"""RGAA begins here: no serious fault that a machine can see, on any page."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

READY = {
    "": ".mn-card",
    "carte": ".mn-map path[data-code]",
    "budget": ".mn-table",
    "couverture": ".mn-table",
    "postes": ".mn-facts",
    "methode": "[role=tabpanel] h2",
}


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
    names = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map((one) => one.tagName)")
    levels = [int(name[1]) for name in names]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_chart_has_a_text_alternative_and_its_figures(server: str, page: Page) -> None:
    page.goto(f"{server}/budget")
    chart = page.locator(".st-key-engagements")
    expect(chart.locator(".js-plotly-plot")).to_be_visible()
    expect(page.get_by_label("Engagements par exercice, tous financeurs").first).to_be_visible()
    page.get_by_text("Voir les chiffres").first.click()
    expect(page.get_by_role("table", name="Engagements par exercice et financeur, en euros")).to_be_visible()
