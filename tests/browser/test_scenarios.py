"""Scenarios in a real browser: a meeting of a few clicks, a file given back, a sheet taken away."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def own(serve: Callable[..., str], tmp_path: Path) -> str:
    """A server with a memory of its own."""
    return serve(MAYNUM_DOSSIER=str(tmp_path))


def test_a_scenario_is_made_kept_seen_everywhere_and_deleted(
    own: str, page: Page, heard: dict[str, list[str]], tmp_path: Path
) -> None:
    page.goto(f"{own}/scenarios?partie=composer")
    page.get_by_role("button", name="Ajouter au scénario").click()
    expect(page.get_by_text("Écart avec les données actuelles")).to_be_visible()
    page.get_by_label("Nom du scénario").fill("Pour le comité")
    page.get_by_label("Nom du scénario").press("Enter")
    expect(page.get_by_text("Donnez un nom au scénario pour l’enregistrer")).to_have_count(0)
    page.get_by_label("Votre nom, pour le registre").fill("Service budget")
    page.get_by_label("Votre nom, pour le registre").press("Enter")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("est enregistré")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Exporter (JSON)").click()
    file = tmp_path / "scenario.json"
    download.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["nom"] == "Pour le comité"
    page.get_by_role("button", name="Voir dans toutes les pages").click()
    expect(page.locator(".mn-banner")).to_contain_text("pas des données réelles")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Budget").click()
    expect(page).to_have_url(re.compile("consulte=scenario-1"))
    expect(page.locator(".mn-banner")).to_contain_text("Scénario « Pour le comité »")
    page.get_by_role("button", name="Revenir aux données courantes").click()
    expect(page.locator(".mn-banner")).to_have_count(0)
    page.goto(f"{own}/scenarios?partie=composer")
    page.locator("[data-testid=stMain] input[type=file]").set_input_files(file)
    expect(page.get_by_text("Le scénario du fichier est repris")).to_be_visible()
    page.get_by_label("Votre nom, pour le registre").fill("Service budget")
    page.get_by_label("Votre nom, pour le registre").press("Enter")
    page.get_by_role("button", name="Supprimer").click()
    page.get_by_role("button", name="Supprimer ce scénario").click()
    expect(page.get_by_text("Aucun scénario n’est encore enregistré")).to_be_visible()
    assert heard["errors"] == []
    assert heard["foreign"] == []


def test_the_sheet_of_a_simulation_opens_alone(
    server: str, page: Page, heard: dict[str, list[str]], tmp_path: Path
) -> None:
    page.goto(f"{server}/scenarios?partie=simulateur&pour=200083392&employeur=Privé")
    with page.expect_download() as download:
        page.get_by_role("button", name="Fiche à imprimer").click()
    file = tmp_path / "fiche.html"
    download.value.save_as(file)
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_contain_text("combien cela coûte")
    expect(page.get_by_role("table")).to_have_count(3)
    assert [url for url in heard["foreign"] if not url.startswith("file:")] == []
