"""An export of the State in a real browser: given, linked, attached, reconciled; hostile names stay text."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from maynum_dash.sources.folder import DEMO_WORKBOOK

HEADINGS = "ID Poste,ID Structure TP,Structure,Département,Statut,Coordinateur,Convention,Fin de convention,"
HEADINGS += "Fin de contrat,Bonification,Total conventionné,Total versé"
NAME = "Fédération des associations laïques de la Mayenne"
HOSTILE = f"{NAME} <b onmouseover=alert(1)>x</b> **[x](javascript:alert(1))**"
ROWS = (
    "DEMO-02,7,Mairie de Craon,53,Occupé,Non,Initiale,31/12/2026,,Oui,50000,20000",
    f"X9,8,{HOSTILE},53,Vacant,Non,Initiale,30/06/2027,,Non,44000,0",
)


def give(page: Page, path: Path) -> None:
    page.get_by_test_id("stMain").locator("input[type=file]").set_input_files(path)


def test_an_export_is_given_linked_attached_and_reconciled(
    page: Page, serve: Callable[..., str], tmp_path: Path, heard: dict[str, list[str]]
) -> None:
    export = tmp_path / "postes.csv"
    export.write_text("\n".join([HEADINGS, *ROWS]), encoding="utf-8-sig")
    page.goto(f"{serve()}/imports")
    give(page, DEMO_WORKBOOK)
    author = page.get_by_label("Votre nom, pour le registre")
    author.fill("Équipe")
    author.press("Enter")
    expect(author).to_have_value("Équipe")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("button", name="Confirmer l’import").click()
    expect(page.get_by_text("Il est maintenant montré à tout le monde")).to_be_visible()

    give(page, export)
    expect(page.get_by_role("heading", name="Export « postes.csv »")).to_be_visible()
    expect(page.get_by_text("1 poste est rapproché")).to_be_visible()
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("<b onmouseover=alert(1)>x</b>").first).to_be_attached()
    expect(main.locator("[onmouseover], a[href^=javascript]")).to_have_count(0)
    page.get_by_role("button", name="Retenir ce rapprochement").click()
    expect(page.get_by_text("2 postes sont rapprochés")).to_be_visible()
    page.get_by_role("button", name="Compléter les données courantes").click()
    expect(page.get_by_text("complète les données : import n° 2")).to_be_visible()

    main.get_by_role("radio", name="Rapprochement État").click()
    expect(page.get_by_text("2 postes sont rapprochés")).to_be_visible()
    expect(main.locator(".js-plotly-plot")).to_be_visible()
    expect(main.locator("[onmouseover], a[href^=javascript]")).to_have_count(0)
    assert heard == {"errors": [], "foreign": []}
