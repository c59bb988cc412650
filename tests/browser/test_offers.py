"""« Exporter » in a real browser: what is taken away opens in another program and is in the register."""

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect


def test_the_workbook_is_prepared_taken_away_and_opened(server: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{server}/budget?lecture=paiement&exercice=2027")
    page.get_by_role("button", name="Exporter").click()
    page.get_by_role("button", name="Préparer le fichier").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger", exact=True).click()
    target = tmp_path / "calcule.xlsx"
    download.value.save_as(target)
    assert download.value.suggested_filename.startswith("maynum-classeur-")
    sheet = openpyxl.load_workbook(target, data_only=True)["Synthèse"]
    assert (sheet["A6"].value, sheet["B6"].value) == ("Au paiement (CP)", 2027)
    assert "Données de démonstration" in sheet["A3"].value
    page.goto(f"{server}/imports?rubrique=registre")
    expect(page.get_by_text("Classeur calculé (Excel)").first).to_be_visible()
