"""The whole gesture of an export: given, a match decided, confirmed, reconciled."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.analysis import board
from maynum_dash.cli.opening import opened
from maynum_dash.store.audit import list_events
from maynum_dash.store.imports import current_import, read_import
from maynum_dash.store.matches import list_matches
from maynum_dash.ui.registry import page

HEADINGS = "ID Poste,ID Structure TP,Structure,Département,Statut,Coordinateur,Convention,Fin de convention,"
HEADINGS += "Fin de contrat,Bonification,Total conventionné,Total versé"
ROWS = (
    "1,7,Mairie A,53,Occupé,Non,Initiale,30/06/2027,,Oui,42500,20000",
    "X9,8,Mairie de B (commune),53,Vacant,Non,Initiale,30/06/2027,,Oui,50000,0",
)
POSTS = [
    {
        "ID Poste": key,
        "Structure": name,
        "EPCI": "CC de l'Ernée",
        "Statut": "Occupé",
        "Début de convention": "01/09/2026",
    }
    for key, name in (("1", "Mairie A"), ("2", "Mairie B"))
]
IMPORTS = page("imports")
Opener = Callable[..., AppTest]


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path / "memoire"))
    return "\n".join([HEADINGS, *ROWS]).encode("utf-8-sig")


def _texts(app: AppTest) -> str:
    shown = [element.proto.body for element in app.get("html")]
    return "\n".join(shown).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.usefixtures("export")
def test_what_was_shown_before_an_import_is_not_computed_again(
    open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(IMPORTS, POSTS)
    app.text_input(key="widget-author-page").set_value("Équipe").run()

    def compute(*_: object) -> None:
        pytest.fail("computed again")

    monkeypatch.setattr(board, "build_board", compute)
    app.button(key="confirm-import").click().run()

    assert not app.exception
    assert "import n° 1" in _texts(app)


def test_an_export_is_given_matched_confirmed_and_reconciled(open_page: Opener, export: bytes) -> None:
    app = open_page(IMPORTS, POSTS)
    app.text_input(key="widget-author-page").set_value("Équipe").run()
    app.button(key="confirm-import").click().run()
    assert not app.exception

    app.file_uploader(key="upload-page-0").upload("postes.csv", export).run()
    assert not app.exception
    assert "Score" in _texts(app)
    assert "absent du classeur" in _texts(app) or "n’est pas dans le classeur" in _texts(app)
    app.selectbox(key="state-row").select_index(0).run()
    chosen = next(box for box in app.selectbox if str(box.key).startswith("state-post-"))
    # The nearest name is offered first, with its likeness; nothing was linked without the team.
    assert "2 · Mairie B (ressemblance" in chosen.options[0]
    chosen.select_index(0).run()
    app.button(key="keep-link").click().run()
    assert not app.exception
    app.button(key="confirm-export").click().run()
    assert not app.exception

    with opened() as store:
        record = current_import(store)
        assert record is not None
        assert (record.id, record.completed_by) == (2, "postes.csv")
        assert read_import(store, 2).state_posts["post_id"].tolist() == ["1", "2"]
        assert [one.code for one in list_matches(store)] == ["2"]
        assert any("Rapprochement" in event.subject for event in list_events(store))
    app.segmented_control(key="widget-rubrique-page").set_value("etat").run()
    assert not app.exception
    assert "2 postes sont rapprochés, dont 1 concorde au centime ; 1 statut différent" in _texts(app)
    assert "92 500,00 €" in _texts(app)

    app.button(key="forget-link").click().run()
    assert not app.exception
    with opened() as store:
        assert list_matches(store) == ()


def test_an_export_given_before_any_import_is_explained(open_page: Opener, export: bytes) -> None:
    app = open_page(IMPORTS, POSTS)
    app.sidebar.file_uploader[0].upload("postes.csv", export).run()
    assert not app.exception
    assert any("abord le classeur de suivi" in error.value for error in app.error)
