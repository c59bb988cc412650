"""From a file given to the data of everyone, back in time, and sealed: what a user does in one sitting."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from maynum_dash.sources.folder import DEMO_WORKBOOK

Serve = Callable[..., str]


def classeur(folder: Path, name: str, *, gives_back: bool = False) -> Path:
    """The demonstration as if it were real; one post may be given back."""
    book = load_workbook(DEMO_WORKBOOK)
    del book["Lisez-moi"]
    if gives_back:
        sheet = book["Postes"]
        lines = list(sheet.iter_rows())
        status, returned = (
            next(rank for row in lines for rank, cell in enumerate(row) if cell.value == heading)
            for heading in ("Statut", "Date de rendu")
        )
        post = next(row for row in lines if row[status].value == "Occupé")
        post[status].value, post[returned].value = "Rendu", "01/12/2026"
    content = BytesIO()
    book.save(content)
    path = folder / name
    path.write_bytes(content.getvalue())
    return path


def give(page: Page, path: Path) -> None:
    page.get_by_test_id("stMain").locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name=f"Diagnostic de « {path.name} »")).to_be_visible()


def confirm(page: Page, author: str) -> None:
    name = page.get_by_label("Votre nom, pour le registre")
    name.fill(author)
    name.press("Enter")
    expect(name).to_have_value(author)
    # A click while the page is being drawn again may fall between two buttons.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("button", name="Confirmer l’import").click()
    expect(page.get_by_text("Il est maintenant montré à tout le monde")).to_be_visible()


def open_section(page: Page, name: str) -> None:
    page.get_by_test_id("stMain").get_by_role("radio", name=name).click()


@pytest.fixture
def other(chromium: Browser) -> Page:
    """Somebody else, elsewhere."""
    return chromium.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR").new_page()


def test_an_import_is_confirmed_compared_restored_and_sealed(
    page: Page, other: Page, serve: Serve, tmp_path: Path, heard: dict[str, list[str]]
) -> None:
    url = serve()
    page.goto(f"{url}/imports")
    give(page, classeur(tmp_path, "juin.xlsx"))
    other.goto(f"{url}/budget")
    expect(other.locator(".mn-demo").first).to_be_visible()
    expect(page.locator(".mn-banner")).to_contain_text("vous seul voyez ce classeur")
    confirm(page, "Service numérique")
    other.goto(f"{url}/budget")
    expect(other.locator(".mn-data").first).to_contain_text("import n° 1")
    expect(other.locator(".mn-demo")).to_have_count(0)

    give(page, classeur(tmp_path, "novembre.xlsx", gives_back=True))
    expect(page.get_by_text("1 poste rendu").first).to_be_visible()
    confirm(page, "Budget")
    open_section(page, "Historique")
    expect(page.get_by_test_id("stMain").get_by_role("row")).to_have_count(3)

    open_section(page, "Ce qui a changé")
    strip = page.locator("dl.mn-strip div")
    amounts = [_cents(strip.nth(rank).locator("dd").inner_text()) for rank in range(3)]
    assert amounts[0] + amounts[1] == amounts[2]
    assert amounts[1] < 0
    expect(page.get_by_test_id("stMain").locator(".js-plotly-plot")).to_be_visible()

    open_section(page, "États scellés")
    page.get_by_role("button", name="Sceller", exact=True).click()
    said = page.get_by_text("est scellé, empreinte")
    expect(said).to_be_visible()
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", said.inner_text())
    assert found is not None

    open_section(page, "Historique")
    page.get_by_role("button", name="Restaurer").click()
    page.get_by_role("dialog").get_by_role("button", name="Restaurer cet import").click()
    expect(page.get_by_text("c’est maintenant l’import n° 3")).to_be_visible()

    other.goto(f"{url}/budget?consulte={found[0].lower()}")
    expect(other.locator(".mn-banner")).to_contain_text(f"empreinte {found[0]}")
    expect(other.locator(".mn-source", has_text=f"empreinte {found[0]}").first).to_be_visible()
    other.get_by_role("link", name="Postes").click()
    expect(other.get_by_role("heading", name="Postes", exact=True)).to_be_visible()
    expect(other.locator(".mn-banner")).to_contain_text(found[0])
    other.get_by_role("button", name="Revenir aux données courantes").click()
    expect(other.locator(".mn-banner")).to_have_count(0)
    expect(other.locator(".mn-data").first).to_contain_text("import n° 3")
    assert heard == {"errors": [], "foreign": []}


def test_the_same_file_given_twice_is_not_imported_twice(page: Page, serve: Serve, tmp_path: Path) -> None:
    page.goto(f"{serve()}/imports")
    path = classeur(tmp_path, "juin.xlsx")
    give(page, path)
    confirm(page, "Budget")
    give(page, path)
    expect(page.get_by_text("il ne sera pas importé deux fois")).to_be_visible()
    expect(page.get_by_role("button", name="Confirmer l’import")).to_be_disabled()
    page.get_by_role("button", name="Écarter").click()
    expect(page.locator(".mn-banner")).to_have_count(0)


def test_a_reader_sees_everything_and_changes_nothing(
    chromium: Browser, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "equipe.txt").write_text("agent\n", encoding="utf-8")
    url = serve(MAYNUM_IDENTITE="X-Forwarded-User", MAYNUM_EQUIPE=str(tmp_path / "equipe.txt"))
    reader = chromium.new_context(locale="fr-FR", extra_http_headers={"X-Forwarded-User": "élue"}).new_page()
    reader.goto(f"{url}/imports")
    expect(reader.get_by_role("radio", name="Historique")).to_be_visible()
    expect(reader.get_by_role("radio", name="Registre")).to_have_count(0)
    give(reader, classeur(tmp_path, "juin.xlsx"))
    expect(reader.get_by_text("Seule l’équipe peut importer un classeur")).to_be_visible()
    expect(reader.get_by_role("button", name="Confirmer l’import")).to_be_disabled()
    agent = chromium.new_context(locale="fr-FR", extra_http_headers={"X-Forwarded-User": "agent"}).new_page()
    agent.goto(f"{url}/imports")
    give(agent, classeur(tmp_path, "juin.xlsx"))
    agent.get_by_role("button", name="Confirmer l’import").click()
    expect(agent.get_by_text("Il est maintenant montré à tout le monde")).to_be_visible()
    agent.get_by_role("radio", name="Registre").click()
    expect(agent.get_by_role("cell", name="agent").first).to_be_visible()
    # Struck from the list: the next gesture is refused.
    (tmp_path / "equipe.txt").write_text("", encoding="utf-8")
    agent.get_by_role("radio", name="Historique").click()
    expect(agent.get_by_role("radio", name="Registre")).to_have_count(0)


def test_a_damaged_memory_is_explained_and_nothing_else_is_shown(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "maynum.db").write_bytes(b"ceci n'est pas une base" * 100)
    page.goto(f"{serve(MAYNUM_DOSSIER=str(tmp_path))}/budget")
    expect(page.get_by_text("ce fichier n'est pas une base de données")).to_be_visible()
    expect(page.locator(".mn-demo")).to_have_count(0)
    expect(page.locator(".js-plotly-plot")).to_have_count(0)


def _cents(text: str) -> int:
    digits = re.sub(r"[^\d−]", "", text).replace("−", "-")
    return int(digits)
