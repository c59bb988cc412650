"""A long reading is stopped in a real browser: nothing is imported, and the page answers at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

ROWS = 60_000  # several seconds of reading


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    path = tmp_path / "lourd.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Postes")
        sheet.write_row(0, 0, ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"])
        for rank in range(1, ROWS):
            sheet.write_row(rank, 0, [f"P{rank}", f"Mairie {rank}", "Ernée", "Occupé", "01/09/2026"])
    return path


def test_a_reading_that_is_stopped_leaves_everything_as_it_was(
    page: Page, serve: Callable[..., str], heavy: Path, heard: dict[str, list[str]]
) -> None:
    page.goto(f"{serve()}/imports")
    main = page.get_by_test_id("stMain")
    main.locator("input[type=file]").set_input_files(heavy)
    expect(page.get_by_text("Lecture de « lourd.xlsx »")).to_be_visible()
    page.get_by_role("button", name="Annuler la lecture").click()
    expect(page.get_by_text("La lecture du fichier est annulée")).to_be_visible()
    expect(page.get_by_role("button", name="Annuler la lecture")).to_have_count(0)
    expect(page.get_by_role("heading", name="Diagnostic")).to_have_count(0)
    main.get_by_role("radio", name="Historique").click()
    expect(page.get_by_text("Aucun classeur n’est encore importé")).to_be_visible()
    assert heard == {"errors": [], "foreign": []}
