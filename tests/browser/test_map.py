"""A territory found by its name, and a map taken away: each file is opened by another program."""

import io
import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

TERRITORIES = 10
SVG = "{http://www.w3.org/2000/svg}"


def sheet(page: Page) -> Locator:
    return page.locator(".st-key-sheet h2")


@pytest.mark.parametrize(
    ("typed", "name", "level"),
    [("st-denis-d'anj", "Saint-Denis-d'Anjou", "Communes")],
)
def test_a_territory_is_found_by_its_name_at_its_own_level(
    server: str, page: Page, typed: str, name: str, level: str
) -> None:
    page.goto(f"{server}/carte")
    field = page.get_by_role("combobox", name="Chercher un territoire")
    field.click()
    field.press_sequentially(typed, delay=20)
    options = page.locator("#mn-search-list li")
    found = options.filter(has_text=re.compile(f"^{re.escape(name)} commune$"))
    expect(found).to_be_visible()
    found.click()
    expect(sheet(page)).to_have_text(name)
    expect(page.get_by_role("radio", name=level)).to_be_checked()


def test_the_keyboard_alone_finds_a_merged_commune_under_its_former_name(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    field = page.get_by_role("combobox", name="Chercher un territoire")
    field.focus()
    field.press_sequentially("saint martin de connee", delay=20)
    expect(page.locator("#mn-search-list li").first).to_contain_text("ancienne commune")
    field.press("Enter")
    expect(sheet(page)).to_have_text("Vimartin-sur-Orthe")


def test_a_name_that_nothing_bears_is_said(server: str, page: Page) -> None:
    page.goto(f"{server}/carte")
    field = page.get_by_role("combobox", name="Chercher un territoire")
    field.press_sequentially("atlantide", delay=20)
    expect(page.locator(".mn-search [role=status]")).to_have_text("Aucun territoire de ce nom")


def taken(page: Page, label: str, folder: Path) -> Path:
    """Click one download of the map, its panel being open."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def paints(fills: list[str]) -> Counter[str]:
    return Counter(fill.lower() for fill in fills)


def test_a_map_is_taken_away_as_it_is_on_screen(server: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{server}/carte")
    shapes = page.locator(".mn-map path[data-code]")
    expect(shapes).to_have_count(TERRITORIES)
    on_screen = paints([shape.get_attribute("fill") or "" for shape in shapes.all()])
    page.get_by_role("button", name="Télécharger", exact=True).click()

    drawing = fromstring(taken(page, "Dessin SVG", tmp_path).read_text(encoding="utf-8"))
    exported = [path for path in drawing.iter(f"{SVG}path") if path.get("data-code")]
    assert paints([path.get("fill", "") for path in exported]) == on_screen
    assert len(on_screen) > 1

    png = taken(page, "Image PNG", tmp_path).read_bytes()
    assert png.startswith(b"\x89PNG")
    seen = page.evaluate(
        """(bytes) => new Promise((done) => {
             const image = new Image();
             image.onload = () => done([image.naturalWidth, image.naturalHeight]);
             image.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
           })""",
        list(png),
    )
    assert seen == [1920, 1080]

    book = load_workbook(io.BytesIO(taken(page, "Tableau Excel", tmp_path).read_bytes()))
    rows = list(book[book.sheetnames[0]].values)
    named = [row[0] for row in rows if row[0] in {"Ernée", "Pays de Craon", "Laval Agglomération"}]
    assert len(named) == 3

    with sqlite3.connect(taken(page, "GeoPackage", tmp_path)) as base:
        ((table,),) = base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")
        (count,) = base.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    assert count == TERRITORIES
