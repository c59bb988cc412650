"""The shared folder on the page Imports: what was dropped is offered, never imported by itself."""

import os
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.store.imports import list_imports
from maynum_dash.store.opening import open_store
from maynum_dash.store.refusals import refuse
from maynum_dash.ui import loading

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    # An older workbook is imported first: the page then offers what comes after it.
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))
    return tmp_path


def page() -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app = app.run().switch_page("pages/imports.py").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return " ".join(getattr(one, "body", "") for one in app.main.get("html"))


def test_a_dropped_file_is_offered_once_it_is_whole_and_opened_on_demand(folder: Path) -> None:
    shutil.copy(DEMO_WORKBOOK, folder / "depot.csv")
    app = page()
    assert "en cours d’écriture" in words(app)
    app.run()
    assert "nouveau fichier à confirmer" in words(app)
    (button,) = [one for one in app.button if one.label == "Ouvrir"]
    button.click().run()
    assert not app.exception
    assert app.main.header[0].value.startswith("Diagnostic de « depot")
    assert list_imports(open_store()) == (), "nothing is imported without a confirmation"


def test_a_file_that_was_refused_says_why(folder: Path) -> None:
    (folder / "faux.csv").write_bytes(b"x")
    os.utime(folder / "faux.csv", (1, 1))
    loading.inbox().look(folder)
    (dropped,) = loading.inbox().look(folder)
    refuse(open_store(), dropped.sha256, "Il est vide.", "Dossier surveillé")
    app = page()
    assert "refusé. Il est vide." in words(app)
